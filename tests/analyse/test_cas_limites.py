"""Isolates, empty and tiny networks: « sans objet » is None, never 0 and never NaN; and always a short honest text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from maillage.analyse.diagnostic import Diagnostic
from maillage.analyse.moteur import diagnostiquer
from tests.analyse.reseaux import build

NETWORKS = {
    "empty": build(""),
    "one actor": build("A"),
    "two actors apart": build("A D"),
    "two actors linked": build("A D", "A-D"),
    "one sphere": build("A1 A2 A3 A4", "A1-A2 A2-A3"),
    "no links": build("A1 A2 D1 D2"),
    "complete": build("A1 A2 D1", "A1-A2 A2-D1 A1-D1"),
    "every one its sphere": build("A B C D", "A-B B-C C-D"),
}


def diagnose(name: str) -> Diagnostic:
    return diagnostiquer(NETWORKS[name], date_reference=date(2026, 11, 22))


def floats(value: object) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from floats(getattr(value, field.name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from floats(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from floats(item)


@pytest.mark.parametrize("name", NETWORKS)
def test_no_figure_is_nan_or_infinite(name: str) -> None:
    assert all(math.isfinite(value) for value in floats(diagnose(name)))


@pytest.mark.parametrize("name", NETWORKS)
def test_every_finding_is_a_sentence_and_guards_hide_figures(name: str) -> None:
    constats = diagnose(name).constats
    assert all(c.phrase[0].isupper() or c.phrase[0].isdigit() for c in constats)
    assert all(c.phrase.endswith(".") for c in constats)
    assert all(c.valeur is None for c in constats if c.garde is not None)


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("empty", "cohesion.densite", None),
        ("empty", "cohesion.composantes", 0),
        ("empty", "cohesion.liens_par_acteur", None),
        ("empty", "courtage.attendu", None),
        ("one actor", "cohesion.densite", None),
        ("one actor", "cohesion.connexite", None),
        ("one actor", "cohesion.liens_par_acteur", 0.0),
        ("two actors linked", "cohesion.centralisation_degre", None),
        ("two actors linked", "mixite.p_valeur", None),
        ("two actors apart", "mixite.indice_ei", None),
        ("two actors apart", "mixite.indice_ei_attendu", 1.0),
        ("one sphere", "mixite.indice_ei", -1.0),
        ("one sphere", "mixite.indice_ei_attendu", -1.0),
        ("one sphere", "mixite.assortativite", None),
        ("one sphere", "mixite.rapport_de_cotes", None),
        ("one sphere", "mixite.p_valeur", None),
        ("no links", "mixite.modularite", None),
        ("no links", "cohesion.centralisation_degre", 0.0),
        ("complete", "mixite.rapport_de_cotes", None),
        ("every one its sphere", "mixite.rapport_de_cotes", None),
        ("every one its sphere", "mixite.p_valeur", None),
    ],
)
def test_edge_case_is_decided(name: str, path: str, expected: float | None) -> None:
    part, field = path.split(".")
    assert getattr(getattr(diagnose(name), part), field) == expected


def test_an_isolate_has_no_constraint_nor_effective_size() -> None:
    isolate = diagnose("no links").acteurs[0]
    assert (isolate.contrainte, isolate.taille_effective, isolate.intermediarite, isolate.coeur) == (None, None, 0.0, 0)


def test_an_empty_network_says_so() -> None:
    constat = diagnose("empty").constat("couverture")
    assert constat.phrase == "Aucun acteur, aucun lien déclaré : la carte est à commencer."
    assert constat.garde
