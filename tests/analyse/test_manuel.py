"""The ten-actor network whose figures were worked out by hand and given with the specification."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.analyse.diagnostic import Diagnostic, MesuresActeur, Roles
from maillage.analyse.moteur import diagnostiquer
from tests.analyse.reseaux import dix


@pytest.fixture(scope="module")
def diagnostic() -> Diagnostic:
    return diagnostiquer(dix(), date_reference=date(2026, 11, 22))


def acteur(diagnostic: Diagnostic, identifiant: str) -> MesuresActeur:
    return next(a for a in diagnostic.acteurs if a.id == identifiant)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("densite", 0.266667),
        ("liens_par_acteur", 2.4),
        ("connexite", 0.8),
        ("centralisation_degre", 0.361111),
        ("centralisation_intermediarite", 0.361111),
        ("composantes", 2),
    ],
)
def test_cohesion(diagnostic: Diagnostic, name: str, expected: float) -> None:
    assert getattr(diagnostic.cohesion, name) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("part_liens_croises", 0.25),
        ("indice_ei", -0.5),
        ("indice_ei_attendu", 0.288889),
        ("rapport_de_cotes", 11.142857),
        ("assortativite", 0.560976),
        ("modularite", 0.319444),
    ],
)
def test_mixing(diagnostic: Diagnostic, name: str, expected: float) -> None:
    assert getattr(diagnostic.mixite, name) == pytest.approx(expected, abs=1e-6)


def test_rates_between_spheres(diagnostic: Diagnostic) -> None:
    rates = {"".join(cell.spheres): cell.taux for cell in diagnostic.mixite.matrice}
    expected = {"SS": 0.5, "DS": 0.05, "ES": 0.2, "DD": 0.6667, "DE": 0.25, "EE": None}
    assert rates == {pair: rate if rate is None else pytest.approx(rate, abs=1e-4) for pair, rate in expected.items()}


def test_isolates_are_named(diagnostic: Diagnostic) -> None:
    assert diagnostic.cohesion.isoles == ("S5",)


def test_articulation_points(diagnostic: Diagnostic) -> None:
    assert {a.id for a in diagnostic.acteurs if a.articulation} == {"D1", "D3", "S3"}


def test_core_numbers(diagnostic: Diagnostic) -> None:
    assert {a.id: a.coeur for a in diagnostic.acteurs if a.coeur != 2} == {"D4": 1, "S5": 0}


@pytest.mark.parametrize(
    ("who", "constraint", "effective_size"), [("S3", 0.4547, 3.8), ("D1", 0.4824, 3.0), ("S5", None, None)]
)
def test_structural_holes(diagnostic: Diagnostic, who: str, constraint: float | None, effective_size: float) -> None:
    found = acteur(diagnostic, who)
    assert found.contrainte == (None if constraint is None else pytest.approx(constraint, abs=1e-4))
    assert found.taille_effective == (None if effective_size is None else pytest.approx(effective_size))


def test_betweenness(diagnostic: Diagnostic) -> None:
    carried = {a.id: a.intermediarite for a in diagnostic.acteurs if a.intermediarite}
    assert carried == pytest.approx({"S3": 15.5, "D1": 15, "D3": 7, "S1": 0.5})


def test_brokerage_roles(diagnostic: Diagnostic) -> None:
    held = {a.id: a.courtage for a in diagnostic.acteurs if a.courtage != roles()}
    assert held == {
        "S3": roles(coordinateur=1, porte=6),
        "D1": roles(porte=4),
        "D3": roles(coordinateur=2),
        "S1": roles(coordinateur=1),
    }
    assert diagnostic.courtage.reseau == roles(coordinateur=4, porte=10)


def roles(coordinateur: int = 0, consultant: int = 0, porte: int = 0, liaison: int = 0) -> Roles:
    return Roles(coordinateur=coordinateur, consultant=consultant, porte=porte, liaison=liaison)


def test_expected_roles_by_enumerating_label_permutations(diagnostic: Diagnostic) -> None:
    """14 open pairs, labels S×5 D×4 E×1: 84, 86, 172 and 60 of the 360·2 ordered triples (by hand)."""
    expected = diagnostic.courtage.attendu
    assert expected is not None
    assert expected.coordinateur == pytest.approx(14 * 84 / 720)
    assert expected.consultant == pytest.approx(14 * 172 / 720)
    assert expected.porte == pytest.approx(14 * 344 / 720)
    assert expected.liaison == pytest.approx(14 * 120 / 720)
