"""Bringing the contours of the territory: from the national service, else around the centres, or from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import shapely
from django.conf import settings
from django.db import transaction
from shapely.geometry import shape

from maillage.analyse.francais import compte, nombre
from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import Refus
from maillage.espaces.journal import Geste, trace
from maillage.espaces.models import Espace
from maillage.formats.contours import Geometrie, read_geojson
from maillage.publication.typographie import fr
from maillage.territoires.contours import (
    ContoursIndisponibles,
    approximate,
    fetch_contours,
    keep_contours,
    list_communes,
)
from maillage.territoires.models import Contour, OrigineContour, Territoire

ECART_MAX = 0.1
"""Degrees, some ten kilometres: further from its commune, a shape is somebody else's, or in other coordinates."""


def load_contours(*, espace: Espace, qui: Utilisateur) -> str:
    """What happened, in a sentence. The service is asked before anything is written. The caller checked the right.

    Raises Refus when nothing could be had: no territory yet, or no centre to draw a cell around.
    """
    communes = _list_communes(espace)
    told = ""
    if settings.CONTOURS and not espace.fictif:
        try:
            chosen = Territoire.objects.chosen_by(espace).official()
            found = fetch_contours(settings.CONTOURS, chosen)
            count = _keep(espace, qui, communes, found, OrigineContour.OFFICIEL)
            return fr(f"Les contours sont là : {_say_count(count, len(communes))}.")
        except ContoursIndisponibles:
            told = "Le service national des contours ne répond pas. "
    count = _approach(espace, qui, communes)
    return fr(f"{told}Contour approché, autour du centre : {_say_count(count, len(communes))}.")


def load_file(*, espace: Espace, qui: Utilisateur, contenu: bytes) -> str:
    """Contours of a GeoJSON, for the communes that have none or an approximate one: others share these communes.

    Raises ContoursIllisibles, or Refus when no shape of the file is in its place.
    """
    communes = _list_communes(espace)
    true_ones = Contour.objects.filter(territoire__in=communes).exclude(origine=OrigineContour.APPROCHE)
    known = set(true_ones.values_list("territoire", flat=True))
    waiting = [one for one in communes if one.pk not in known]
    given = read_geojson(contenu)
    found = {one.code: given[one.code] for one in waiting if one.code in given and is_in_place(one, given[one.code])}
    if waiting and not found:
        raise Refus(_say_why(waiting, given))
    count = _keep(espace, qui, waiting, found, OrigineContour.FICHIER)
    return fr(f"Contours de ce fichier : {_say_count(count, len(communes))}.")


def _say_count(count: int, total: int) -> str:
    return f"{compte(count, 'commune', feminin=True)} sur {nombre(total, feminin=True)}"


def _list_communes(espace: Espace) -> list[Territoire]:
    communes = list_communes(espace)
    if not communes:
        raise Refus("Choisissez d’abord le territoire de l’espace, dans ses réglages.")
    return communes


def is_in_place(commune: Territoire, geometrie: Geometrie) -> bool:
    """Near the centre of the commune when it is known; somewhere on Earth otherwise."""
    area = shape(geometrie)
    if commune.longitude is None or commune.latitude is None:
        west, south, east, north = area.bounds
        return bool(west >= -180 and south >= -90 and east <= 180 and north <= 90)
    return bool(shapely.distance(area, shapely.Point(commune.longitude, commune.latitude)) <= ECART_MAX)


def _say_why(waiting: Sequence[Territoire], given: Mapping[str, Geometrie]) -> str:
    if any(one.code in given for one in waiting):
        return (
            "Les contours de ce fichier ne tombent pas sur vos communes. Donnez des longitudes et des latitudes "
            "en degrés (WGS 84), comme le veut GeoJSON. Rien n’a changé."
        )
    return f"Ce fichier ne contient aucune de vos communes ({waiting[0]}, code {waiting[0].code}…). Rien n’a changé."


@transaction.atomic
def _keep(
    espace: Espace,
    qui: Utilisateur,
    communes: Sequence[Territoire],
    found: Mapping[str, Geometrie],
    origine: OrigineContour,
) -> int:
    count = keep_contours(communes, found, origine)
    _trace(espace, qui, count, origine)
    return count


@transaction.atomic
def _approach(espace: Espace, qui: Utilisateur, communes: Sequence[Territoire]) -> int:
    if all(one.latitude is None for one in communes):
        raise Refus(
            "Le centre de ces communes n’est pas connu non plus : demandez à qui héberge le site de les charger, "
            "ou donnez un fichier GeoJSON de leurs contours. Rien n’a changé."
        )
    count = approximate(communes)
    _trace(espace, qui, count, OrigineContour.APPROCHE)
    return count


def _trace(espace: Espace, qui: Utilisateur, count: int, origine: OrigineContour) -> None:
    said = {"contours": f"{count} communes ({origine.label.lower()})"}
    trace(espace=espace, qui=qui, geste=Geste.MODIFIER, objet=espace, apres=said)
