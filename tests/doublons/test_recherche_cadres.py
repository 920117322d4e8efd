"""Cadres noted twice: what is found, and what is left apart because something says that they are two."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from maillage.doublons.models import PaireCadres
from maillage.doublons.recherche import keep_paires
from maillage.doublons.recherche_cadres import find_cadres
from maillage.espaces.models import Espace
from tests.fabriques_acteurs import make_acteur, make_commune
from tests.fabriques_cadres import make_cadre, make_dispositif, make_participation

Fiche = dict[str, Any]


def names(espace: Espace) -> list[set[str]]:
    keep_paires(PaireCadres, espace, find_cadres(espace))
    return [{one.a.nom, one.b.nom} for one in PaireCadres.objects.all()]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"nom": "CTG 2024-2028"}, {"nom": "Convention territoriale globale 2024-2028"}, True),
        ({"nom": "CTG 2024-2028"}, {"nom": "CTG 2020-2024"}, False),
        ({"nom": "Comité de pilotage", "nature": "instance"}, {"nom": "Comite de pilotage"}, False),
        ({"nom": "Navette des marchés", "nature": "action"}, {"nom": "Navette marchés", "nature": "action"}, True),
        ({"nom": "Navette", "fin": date(2024, 1, 1)}, {"nom": "Navette", "debut": date(2024, 1, 1)}, False),
        ({"nom": "Navette", "fin": date(2025, 1, 1)}, {"nom": "Navette", "debut": date(2024, 1, 1)}, True),
        ({"nom": "Contrat local de santé"}, {"nom": "Projet alimentaire territorial"}, False),
    ],
    ids=["long-form", "other-years", "other-kind", "small-words", "follows", "overlaps", "nothing-alike"],
)
def test_alike_or_not(lisaude, one: Fiche, other: Fiche, alike: bool):
    make_dispositif()
    make_cadre(lisaude, **one)
    make_cadre(lisaude, **other)
    assert bool(names(lisaude)) is alike


def test_the_committees_of_two_contracts_are_two(lisaude):
    for parent in (make_cadre(lisaude, "CTG"), make_cadre(lisaude, "Contrat de ville")):
        make_cadre(lisaude, "Comité de pilotage", nature="instance", parent=parent)
    assert names(lisaude) == []


def test_one_reference_twice_is_shown_even_under_two_names(lisaude):
    reference = make_dispositif()
    make_cadre(lisaude, "CTG du Valmoranais", reference=reference)
    make_cadre(lisaude, "Convention avec la Caf", reference=reference)
    assert names(lisaude) == [{"CTG du Valmoranais", "Convention avec la Caf"}]
    assert PaireCadres.objects.get().raisons == ["même dispositif de référence"]


def test_other_places_make_it_less_likely(lisaude):
    reference = make_dispositif()
    for nom, commune in (("CTG du haut", "Cressignac"), ("Convention du bas", "Valmorane")):
        make_cadre(lisaude, nom, reference=reference, territoires=[make_commune(commune)])
    assert names(lisaude) == []


def test_the_same_participants_are_one_more_reason(lisaude):
    one, other = (make_cadre(lisaude, nom, nature="instance") for nom in ("COTECH mobilité", "COTECH mobilités"))
    for acteur in [make_acteur(lisaude) for _ in range(3)]:
        make_participation(one, acteur)
        make_participation(other, acteur)
    assert "presque les mêmes participants" in find_cadres(lisaude)[0].raisons


def test_hidden_and_foreign_ones_are_not_compared(lisaude, ailleurs):
    make_cadre(lisaude, "CTG")
    make_cadre(lisaude, "CTG", retire=True)
    make_cadre(ailleurs, "CTG")
    assert find_cadres(lisaude) == []


def test_a_thousand_committees_of_one_name_are_compared_within_their_own_contracts(lisaude, django_assert_num_queries):
    contracts = [make_cadre(lisaude, f"Contrat {mot}") for mot in ("bleu", "vert")]
    for parent in contracts * 2:
        make_cadre(lisaude, "Comité technique", nature="instance", parent=parent)
    with django_assert_num_queries(4):
        found = find_cadres(lisaude)
    assert len(found) == 2
