"""The ground of the map: communes in their shade, perimeters in their dashes and letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from maillage.analyse.francais import compte, nombre
from maillage.analyse.graphe import Floats
from maillage.publication.figures.couleurs import mix
from maillage.publication.figures.legende import Element
from maillage.publication.figures.projection import Projection
from maillage.publication.figures.svg import balise, groupe, number, protect, rectangle, texte
from maillage.publication.tokens import ACCENT, ALERTE, ALERTE_CLAIR, BLANC, DOUX, ENCRE

Geometrie = Mapping[str, Any]
"""GeoJSON, Polygon or MultiPolygon, longitude first."""
PARTS = (0.1, 0.24, 0.4, 0.56)
"""How much of the accent each class of coverage takes; names and marks stay readable on the darkest."""
TIRETS = ("9 4", "2 4", "12 3 2 3", "5 3", "16 4", "8 3 2 3 2 3")
"""One for each perimeter in turn; a letter tells apart those that have the same."""
PAS_HACHURES = 7.0
RETRAIT = 3.2
"""Each outline stands a little inside the one before: two perimeters that share a border both show."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A commune: `total` actors act there. `point` is where its seats and its name stand, longitude first."""

    nom: str
    geometrie: Geometrie
    point: tuple[float, float]
    total: int
    adresse: str = ""
    rang: int = 0
    """In which order names find room: the smallest first."""


@dataclass(frozen=True, slots=True)
class Perimetre:
    lettre: str
    nom: str
    geometrie: Geometrie
    ordre: int = 0

    @property
    def tirets(self) -> str:
        return TIRETS[self.ordre % len(TIRETS)]

    def draw_letter(self, x: float, y: float) -> str:
        disc = balise("circle", cx=x, cy=y, r=8.5, fill=BLANC, stroke=ENCRE, stroke_width=1.6)
        return disc + texte(self.lettre, x, y + 4, 11.5, graisse=700, ancre="middle")


@dataclass
class Lettres:
    """The letters drawn on the outlines, and the boxes they fill."""

    parts: list[str] = field(default_factory=list)
    boites: list[tuple[float, float, float, float]] = field(default_factory=list)


Teintes = list[tuple[int, int, str]]
"""From, to (both included), colour."""


def compute_teintes(totaux: Iterable[int]) -> Teintes:
    """At most four equal classes between the smallest and the largest number; none where nobody acts."""
    counts = [total for total in totaux if total]
    if not counts:
        return []
    low, high = min(counts), max(counts)
    classes = min(len(PARTS), high - low + 1)
    step = -(-(high - low + 1) // classes)
    bounds = [(low + rank * step, min(low + (rank + 1) * step - 1, high)) for rank in range(classes)]
    return [(a, b, mix(BLANC, ACCENT, part)) for (a, b), part in zip(bounds, PARTS, strict=False) if a <= b]


def _find_teinte(total: int, teintes: Teintes) -> str:
    return next((colour for low, high, colour in teintes if low <= total <= high), BLANC)


def draw_zones(zones: Sequence[Zone], projection: Projection, teintes: Teintes, *, focusable: bool) -> Iterable[str]:
    """Shade, then hatching where nobody acts; each commune says its name and its number, and leads to its actors."""
    decimales = 1 if projection.taille[0] > 600 else 0
    yield groupe(
        (_draw_zone(zone, projection, teintes, decimales=decimales, focusable=focusable) for zone in zones),
        stroke=DOUX,
        stroke_width=0.7,
        stroke_linejoin="round",
        fill_rule="evenodd",
    )
    yield _draw_hatching([zone for zone in zones if not zone.total], projection)


def _draw_zone(zone: Zone, projection: Projection, teintes: Teintes, *, decimales: int, focusable: bool) -> str:
    title = balise("title", protect(f"{zone.nom}\u00a0: {say_total(zone.total)}"))
    path = _write_rings(project(zone.geometrie, projection), decimales=decimales)
    content = title + balise("path", d=path, fill=_find_teinte(zone.total, teintes))
    if not zone.adresse:
        return groupe([content])
    return balise("a", content, href=zone.adresse, aria_label=zone.nom, tabindex=None if focusable else "-1")


def say_total(total: int) -> str:
    """« deux acteurs y agissent »."""
    if not total:
        return "personne n’y agit"
    return f"{compte(total, 'acteur')} {'y agit' if total == 1 else 'y agissent'}"


def _draw_hatching(zones: Sequence[Zone], projection: Projection) -> str:
    """Slanted lines cut to what is empty: no pattern element, that print and PDF draw each in its own way."""
    shapes = [shapely.make_valid(shapely.geometry.shape(project(zone.geometrie, projection))) for zone in zones]
    if not shapes:
        return ""
    area = shapely.union_all(shapes).simplify(0.4)
    left, top, right, bottom = area.bounds
    height = bottom - top
    lines = [((x, bottom), (x + height, top)) for x in np.arange(left - height, right, PAS_HACHURES)]
    drawn = "".join(_write_segment(a, b) for a, b in _list_segments(shapely.MultiLineString(lines).intersection(area)))
    return balise(
        "path", d=drawn, stroke=ALERTE, stroke_width=0.9, stroke_opacity="0.55", fill="none", pointer_events="none"
    )


def _write_segment(a: tuple[float, ...], b: tuple[float, ...]) -> str:
    """All have the same slope: how far one goes along is how far it goes up."""
    along = round(b[0] - a[0])
    return f"M{number(a[0])} {number(a[1])}l{along} {-along}" if along else ""


def _list_segments(cut: BaseGeometry) -> Iterable[tuple[tuple[float, ...], tuple[float, ...]]]:
    for part in getattr(cut, "geoms", [cut]):
        if part.geom_type == "LineString" and not part.is_empty:
            yield part.coords[0], part.coords[-1]


def list_teintes(zones: Sequence[Zone], teintes: Teintes) -> list[Element]:
    found = [Element(_say_class(low, high), 30, _swatch(colour)) for low, high, colour in teintes]
    if any(not zone.total for zone in zones):
        found.append(Element("personne\u00a0: un vide de la carte, pas une faute", 30, _swatch("")))
    return found


def _say_class(low: int, high: int) -> str:
    return say_total(low) if low == high else f"de {nombre(low)} à {nombre(high)} acteurs y agissent"


def _swatch(colour: str) -> Any:
    def draw(x: float, y: float) -> str:
        box = rectangle(x, y - 7, 22, 14, colour or ALERTE_CLAIR, stroke=DOUX, stroke_width=0.7, rx=2)
        if colour:
            return box
        lines = "".join(f"M{number(x + left)} {number(y + 7)}l14 -14" for left in (0, 4, 8))
        return box + balise("path", d=lines, stroke=ALERTE, stroke_width=0.9, stroke_opacity="0.55")

    return draw


def draw_perimetres(perimetres: Sequence[Perimetre], projection: Projection) -> tuple[list[str], Lettres]:
    """Outlines in dashes over a white thread; the letter stands where the outline goes farthest its own way."""
    outlines, letters = [], Lettres()
    for rank, one in enumerate(perimetres):
        area = shapely.make_valid(shapely.geometry.shape(project(one.geometrie, projection)))
        inside = area.buffer(-1.5 - RETRAIT * rank)
        shown = (area if inside.is_empty else inside).simplify(0.7)
        path = _write_rings(mapping(shown), decimales=1)
        outlines.append(balise("path", d=path, fill="none", stroke=BLANC, stroke_width=3.4))
        outlines.append(balise("path", d=path, fill="none", stroke=ENCRE, stroke_width=2, stroke_dasharray=one.tirets))
        x, y = _farthest(shown, angle=-0.8 + 1.3 * rank, projection=projection)
        letters.parts.append(one.draw_letter(x, y))
        letters.boites.append((x - 9, y - 9, x + 9, y + 9))
    return outlines, letters


def _farthest(area: BaseGeometry, *, angle: float, projection: Projection) -> tuple[float, float]:
    points = shapely.get_coordinates(area)
    best = points[int((points @ np.array((np.cos(angle), np.sin(angle)))).argmax())]
    low, high = np.array((10.0, 10.0)), np.array(projection.taille) - 10
    x, y = np.clip(best, low, high)
    return float(x), float(y)


def project(geometrie: Geometrie, projection: Projection) -> dict[str, Any]:
    """The same geometry in drawing units."""
    polygons = _list_polygons(geometrie)
    placed = [[projection.place(ring).tolist() for ring in polygon] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": placed}


def _list_polygons(geometrie: Geometrie) -> list[Any]:
    kind, coordinates = geometrie["type"], geometrie["coordinates"]
    return [coordinates] if kind == "Polygon" else list(coordinates) if kind == "MultiPolygon" else []


def _write_rings(geometrie: Geometrie, *, decimales: int) -> str:
    if geometrie["type"] == "GeometryCollection":
        return "".join(_write_rings(one, decimales=decimales) for one in geometrie["geometries"])
    rings = [
        np.round(np.array(ring, dtype=float)[:, :2], decimales)
        for polygon in _list_polygons(geometrie)
        for ring in polygon
    ]
    return "".join(_write_ring(ring) for ring in rings)


def _write_ring(ring: Floats) -> str:
    """Steps from point to point, those that do not move left out: half the weight of full coordinates."""
    kept = ring[np.append(True, (np.abs(np.diff(ring, axis=0)) > 1e-9).any(axis=1))]
    steps = np.diff(kept[:-1] if len(kept) > 1 and (kept[0] == kept[-1]).all() else kept, axis=0)
    start = f"M{number(kept[0, 0])} {number(kept[0, 1])}"
    return start + "l" + " ".join(f"{number(dx)} {number(dy)}" for dx, dy in steps) + "z" if len(steps) else ""
