"""Contours of communes: read, simplified without gaps, approached by cells, put together."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from maillage.formats import contours
from maillage.formats.contours import ContoursIllisibles, find_box, make_cells, read_geojson, unite

CARRE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


def square(code: str, x: float = 0, name: str = "code") -> dict[str, Any]:
    ring = [[lon + x, lat] for lon, lat in CARRE]
    return {"type": "Feature", "properties": {name: code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def collection(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.mark.parametrize("name", contours.CODES)
def test_the_code_is_found_under_its_usual_names(name):
    assert read_geojson(collection(square("26001", name=name))).keys() == {"26001"}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"features": 1}', b'{"features": [{"geometry": {"type": "Rond"}}]}', b"\xff\xfe"]
)
def test_what_is_no_geojson_is_told(content):
    with pytest.raises(ContoursIllisibles):
        read_geojson(content)


def test_areas_without_a_code_are_told():
    with pytest.raises(ContoursIllisibles, match="code Insee"):
        read_geojson(collection(square("")))


def test_points_are_no_contours():
    point = {"type": "Feature", "properties": {"code": "1"}, "geometry": {"type": "Point", "coordinates": [0, 0]}}
    assert read_geojson(collection(point, square("2"))).keys() == {"2"}


@pytest.mark.parametrize("departement", ["07-ardeche", "26-drome"])
def test_real_communes_keep_their_common_borders_and_weigh_half(partage: Path, departement: str):
    content = (partage / f"geo/communes-{departement}.geojson").read_bytes()
    found = read_geojson(content)
    assert len(found) == len(json.loads(content)["features"])
    assert len(json.dumps(found, separators=(",", ":"))) < 0.6 * len(content)
    shapes = [shape(one) for one in found.values()]
    overlap = sum(a.intersection(b).area for a, b in combinations(shapes[:60], 2))
    assert overlap < 1e-4 * sum(one.area for one in shapes[:60])


def test_a_file_too_large_is_refused_before_being_read(monkeypatch):
    monkeypatch.setattr(contours, "MAX_OCTETS", 10)
    with pytest.raises(ContoursIllisibles, match="trop lourd"):
        read_geojson(collection(square("1")))


# Cells


PLACES = st.dictionaries(
    st.text("0123456789", min_size=1, max_size=5),
    st.tuples(st.floats(42, 51), st.floats(-4, 8)),
    max_size=30,
)


@given(PLACES)
def test_each_place_lies_in_its_cell(centres: dict[str, tuple[float, float]]):
    cells = make_cells(centres)
    assert cells.keys() == centres.keys()
    for code, (lat, lon) in centres.items():
        assert shape(cells[code]).distance(Point(lon, lat)) < 1e-3


def test_cells_share_the_territory_without_overlap():
    cells = [shape(one) for one in make_cells({"a": (0, 0), "b": (0, 1), "c": (1, 0), "d": (1, 1)}).values()]
    assert sum(a.intersection(b).area for a, b in combinations(cells, 2)) < 1e-6


def test_no_place_has_no_cell_and_two_at_one_point_share_theirs():
    assert make_cells({}) == {}
    cells = make_cells({"a": (45, 4), "b": (45, 4), "c": (45.1, 4)})
    assert cells["a"] == cells["b"] != cells["c"]


# Together


def test_a_perimeter_is_the_outline_of_its_communes():
    cells = read_geojson(collection(square("1"), square("2", x=1)))
    outline = shape(unite(cells.values()))
    assert outline.area == pytest.approx(2, abs=1e-3)
    assert outline.geom_type == "Polygon"


def test_the_box_holds_everything():
    assert find_box([]) is None
    assert find_box(read_geojson(collection(square("1"), square("2", x=3))).values()) == (0, 0, 4, 1)
