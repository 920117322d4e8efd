"""Contours of the communes of an espace: from the national service, from a file, or approximate cells."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

from django.db import transaction

from maillage.espaces.models import Espace
from maillage.formats.contours import ContoursIllisibles, Geometrie, make_cells, read_geojson
from maillage.territoires.models import Contour, OrigineContour, Territoire

ATTENTE: Final = 15
"""Seconds for one answer of the national service."""
PAR_CODES: Final = "/communes?codeRegion={code}&format=geojson&geometry=contour&fields=code,nom"
PAR_EPCI: Final = "/epcis/{code}/communes?format=geojson&geometry=contour&fields=code,nom"
PAR_DEPARTEMENT: Final = "/departements/{code}/communes?format=geojson&geometry=contour&fields=code,nom"
PAR_COMMUNE: Final = "/communes/{code}?format=geojson&geometry=contour&fields=code,nom"


class ContoursIndisponibles(Exception):
    """The national service did not answer; the message says what to do instead."""


def list_communes(espace: Espace) -> list[Territoire]:
    """The communes of the espace's territory, by name. Two queries at most."""
    own = Territoire.objects.chosen_by(espace)
    return list(Territoire.objects.communes_of(own).order_by("nom_cherche", "pk"))


def fetch_contours(adresse: str, territoires: Iterable[Territoire]) -> dict[str, Geometrie]:
    """From the service at `adresse`, one request for each EPCI, département, commune. Raises ContoursIndisponibles."""
    found: dict[str, Geometrie] = {}
    for territoire in territoires:
        found |= _ask(adresse.rstrip("/") + _name_route(territoire))
    return found


def _name_route(territoire: Territoire) -> str:
    routes = {"epci": PAR_EPCI, "departement": PAR_DEPARTEMENT, "region": PAR_CODES}
    return routes.get(territoire.nature, PAR_COMMUNE).format(code=quote(territoire.code, safe=""))


def _ask(url: str) -> dict[str, Geometrie]:
    if not url.startswith(("http://", "https://")):
        raise ContoursIndisponibles("L’adresse du service des contours doit commencer par https://.")
    request = urllib.request.Request(url, headers={"Accept": "application/json", "User-Agent": "Maillage"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=ATTENTE) as answer:  # noqa: S310
            content = answer.read()
        return read_geojson(_as_collection(content))
    except (urllib.error.URLError, TimeoutError, OSError, ContoursIllisibles) as fault:
        raise ContoursIndisponibles(
            "Le service national des contours ne répond pas. Réessayez plus tard, ou donnez un fichier GeoJSON."
        ) from fault


def _as_collection(content: bytes) -> bytes:
    """One commune alone is answered as a feature."""
    try:
        told = json.loads(content)
    except ValueError as fault:
        raise ContoursIllisibles("La réponse n’est pas du JSON.") from fault
    alone = isinstance(told, dict) and told.get("type") == "Feature"
    return json.dumps({"type": "FeatureCollection", "features": [told]}).encode() if alone else content


@transaction.atomic
def keep_contours(communes: Iterable[Territoire], geometries: Mapping[str, Geometrie], origine: OrigineContour) -> int:
    """Write the contours of these communes; an approximate one never replaces a true one. Returns how many changed."""
    rows = {one.code: one for one in communes if one.code in geometries}
    known = {one.territoire_id: one for one in Contour.objects.filter(territoire__in=rows.values())}
    if origine == OrigineContour.APPROCHE:
        rows = {code: one for code, one in rows.items() if _is_rough(known.get(one.pk))}
    made = [Contour(territoire=one, geometrie=geometries[code], origine=origine) for code, one in rows.items()]
    Contour.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["territoire"], update_fields=["geometrie", "origine", "modifie_le"]
    )
    return len(made)


def _is_rough(contour: Contour | None) -> bool:
    return contour is None or contour.origine == OrigineContour.APPROCHE


def approximate(communes: Iterable[Territoire]) -> int:
    """Cells around the centres of these communes. Those without a centre have none."""
    placed = [one for one in communes if one.latitude is not None and one.longitude is not None]
    centres = {one.code: (one.latitude, one.longitude) for one in placed}
    return keep_contours(placed, make_cells(centres), OrigineContour.APPROCHE)  # type: ignore[arg-type]
