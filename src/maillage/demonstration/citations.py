"""Who, of those tied to a town hall, names its secretary (finding K13): the same links, told of a poste."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from maillage.demonstration.lien import RETOURNE
from maillage.demonstration.tables import read_table

Ligne = dict[str, str]

PASSAGE = {
    "niveau_reel": "1",
    "niveau_souhaite": "2",
    "sujets": "information",
    "frequence": "au-fil-de-leau",
    "formalisation": "informel",
    "financement": "aucun",
    "initiateur": "A",
    "premier_contact_phase": "P5",
    "phase_souhaitee": "",
    "cadre": "situation",
    "date": "2026-04-01",
}
"""A service of an EPCI that already knows the town hall by another service."""


def name_postes(rows: Iterable[Ligne]) -> Iterator[Ligne]:
    """Rows of liens.csv once told of the poste; what the town hall alone told, the other side tells instead."""
    told = {(row["source"], row["cible"]): row for row in read_table("citations")}
    for row in rows:
        here, back = told.get((row["source"], row["cible"])), told.get((row["cible"], row["source"]))
        if here is not None:
            yield row | {"cible": here["nomme"]}
        elif back is not None and back["repond"] == "oui":
            yield _turn(row, back)
        else:
            yield row
    for cited in told.values():
        if cited["repond"] == "nouveau":
            yield {"source": cited["source"], "cible": cited["nomme"], **PASSAGE, "declare_par": cited["source"]}


def _turn(row: Ligne, cited: Mapping[str, str]) -> Ligne:
    turned = {name: RETOURNE.get(said, said) for name, said in row.items()}
    return turned | {"source": cited["source"], "cible": cited["nomme"], "declare_par": cited["source"]}
