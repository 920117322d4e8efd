"""Likely duplicates: what is one actor written twice, what is two neighbours."""

from __future__ import annotations

import pytest

from maillage.acteurs.doublons import find_doublons
from maillage.espaces.avertissements import find_warnings
from maillage.espaces.droits import find_droits
from tests.fabriques_acteurs import make_acteur, make_commune


@pytest.mark.parametrize(
    ("present", "typed", "alike"),
    [
        ("CCAS de Valmorane", "Centre communal d’action sociale de Valmorane", True),
        ("CCAS de Valmorane", "C.C.A.S. Valmorane", True),
        ("CCAS de Valmorane", "CCAS Valmoranne", True),
        ("Commune de Valmorane", "Mairie de Valmorane", True),
        ("Commune de Valmorane", "CCAS de Valmorane", False),
        ("Mairie de Valmorane", "Centre communal d’action sociale de Valmorane", False),
        ("CCAS de Valmorane", "CCAS de Vaubrune", False),
        ("CCAS de Pont-de-Lisaude", "CIAS de Pont-de-Lisaude", False),
        ("Épicerie solidaire Le Panier", "Epicerie solidaire le panier", True),
        ("Épicerie solidaire Le Panier", "Le Panier, épicerie solidaire", True),
        ("Tiers-lieu La Filature", "Tiers lieu la filature", True),
        ("Communauté de communes de la Lisaude", "CC Lisaude", True),
        ("EVS La Remise", "Espace de vie sociale La Remise", True),
        ("EHPAD Les Tilleuls", "EHPAD du Clos des Marronniers", False),
        ("Centre social L’Escale", "Gendarmerie", False),
        ("Centre social L’Escale", "", False),
    ],
)
def test_alike(lisaude, driss, present, typed, alike):
    make_acteur(lisaude, present)
    assert bool(find_doublons(find_droits(driss, lisaude), nom=typed)) is alike


def test_a_kind_of_place_in_two_communes_is_two_places(lisaude, driss):
    make_acteur(lisaude, "Centre social", commune="Valmorane")
    make_acteur(lisaude, "Épicerie Le Panier", commune="Valmorane")
    droits, here, elsewhere = find_droits(driss, lisaude), make_commune("Valmorane").pk, make_commune("Vaubrune").pk
    assert find_doublons(droits, nom="Centre socioculturel", commune_id=here)
    assert not find_doublons(droits, nom="Centre socioculturel", commune_id=elsewhere)
    assert find_doublons(droits, nom="Epicerie le Panier", commune_id=elsewhere)


def test_same_acronym_is_shown(lisaude, driss):
    make_acteur(lisaude, "Association des jardins partagés", sigle="AJP")
    (found,) = find_doublons(find_droits(driss, lisaude), nom="A.J.P.")
    assert found.acteur.sigle == "AJP"


def test_other_espaces_and_trash_are_not_searched(lisaude, ailleurs, driss):
    make_acteur(ailleurs, "CCAS de Valmorane")
    make_acteur(lisaude, "CCAS de Valmorane", retire=True)
    assert find_doublons(find_droits(driss, lisaude), nom="CCAS de Valmorane") == []


@pytest.mark.parametrize(
    ("texte", "expected"),
    [
        ("Reçoit sur rendez-vous le mardi, 05 65 00 00 00", []),
        ("Place de la République, SIRET 12345678901234", []),
        ("Voir Mme Durand", ["le nom d’une personne"]),
        ("Voir M. B. le matin", ["le nom d’une personne"]),
        ("2850764123456", ["un numéro de sécurité sociale"]),
        ("Accueil des personnes en dépression", ["un mot de santé"]),
        ("Madame la maire", []),
    ],
)
def test_warnings(texte, expected):
    assert find_warnings([texte]) == expected
