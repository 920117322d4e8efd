"""GeoJSON: RFC 7946."""

from __future__ import annotations

import json

from maillage.formats.sorties.geojson import Point, write_geojson

POINTS = [Point("a", 4.9, 44.7, {"nom": "CCAS"}), Point("b", None, None, {"nom": "Sans lieu"})]


def test_points_are_longitude_first_and_the_unplaced_have_no_geometry():
    read = json.loads(write_geojson(POINTS, {"licence": "LO"}))
    assert read["type"] == "FeatureCollection"
    assert [one["geometry"] for one in read["features"]] == [{"type": "Point", "coordinates": [4.9, 44.7]}, None]
    assert [one["properties"]["nom"] for one in read["features"]] == ["CCAS", "Sans lieu"]
    assert read["features"][0]["id"] == "a"


def test_what_travels_with_it_stands_beside_and_no_other_system_is_named():
    read = json.loads(write_geojson([], {"licence": "LO"}))
    assert read == {"type": "FeatureCollection", "a_propos": {"licence": "LO"}, "features": []}
