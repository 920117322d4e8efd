"""Search forgives accents, case and typing faults."""

from __future__ import annotations

import pytest

from maillage.acteurs.models import Acteur
from maillage.acteurs.noms import canonise
from maillage.acteurs.recherche import correct, search
from tests.fabriques_acteurs import make_acteur


@pytest.fixture
def noms(lisaude):
    make_acteur(lisaude, "Épicerie solidaire Le Panier", commune="Pont-de-Lisaude")
    make_acteur(lisaude, "L’Œuvre des Écoles", sigle="ODE")
    make_acteur(lisaude, "Centre social L’Escale", commune="Valmorane")
    make_acteur(lisaude, "Amis du Centre social")
    return lisaude


@pytest.mark.parametrize(
    ("texte", "found"),
    [
        ("epicerie", ["Épicerie solidaire Le Panier"]),
        ("ÉPICERIE", ["Épicerie solidaire Le Panier"]),
        ("epicrie", ["Épicerie solidaire Le Panier"]),
        ("epicerei solidiare", ["Épicerie solidaire Le Panier"]),
        ("panier epi", ["Épicerie solidaire Le Panier"]),
        ("oeuvre", ["L’Œuvre des Écoles"]),
        ("œuvre", ["L’Œuvre des Écoles"]),
        ("ode", ["L’Œuvre des Écoles"]),
        ("l'escale", ["Centre social L’Escale"]),
        ("escale valmorrane", ["Centre social L’Escale"]),
        ("centre social", ["Centre social L’Escale", "Amis du Centre social"]),
        ("xyz", []),
        ("gendarmerie", []),
        (
            "%",
            ["Amis du Centre social", "Centre social L’Escale", "Épicerie solidaire Le Panier", "L’Œuvre des Écoles"],
        ),
    ],
)
def test_search(noms, texte, found):
    kept = search(Acteur.objects.filter(espace=noms).order_by("nom_cherche"), texte).acteurs
    assert [acteur.nom for acteur in kept] == found


def test_correction_is_said(noms):
    assert search(Acteur.objects.filter(espace=noms), "epicrie panier").corrige == "epicerie panier"
    assert search(Acteur.objects.filter(espace=noms), "epicerie").corrige == ""


def test_short_words_are_not_corrected():
    assert correct(["ccs"], {"ccas", "cias"}) is None


def test_name_is_indexed_when_it_changes(lisaude):
    acteur = make_acteur(lisaude, "Ancien")
    acteur.nom = "Nouvelle École"
    acteur.save(update_fields=["nom"])
    assert Acteur.objects.get(nom_cherche__startswith="nouvelle ecole|") == acteur


@pytest.mark.parametrize(
    ("nom", "canonique"),
    [
        ("Centre communal d’action sociale de Valmorane", "ccas valmorane"),
        ("CCAS Valmorane", "ccas valmorane"),
        ("Commune de Valmorane", "mairie valmorane"),
        ("La ville de Valmorane", "mairie valmorane"),
        ("Communauté de communes de la Lisaude", "cc lisaude"),
        ("Maison des solidarités", "mds"),
        ("", ""),
    ],
)
def test_canonise(nom, canonique):
    assert canonise(nom) == canonique
