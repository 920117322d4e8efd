from __future__ import annotations

import math

import numpy as np
import pytest

from maillage.publication.figures import positions
from maillage.publication.figures.arrivees import seat_newcomers

from .reseaux import make_reseau, territoire

Places = list[tuple[float, float]]


def standing() -> tuple[Places, list[str]]:
    reseau = territoire()
    return [(x, y) for x, y in positions(reseau.graphe).tolist()], [acteur.sphere for acteur in reseau.acteurs]


def test_a_newcomer_sits_beside_its_partners_among_its_own() -> None:
    places, spheres = standing()
    (seat,) = seat_newcomers(places, spheres, [("AS", [0, 1])])
    middle = ((places[0][0] + places[1][0]) / 2, (places[0][1] + places[1][1]) / 2)
    own = min(math.dist(seat, place) for place, sphere in zip(places, spheres, strict=True) if sphere == "AS")
    others = min(math.dist(seat, place) for place, sphere in zip(places, spheres, strict=True) if sphere != "AS")
    assert math.dist(seat, middle) < 0.2
    assert own < others


def test_partners_of_another_world_draw_to_the_shore_that_faces_them() -> None:
    places, spheres = standing()
    local = [rank for rank, sphere in enumerate(spheres) if sphere == "DL"]
    near, alone = seat_newcomers(places, spheres, [("AS", local), ("AS", [])])
    assert near[0] > alone[0]


def test_who_comes_later_changes_nothing_for_who_came_before() -> None:
    places, spheres = standing()
    comers = [("AS", [0]), ("DL", [40]), ("AS", [60]), ("ZZ", [2])]
    assert seat_newcomers(places, spheres, comers)[:2] == seat_newcomers(places, spheres, comers[:2])


@pytest.mark.parametrize("count", [5, 60])
def test_newcomers_sit_on_nobody(count: int) -> None:
    places, spheres = standing()
    seats = np.array([*places, *seat_newcomers(places, spheres, [("PA", [0, 45])] * count)])
    away = np.hypot(*(seats[:, None] - seats).transpose(2, 0, 1))
    np.fill_diagonal(away, np.inf)
    assert away.min() > 0.004
    assert seats.min() >= 0
    assert seats.max() <= 1


def test_the_first_of_a_world_opens_its_own_ground() -> None:
    reseau = make_reseau(AS=10, DL=10)
    places = [(x, y) for x, y in positions(reseau.graphe).tolist()]
    (seat,) = seat_newcomers(places, [acteur.sphere for acteur in reseau.acteurs], [("SAN", [])])
    assert max(x for x, _ in places[:10]) < seat[0] < min(x for x, _ in places[10:])


def test_nobody_stands_yet() -> None:
    first, second = seat_newcomers([], [], [("AS", []), ("AS", [0])])
    assert first != second
