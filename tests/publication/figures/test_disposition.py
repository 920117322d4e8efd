from __future__ import annotations

import numpy as np
import pytest

from maillage.analyse.graphe import Graphe
from maillage.analyse.reseau import build_reseau
from maillage.publication.figures import positions
from maillage.publication.figures.disposition import find_angles, place_islands

from .reseaux import make_acteurs, make_declarations, make_reseau, territoire


def test_everyone_stands_in_the_unit_square() -> None:
    placed = positions(make_reseau(isoles=7, AS=9, DS=4, DL=6, XX=2).graphe)
    assert placed.shape == (28, 2)
    assert placed.min() >= 0
    assert placed.max() <= 1


def test_order_of_rows_changes_nothing() -> None:
    acteurs = make_acteurs(AS=6, DL=5, PA=3)
    declarations = make_declarations(acteurs)
    straight = positions(build_reseau(acteurs, declarations).graphe)
    shuffled = positions(build_reseau(acteurs[::-1], declarations[3:] + declarations[:3]).graphe)
    assert (straight == shuffled).all()


def test_only_the_order_of_ids_matters() -> None:
    acteurs = make_acteurs(AS=6, DL=5)
    renamed = [type(a)(id=f"plus-long-{a.id}", sphere=a.sphere) for a in acteurs]
    a = positions(build_reseau(acteurs, make_declarations(acteurs)).graphe)
    b = positions(build_reseau(renamed, make_declarations(renamed)).graphe)
    assert (a == b).all()


def test_one_link_more_hardly_moves_the_others() -> None:
    graphe = territoire().graphe
    spheres = [graphe.spheres[label] for label in graphe.labels]
    more = Graphe.from_pairs(spheres, np.vstack((graphe.edges, [(0, 45)])))
    assert more.m == graphe.m + 1
    moved = np.hypot(*(positions(more) - positions(graphe)).T)
    assert np.median(moved) < 0.01


def test_the_two_worlds_are_on_opposite_sides() -> None:
    graphe = territoire().graphe
    middle = {s: positions(graphe)[graphe.labels == rank].mean(axis=0) for rank, s in enumerate(graphe.spheres)}
    assert middle["AS"][0] < 0.35
    assert middle["DL"][0] > 0.65
    assert middle["PA"][1] < middle["DS"][1]


@pytest.mark.parametrize(
    "spheres",
    [("AS",), ("AS", "DL"), ("AS", "DL", "DS", "PA"), ("1", "2", "3"), ("AS", "DL", "ELU", "FIN", "HAB", "ZZ")],
    ids="-".join,
)
def test_islands_do_not_touch(spheres: tuple[str, ...]) -> None:
    radii = np.sqrt(np.arange(1.0, len(spheres) + 1) * 7)
    centres = place_islands(spheres, radii)
    gaps = [np.hypot(*(centres[a] - centres[b])) - radii[a] - radii[b] for a in range(len(spheres)) for b in range(a)]
    assert all(gap > 1 for gap in gaps)


def test_social_development_faces_the_local_world_when_it_is_alone() -> None:
    assert find_angles(("DL", "DS")) == {"DL": 0, "DS": 180}


def test_no_two_spheres_share_a_side() -> None:
    angles = find_angles(("AS", "DL", "DS", "ELU", "FIN", "HAB", "PA"))
    assert len({angle % 360 for angle in angles.values()}) == 7


def test_actors_without_links_stand_in_rows_at_the_bottom() -> None:
    graphe = make_reseau(isoles=10, AS=9, DL=6).graphe
    placed = positions(graphe)
    alone, linked = placed[graphe.degrees == 0], placed[graphe.degrees > 0]
    assert alone[:, 1].min() > linked[:, 1].max()
    assert len(set(alone[:, 1])) == 2


@pytest.mark.parametrize("size", [0, 1])
def test_empty_and_one_actor_networks_have_positions(size: int) -> None:
    assert positions(make_reseau(AS=size).graphe).shape == (size, 2)
