"""The actors as points on a map: their own place where it is known, the centre of their commune otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from maillage.acteurs.models import ActeurQuerySet
from maillage.espaces.droits import Droits
from maillage.exports.acteurs import Annexes, iterate_fiches
from maillage.formats.sorties.echanges import COLONNES_ACTEURS
from maillage.formats.sorties.feuilles import DECIMALES
from maillage.formats.sorties.geojson import Point
from maillage.referentiels.models import Sphere

PROPRE, COMMUNE = "adresse", "commune"


def iterate_points(droits: Droits, acteurs: ActeurQuerySet, annexes: Annexes) -> Iterator[Point]:
    """Three queries."""
    spheres = {sphere.code: sphere for sphere in Sphere.objects.usable_in(droits.espace)}
    known = acteurs.exclude(commune=None).order_by()
    rows = known.values_list("commune__code", "commune__longitude", "commune__latitude").distinct()
    centres = {code: (longitude, latitude) for code, longitude, latitude in rows}
    for fiche in iterate_fiches(droits, acteurs, annexes):
        yield make_point(fiche, centres, spheres)


def make_point(
    fiche: dict[str, Any], centres: dict[str, tuple[float | None, float | None]], spheres: dict[str, Sphere]
) -> Point:
    longitude, latitude, lieu = fiche["longitude"], fiche["latitude"], PROPRE
    if longitude is None or latitude is None:
        longitude, latitude = centres.get(fiche["code_insee"], (None, None))
        lieu = COMMUNE if longitude is not None and latitude is not None else ""
    told = {colonne.nom: write_plain(fiche[colonne.nom]) for colonne in COLONNES_ACTEURS}
    sphere = spheres.get(fiche["sphere"])
    told |= {"lieu": lieu, "monde": sphere.nom if sphere else "", "couleur": sphere.trait if sphere else ""}
    return Point(fiche["id"], _round(longitude), _round(latitude), told)


def write_plain(valeur: Any) -> Any:
    return valeur.isoformat() if isinstance(valeur, date) else valeur


def _round(degres: float | None) -> float | None:
    return None if degres is None else round(degres, DECIMALES)
