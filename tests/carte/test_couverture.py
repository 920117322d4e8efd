"""Who acts where, by hand: seats, communes named, and what contains them; and the sentence that says it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from maillage.carte.couverture import Presence, compute_presences
from maillage.carte.phrases import say_coverage, say_subject
from maillage.carte.places import Place
from maillage.carte.terrain import Commune, Terrain

EPCI, GAL = uuid4(), uuid4()


def commune(nom: str, population: int = 0) -> Commune:
    return Commune(uuid4(), nom, nom, population, (5.0, 44.0), None, "")


def acteur(nom: str, sphere: str = "AS", siege: UUID | None = None) -> Place:
    return Place(uuid4(), nom, sphere, siege, None, False)


AMONT, BOURG, CLOS = commune("Amont"), commune("Bourg"), commune("Clos")
TERRAIN = Terrain(
    (AMONT, BOURG, CLOS),
    {AMONT.id: frozenset({EPCI, GAL}), BOURG.id: frozenset({EPCI}), CLOS.id: frozenset({EPCI})},
)


def count(places: list[Place], terres: dict[UUID, list[Place]]) -> dict[str, int]:
    named = {territoire: [one.id for one in acteurs] for territoire, acteurs in terres.items()}
    return {one.commune.nom: one.total for one in compute_presences(TERRAIN, places, named)}


def test_a_seat_counts_in_its_commune_only() -> None:
    assert count([acteur("CCAS", siege=BOURG.id)], {}) == {"Amont": 0, "Bourg": 1, "Clos": 0}


def test_a_container_counts_in_all_it_holds() -> None:
    caf, gal = acteur("Caf"), acteur("GAL")
    assert count([caf, gal], {EPCI: [caf], GAL: [gal]}) == {"Amont": 2, "Bourg": 1, "Clos": 1}


def test_nobody_is_counted_twice_in_a_commune() -> None:
    """Seat, commune named and two containers at once."""
    everywhere = acteur("CIAS", siege=AMONT.id)
    terres = {AMONT.id: [everywhere], EPCI: [everywhere], GAL: [everywhere]}
    assert count([everywhere], terres) == {"Amont": 1, "Bourg": 1, "Clos": 1}


def test_a_territory_elsewhere_and_an_actor_left_out_by_the_filters_count_for_nothing() -> None:
    far, hidden = acteur("Ailleurs"), acteur("Filtré")
    assert count([far], {uuid4(): [far], EPCI: [hidden]}) == {"Amont": 0, "Bourg": 0, "Clos": 0}


def test_worlds_of_a_commune_add_up_to_its_total() -> None:
    one, two = acteur("CCAS", "AS", AMONT.id), acteur("Caf", "DS")
    presences = compute_presences(TERRAIN, [one, two], {EPCI: [two.id]})
    assert [dict(found.par_sphere) for found in presences] == [{"DS": 1, "AS": 1}, {"DS": 1}, {"DS": 1}]
    assert all(sum(found.par_sphere.values()) == found.total for found in presences)


def presence(nom: str, total: int, population: int = 0) -> Presence:
    return Presence(commune(nom, population), (), total, {}, ())


QUELQUN = [acteur("CCAS")]


@pytest.mark.parametrize(
    ("totaux", "sujet", "expected"),
    [
        ([0, 0, 2], "pour le logement", "Sur trois communes, deux n’ont personne pour le logement\u00a0: C0 et C1."),
        ([0, 2], "", "Sur deux communes, une n’a personne\u00a0: C0."),
        ([0, 0], "", "Aucune des deux communes n’a d’acteur."),
        ([1, 2, 3], "", "Dans chacune des trois communes, quelqu’un agit. La moins pourvue est C0\u00a0: un acteur."),
        ([2, 2, 2], "", "Dans chacune des trois communes, quelqu’un agit."),
        ([3], "", "Quelqu’un agit dans la commune."),
    ],
)  # fmt: skip
def test_sentence(totaux: list[int], sujet: str, expected: str) -> None:
    assert say_coverage([presence(f"C{i}", total) for i, total in enumerate(totaux)], QUELQUN, sujet) == expected


def test_of_many_the_most_populated_are_named() -> None:
    several = [presence(f"C{i}", 0, population=i) for i in range(8)] + [presence("Z", 1)]
    said = "Sur neuf communes, huit n’ont personne\u00a0: C5, C6, C7 et cinq autres."
    assert say_coverage(several, QUELQUN, "") == said


@pytest.mark.parametrize(
    ("asked", "texte", "expected"),
    [
        ({}, "", ""),
        ({"theme": ["vieillissement"]}, "", "pour le vieillissement"),
        ({"theme": ["mobilite", "jeux"]}, "", "pour la mobilité ou «\u00a0Jeux\u00a0»"),
        ({"public": ["aines"]}, "", "pour le public «\u00a0Aînés\u00a0»"),
        ({"sphere": ["AS"], "theme": ["mobilite"]}, "", "pour la mobilité du monde «\u00a0Action sociale\u00a0»"),
        ({"type": ["CCAS"]}, "", "avec ces filtres"),
        ({}, "ccas", "avec ces filtres"),
    ],
)
def test_subject(asked: dict[str, list[str]], texte: str, expected: str) -> None:
    noms = {"theme": {"jeux": "Jeux"}, "public": {"aines": "Aînés"}, "sphere": {"AS": "Action sociale"}}
    choix = {"sphere": [], "type": [], "theme": [], "public": []} | asked
    assert say_subject(choix, noms, texte=texte).replace("« ", "«\u00a0").replace(" »", "\u00a0»") == expected
