"""Published networks against R's sna and igraph: figures of reference_r.json, made by reference.R."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maillage.analyse.moteur import diagnostiquer
from tests.analyse.reseaux import dix, read_plain

REFERENCE: dict[str, Any] = json.loads((Path(__file__).parent / "reference_r.json").read_text(encoding="utf-8"))
NETWORKS = ("ten_actors", "knoke", "tccoll", "tcdiss")
PER_ACTOR = {
    "constraint": "contrainte",
    "betweenness": "intermediarite",
    "betweenness_sna": "intermediarite",
    "coreness": "coeur",
    "coreness_sna": "coeur",
}


@pytest.fixture(params=NETWORKS)
def pair(request: pytest.FixtureRequest) -> tuple[Any, dict[str, Any]]:
    """Our diagnosis and R's figures of the same network."""
    name: str = request.param
    reseau = dix() if name == "ten_actors" else read_plain(request.getfixturevalue("partage") / "reseaux", name)
    return diagnostiquer(reseau, date_reference=date(2026, 11, 22)), REFERENCE["networks"][name]


def test_network_figures(pair: tuple[Any, dict[str, Any]]) -> None:
    ours, reference = pair
    found = {
        "actors": ours.reseau.acteurs,
        "links": ours.reseau.liens,
        "density": ours.cohesion.densite,
        "connectedness": ours.cohesion.connexite,
        "degree_centralization": ours.cohesion.centralisation_degre,
        "betweenness_centralization": ours.cohesion.centralisation_intermediarite,
        "assortativity_nominal": ours.mixite.assortativite,
        "modularity": ours.mixite.modularite,
    }
    assert found == {name: pytest.approx(reference[name], abs=1e-9) for name in found}


def test_mixing_figures(pair: tuple[Any, dict[str, Any]]) -> None:
    ours, reference = pair
    mixite = ours.mixite
    found = {"ei": mixite.indice_ei, "ei_expected": mixite.indice_ei_attendu, "odds_ratio": mixite.rapport_de_cotes}
    assert found == {name: pytest.approx(reference["mixing"][name], abs=1e-9) for name in found}


@pytest.mark.parametrize("measure", PER_ACTOR)
def test_actor_figures(pair: tuple[Any, dict[str, Any]], measure: str) -> None:
    ours, reference = pair
    found = {a.id: getattr(a, PER_ACTOR[measure]) for a in ours.acteurs}
    expected = reference[measure]
    assert found == {i: value if value is None else pytest.approx(value, abs=1e-9) for i, value in expected.items()}


def test_brokerage_roles(pair: tuple[Any, dict[str, Any]]) -> None:
    ours, reference = pair
    for acteur in ours.acteurs:
        expected = reference["brokerage"]["by_actor"][acteur.id]
        assert {role: getattr(acteur.courtage, role) for role in expected} == expected
    total = reference["brokerage"]["total"]
    assert {role: getattr(ours.courtage.reseau, role) for role in total} == total


def test_articulation_points(pair: tuple[Any, dict[str, Any]]) -> None:
    ours, reference = pair
    assert {a.id for a in ours.acteurs if a.articulation} == set(reference["articulation"])
