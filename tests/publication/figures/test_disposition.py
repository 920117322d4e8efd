from __future__ import annotations

import numpy as np
import pytest

from maillage.analyse.graphe import Graphe
from maillage.analyse.reseau import Declaration, build_reseau
from maillage.publication.figures import positions
from maillage.publication.figures.feuille import RATIO, Zone, set_columns, share_sheet
from maillage.publication.figures.sieges import set_seats

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


@pytest.mark.parametrize("size", [20, 60, 240, 900])
def test_the_sheet_is_used_and_nobody_stands_on_another(size: int) -> None:
    placed = positions(make_reseau(AS=size // 3, DS=size // 6, DL=size // 3, PA=size // 6).graphe) * (RATIO, 1)
    away = np.hypot(*(placed[:, None] - placed).transpose(2, 0, 1))
    np.fill_diagonal(away, np.inf)
    usual = np.sqrt(RATIO / len(placed))
    assert away.min() > 0.3 * usual
    assert (placed.max(axis=0) - placed.min(axis=0) > (0.9 * RATIO, 0.9)).all()


def test_the_two_worlds_are_apart_and_the_others_between() -> None:
    graphe = territoire().graphe
    placed = positions(graphe)
    spread = {s: placed[graphe.labels == rank, 0] for rank, s in enumerate(graphe.spheres)}
    social = max(spread["AS"].max(), spread["DS"].max())
    assert social < spread["PA"].min() < spread["PA"].max() < spread["DL"].min()
    assert spread["DL"].min() - social > 0.15


def test_who_works_with_the_other_world_stands_on_the_shore_that_faces_it() -> None:
    acteurs = make_acteurs(AS=12, DL=12)
    ring = [(f"{s}{i:03d}", f"{s}{(i + 1) % 12:03d}") for s in ("AS", "DL") for i in range(12)]
    declarations = [Declaration(source=a, cible=b) for a, b in [*ring, ("AS006", "DL006")]]
    graphe = build_reseau(acteurs, declarations).graphe
    placed = positions(graphe)
    assert placed[6, 0] > np.median(placed[:12, 0])
    assert placed[18, 0] < np.median(placed[12:, 0])


def test_actors_without_links_stand_on_the_far_side() -> None:
    graphe = make_reseau(isoles=5, AS=20, DL=15).graphe
    placed = positions(graphe)
    social = graphe.labels == graphe.spheres.index("AS")
    alone = social & (graphe.degrees == 0)
    assert placed[alone, 0].mean() < placed[social & ~alone, 0].mean()


def test_links_are_shorter_than_with_seats_taken_as_they_come() -> None:
    graphe = territoire().graphe
    placed = positions(graphe)
    rng = np.random.default_rng(1)
    mixed = placed.copy()
    for rank in range(len(graphe.spheres)):
        group = np.flatnonzero(graphe.labels == rank)
        mixed[group] = placed[rng.permutation(group)]
    assert length(graphe, placed) < 0.9 * length(graphe, mixed)


def length(graphe: Graphe, places: np.ndarray) -> float:
    a, b = graphe.edges.T
    return float(np.hypot(*(places[a] - places[b]).T).sum())


@pytest.mark.parametrize(
    ("spheres", "columns"),
    [
        pytest.param(["DL", "AS", "PA", "DS"], [["AS", "DS"], ["PA"], ["DL"]], id="the four"),
        pytest.param(["DL", "DS"], [["DS"], ["DL"]], id="two worlds face each other"),
        pytest.param(["FIN", "AS", "PA", "ELU"], [["AS"], ["PA", "ELU", "FIN"]], id="one world and others"),
        pytest.param(["b", "a"], [["a"], ["b"]], id="none known"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_columns(spheres: list[str], columns: list[list[str]]) -> None:
    assert set_columns(spheres) == columns


@pytest.mark.parametrize("spheres", ["AS", "AS DL", "AS DL DS PA", "1 2 3", "AS DL ELU FIN HAB ZZ A B C"])
def test_pieces_of_the_sheet_do_not_touch_and_fit(spheres: str) -> None:
    zones = list(share_sheet({sphere: 3 + 7 * rank for rank, sphere in enumerate(spheres.split())}).values())
    for rank, a in enumerate(zones):
        assert 0 <= a.gauche < a.droite <= RATIO + 1e-9
        assert 0 <= a.haut < a.bas <= 1 + 1e-9
        for b in zones[:rank]:
            assert a.droite < b.gauche or b.droite < a.gauche or a.bas < b.haut or b.bas < a.haut


@pytest.mark.parametrize("count", [1, 2, 3, 10, 50, 300, 1000])
def test_seats_are_all_different_and_within_their_zone(count: int) -> None:
    seats = set_seats(Zone(0.2, 0.1, 0.9, 0.6), count)
    assert len({tuple(seat) for seat in seats.round(6).tolist()}) == count
    assert (seats >= (0.2 - 1e-9, 0.1 - 1e-9)).all()
    assert (seats <= (0.9 + 1e-9, 0.6 + 1e-9)).all()


@pytest.mark.parametrize("size", [0, 1])
def test_empty_and_one_actor_networks_have_positions(size: int) -> None:
    assert positions(make_reseau(AS=size).graphe).shape == (size, 2)
