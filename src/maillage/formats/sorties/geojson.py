"""GeoJSON (RFC 7946): points in WGS 84, longitude first. Who has no place has a null geometry, as the format asks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

TYPE_MIME: Final = "application/geo+json"


@dataclass(frozen=True)
class Point:
    """One feature. `proprietes`: plain values only, so that an attribute table shows them."""

    id: str
    longitude: float | None
    latitude: float | None
    proprietes: Mapping[str, Any]


def iterate_geojson(points: Iterable[Point], apropos: Mapping[str, Any]) -> Iterator[bytes]:
    """The collection in pieces.

    `apropos` (licence, date, source) stands beside the features, as RFC 7946 §6.1 allows.
    """
    yield f'{{"type":"FeatureCollection","a_propos":{_dumps(apropos)},"features":['.encode()
    for rank, point in enumerate(points):
        yield f"{',' if rank else ''}\n{_dumps(_make_feature(point))}".encode()
    yield b"\n]}\n"


def write_geojson(points: Iterable[Point], apropos: Mapping[str, Any]) -> bytes:
    return b"".join(iterate_geojson(points, apropos))


def _make_feature(point: Point) -> dict[str, Any]:
    placed = point.longitude is not None and point.latitude is not None
    geometry = {"type": "Point", "coordinates": [point.longitude, point.latitude]} if placed else None
    return {"type": "Feature", "id": point.id, "geometry": geometry, "properties": dict(point.proprietes)}


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
