"""Whose tiles lie under the living map, when the site has chosen some: one host, opened on that page alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from maillage.espaces.models import Espace


@dataclass(frozen=True)
class Fond:
    hote: str
    tuiles: str
    """The address of a tile, with {z}, {x} and {y}."""
    attribution: str

    def to_json(self) -> dict[str, str]:
        return {"tuiles": self.hote + self.tuiles, "attribution": self.attribution}


FONDS = {
    "ign": Fond(
        "https://data.geopf.fr",
        "/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal"
        "&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
        "© IGN",
    ),
    "osm": Fond("https://tile.openstreetmap.org", "/{z}/{x}/{y}.png", "© contributeurs OpenStreetMap"),
}


def find_fond(espace: Espace) -> Fond | None:
    """None under a fictional territory: it lies nowhere."""
    return None if espace.fictif else FONDS.get(settings.FOND_CARTE)


def open_to(response: HttpResponse, fond: Fond | None) -> HttpResponse:
    """Let this page, and it alone, ask that host for images. It is told from which site, not from which page."""
    if fond is not None:
        response._csp_update = {"img-src": [fond.hote], "connect-src": [fond.hote]}  # type: ignore[attr-defined]
        response["Referrer-Policy"] = "strict-origin-when-cross-origin"  # OpenStreetMap answers nobody without it
    return response
