"""The dispositifs, instances and actions of the fictional territory, and who takes part in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre, Participation
from maillage.espaces.models import Espace
from maillage.referentiels.models import Dispositif, Public, Sphere, Theme
from maillage.territoires.models import Territoire

Ligne = Mapping[str, str]
SOURCE = "demonstration"
RECOPIES = ("nature", "nom", "sigle", "statut", "phase", "description")


def load_cadres(espace: Espace, acteurs: Mapping[str, Acteur], rows: Sequence[Ligne], seats: Sequence[Ligne]) -> None:
    """In place of those that a visitor may have changed."""
    Cadre.objects.filter(espace=espace).delete()
    cadres = _load(espace, rows)
    _load_lists(espace, cadres, rows)
    Participation.objects.bulk_create(
        Participation(
            cadre=cadres[row["cadre"]],
            acteur=acteurs[row["acteur"]],
            role=row["role"],
            phase=row["phase"],
            depuis=row["depuis"] or None,
        )
        for row in seats
    )


def _load(espace: Espace, rows: Sequence[Ligne]) -> dict[str, Cadre]:
    """By the id of the table, where a cadre stands after the one that holds it."""
    spheres = {sphere.code: sphere for sphere in Sphere.objects.filter(espace=None)}
    references = {one.code: one for one in Dispositif.objects.all()}
    by_id: dict[str, Cadre] = {}
    for row in rows:
        by_id[row["id"]] = cadre = Cadre(
            espace=espace,
            reference=references.get(row["reference"]),
            parent=by_id.get(row["parent"]),
            sphere=spheres[row["sphere"]],
            debut=row["debut"] or None,
            fin=row["fin"] or None,
            est_diagnostic=row["est_diagnostic"] == "oui",
            source=SOURCE,
            source_id=row["id"],
            date_verification=espace.date_reference,
            **{name: row[name] for name in RECOPIES},
        )
        cadre.index_name()
    Cadre.objects.bulk_create(by_id.values())
    return by_id


def _load_lists(espace: Espace, cadres: Mapping[str, Cadre], rows: Sequence[Ligne]) -> None:
    communes = {t.nom: t for t in Territoire.objects.filter(espace=espace, nature="commune")}
    lists: dict[str, tuple[type[Any], str, Mapping[str, Any]]] = {
        "themes": (Cadre.themes.through, "theme", {t.code: t for t in Theme.objects.all()}),
        "publics": (Cadre.publics.through, "public", {p.code: p for p in Public.objects.all()}),
        "communes": (Cadre.territoires.through, "territoire", communes),
    }
    for column, (through, name, known) in lists.items():
        through.objects.bulk_create(
            through(cadre=cadres[row["id"]], **{name: known[code]})
            for row in rows
            for code in filter(None, row[column].split("|"))
        )
