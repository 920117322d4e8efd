"""Rows of cadres.csv and participations.csv: the dispositifs, instances and actions of the territory, and who is in."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.demonstration.tables import read_table
from maillage.demonstration.territoire import expand_zones

COLONNES = (
    *("id", "nature", "nom", "sigle", "reference", "parent", "sphere", "statut", "debut", "fin", "phase"),
    *("themes", "publics", "communes", "est_diagnostic", "description"),
)
COLONNES_PARTICIPATIONS = ("acteur", "cadre", "role", "phase", "depuis")


def list_cadres() -> list[dict[str, str]]:
    """A cadre stands after the one it belongs to, as its table is written."""
    rows = read_table("cadres")
    return [
        {name: row[name] for name in COLONNES if name != "communes"} | {"communes": "|".join(expand_zones(row["zone"]))}
        for row in rows
    ]


def list_participations() -> Iterator[dict[str, str]]:
    """One row per actor; the table groups those who came in together in the same role."""
    for row in read_table("participations"):
        for acteur in row["acteurs"].split("|"):
            yield {"acteur": acteur} | {name: row[name] for name in COLONNES_PARTICIPATIONS if name != "acteur"}
