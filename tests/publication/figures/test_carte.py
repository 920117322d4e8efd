"""The map as a picture: north up, true proportions, nothing over anything, what is empty hatched in its own borders."""

from __future__ import annotations

import itertools
import math
import re
from xml.etree import ElementTree as ET

import pytest
import shapely

from maillage.publication.figures.carte import Carte, dessiner_carte
from maillage.publication.figures.carte_fond import Perimetre, Zone, compute_teintes
from maillage.publication.figures.carte_noms import name_zones
from maillage.publication.figures.carte_signes import Bouquet, lay_bouquets
from maillage.publication.figures.projection import fit
from maillage.publication.tokens import MARQUES

SVG = "{http://www.w3.org/2000/svg}"


def square(x: float, y: float, side: float = 0.1) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]}


def make_carte(cote: int = 4, seats: int = 2, **fields: object) -> Carte:
    """`cote`² communes in a grid, with that many worlds in each."""
    places = [(5 + x / 10, 44 + y / 10) for x in range(cote) for y in range(cote)]
    zones = [
        Zone(f"Saint-Exemple-{rank}", square(x, y), (x + 0.05, y + 0.05), rank % 5, f"/c/{rank}/")
        for rank, (x, y) in enumerate(places)
    ]
    counts = tuple((code, 12) for code in list(MARQUES)[:seats])
    bunches = [Bouquet(zone.point, counts, zone.nom, rank) for rank, zone in enumerate(zones)] if seats else []
    worlds = {code: (code, cote * cote) for code in MARQUES}
    boite = (5.0, 44.0, 5 + cote / 10, 44 + cote / 10)
    return Carte(boite, zones, bunches, MARQUES, worlds, **fields)  # type: ignore[arg-type]


def draw(carte: Carte, largeur: float = 800) -> ET.Element:
    return ET.fromstring(dessiner_carte(carte, largeur).svg)


def test_north_is_up_and_a_kilometre_is_as_long_both_ways() -> None:
    """At 60° north a degree of longitude is half a degree of latitude."""
    projection = fit((0, 59, 2, 61), 500, 2000, 0)
    (x0, y0), (x1, y1) = projection.place([(0, 61), (2, 59)])
    assert (x0, y0) == (0, 0)
    assert y1 / x1 == pytest.approx(2 / (2 * math.cos(math.radians(60))))
    assert projection.unites_par_km * 111.32 * 2 == pytest.approx(y1)


@pytest.mark.parametrize("boite", [(5, 44, 5, 44), (5, 44, 9, 44), (-180, -90, 180, 90)])
def test_any_box_fits_its_frame(boite: tuple[float, float, float, float]) -> None:
    projection = fit(boite, 400, 460, 16)
    west, south, east, north = boite
    points = projection.place([(west, south), (east, north)])
    assert (points >= 0).all()
    assert (points <= [400, 460.001]).all()
    assert projection.taille[1] <= 460.001


@pytest.mark.parametrize(
    ("totaux", "expected"),
    [
        ([], []),
        ([0, 0], []),
        ([0, 3, 3], [(3, 3)]),
        ([1, 2, 3], [(1, 1), (2, 2), (3, 3)]),
        ([41, 50], [(41, 43), (44, 46), (47, 49), (50, 50)]),
    ],
)
def test_classes_hold_every_number_once(totaux: list[int], expected: list[tuple[int, int]]) -> None:
    assert [(low, high) for low, high, _ in compute_teintes(totaux)] == expected


@pytest.mark.parametrize("largeur", [800, 340])
@pytest.mark.parametrize(("cote", "seats"), [(3, 4), (5, 2), (6, 0)])
def test_marks_and_names_cover_nothing(largeur: float, cote: int, seats: int) -> None:
    carte = make_carte(cote, seats)
    projection = fit(carte.boite, largeur, 1.15 * largeur, 16)
    signes = lay_bouquets(carte.bouquets, projection, len(carte.zones))
    noms = name_zones(carte.zones, projection, signes, [])
    boxes = [shapely.box(*box) for box in [*signes.list_boxes(), *(nom.boite for nom in noms.etiquettes)]]
    assert noms.etiquettes
    assert [a for a, b in itertools.combinations(boxes, 2) if a.intersection(b).area > 1] == []
    assert all(shapely.box(0, 0, *projection.taille).covers(box) for box in boxes)


def test_many_places_become_discs_with_their_number() -> None:
    carte = make_carte(20, 4)
    signes = lay_bouquets(carte.bouquets, fit(carte.boite, 340, 390, 16), len(carte.zones))
    assert signes.totaux
    words = [text.text for text in draw(carte, 340).iter(f"{SVG}text")]
    assert "Acteurs dont c’est le siège (1\u202f600)" in words


def test_each_world_has_its_shape_and_its_letter() -> None:
    svg = draw(make_carte(2, 4))
    letters = [text.text for text in svg.iter(f"{SVG}text") if text.text in ("S", "D", "L", "P")]
    assert sorted(letters) == sorted("SDLP" * 5)  # four communes and the legend


def test_hatching_stays_within_what_is_empty() -> None:
    """In the grid, ranks 0, 5, 10 and 15: the diagonal."""
    carte = make_carte(4, 0)
    lines = next(path.get("d", "") for path in draw(carte).iter(f"{SVG}path") if path.get("stroke-opacity"))
    projection = fit(carte.boite, 800, 920, 16)
    empty = shapely.union_all([
        shapely.Polygon(projection.place(zone.geometrie["coordinates"][0])) for zone in carte.zones if not zone.total
    ])  # fmt: skip
    segments = [tuple(map(float, found)) for found in re.findall(r"M([\d.]+) ([\d.]+)l([\d.-]+) ([\d.-]+)", lines)]
    assert len(segments) > 50
    assert all(empty.buffer(1.5).covers(shapely.LineString([(x, y), (x + dx, y + dy)])) for x, y, dx, dy in segments)


def test_shared_borders_of_perimeters_both_show() -> None:
    same = square(5, 44, 0.4)
    svg = draw(make_carte(perimetres=(Perimetre("A", "Un", same, 0), Perimetre("B", "Deux", same, 1))))
    dashed = [path for path in svg.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    outlines = [path.get("d") for path in dashed if "z" in path.get("d", "")]
    assert len(outlines) == len(set(outlines)) == 2
    assert len({path.get("stroke-dasharray") for path in dashed}) == 2


def test_names_are_escaped_and_the_picture_says_its_sentence() -> None:
    zone = Zone("<b>&", square(5, 44), (5.05, 44.05), 1, "/?a=1&b=<")
    carte = Carte((5, 44, 5.1, 44.1), [zone], [], MARQUES, {}, phrase="Un acteur y agit.")
    svg = draw(carte)
    link = next(svg.iter(f"{SVG}a"))
    assert (link.get("href"), link.get("aria-label")) == ("/?a=1&b=<", "<b>&")
    assert svg.findtext(f"{SVG}desc") == "Un acteur y agit."


def test_drawn_twice_it_is_the_same() -> None:
    assert dessiner_carte(make_carte(), 800) == dessiner_carte(make_carte(), 800)
