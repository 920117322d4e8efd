"""Contours of communes: GeoJSON in, simplified shapes out; approximate cells when there are only centres. No database.

Coordinates are degrees (WGS 84), longitude first as GeoJSON writes them. Shapes are GeoJSON geometries as plain values.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

Geometrie = dict[str, Any]
Point = tuple[float, float]
"""Latitude, longitude."""
CODES: Final = ("code", "code_insee", "insee", "insee_com", "INSEE_COM", "codgeo")
"""Under which name files say the code of a commune."""
TOLERANCE: Final = 0.002
"""Degrees: some hundred and fifty metres, unseen at the scale of an intercommunalité."""
DECIMALES: Final = 5
"""Of a degree: about a metre."""
MARGE: Final = 0.35
"""How far around its centres a territory goes, in mean distances between neighbours."""
MAX_OCTETS: Final = 60_000_000


class ContoursIllisibles(ValueError):
    """What was given is not a GeoJSON of areas; the message says why and what to do."""


def read_geojson(contenu: bytes) -> dict[str, Geometrie]:
    """Simplified contours by code of commune; neighbours keep their common border. Raises ContoursIllisibles."""
    if len(contenu) > MAX_OCTETS:
        raise ContoursIllisibles("Ce fichier est trop lourd\u00a0: donnez les communes d’un ou deux départements.")
    try:
        features = json.loads(contenu)["features"]
        shapes = {_read_code(one): shape(one["geometry"]) for one in features if one.get("geometry")}
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError, NotImplementedError) as fault:
        raise ContoursIllisibles(
            "Ce fichier n’est pas un GeoJSON de communes\u00a0: attendu une collection de surfaces, avec un code Insee."
        ) from fault
    areas = {code: one for code, one in shapes.items() if code and one.geom_type in ("Polygon", "MultiPolygon")}
    if not areas:
        raise ContoursIllisibles(f"Aucune commune n’y porte de code Insee (attendu\u00a0: {', '.join(CODES[:3])}).")
    return simplify(areas)


def _read_code(feature: Mapping[str, Any]) -> str:
    properties = feature.get("properties") or {}
    return next((str(properties[name]).strip() for name in CODES if properties.get(name)), "")


def simplify(areas: Mapping[str, BaseGeometry]) -> dict[str, Geometrie]:
    """A coverage simplified as one: no gap nor overlap appears between two communes."""
    codes = sorted(areas)
    valid = shapely.make_valid([areas[code] for code in codes])
    light = shapely.coverage_simplify(list(valid), TOLERANCE)
    return {code: write(one) for code, one in zip(codes, light, strict=True) if not one.is_empty}


def make_cells(centres: Mapping[str, Point]) -> dict[str, Geometrie]:
    """For each place the points that are nearer to it than to another, within a margin around them all.

    An approximation that says so: it has the right neighbours, not the right borders. Two places at one point share
    their cell. Nothing for no place.
    """
    where = {code: (round(lon, DECIMALES), round(lat, DECIMALES)) for code, (lat, lon) in centres.items()}
    places = sorted(set(where.values()))
    if not places:
        return {}
    points = shapely.MultiPoint(places)
    around = _surround(points)
    cells = _cut(points, around) if len(places) > 1 else [around]
    found = dict(zip(places, cells, strict=True))
    return {code: write(found[where[code]]) for code in sorted(centres)}


def _surround(points: shapely.MultiPoint) -> BaseGeometry:
    """A rounded outline around the places, wider where they are far from each other."""
    spread = (points.convex_hull.length or 0.1) / (2 * max(len(points.geoms), 1) ** 0.5)
    return points.convex_hull.buffer(MARGE * spread, quad_segs=6)


def _cut(points: shapely.MultiPoint, around: BaseGeometry) -> list[BaseGeometry]:
    """Voronoi cells in the order of the points."""
    cells = list(shapely.voronoi_polygons(points, extend_to=around.envelope, ordered=True).geoms)
    return [cell.intersection(around) for cell in cells]


def unite(geometries: Iterable[Geometrie]) -> Geometrie:
    """The outline of several communes together: a perimeter."""
    together = shapely.union_all([shape(one) for one in geometries])
    return write(together)


def write(geometry: BaseGeometry) -> Geometrie:
    """As GeoJSON, rounded to a metre."""
    rounded: Geometrie = mapping(shapely.set_precision(geometry, 10**-DECIMALES))
    return {"type": rounded["type"], "coordinates": _as_lists(rounded["coordinates"])}


def _as_lists(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return [_as_lists(one) for one in value]
    return round(value, DECIMALES)


def find_box(geometries: Iterable[Geometrie]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of all these; None for none."""
    shapes = [shape(one) for one in geometries]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(shapes)
    return float(west), float(south), float(east), float(north)
