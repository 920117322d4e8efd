"""A fault is brought to the words in use, also in a word that is still being typed; a hidden word is never told."""

from __future__ import annotations

import pytest

from maillage.acteurs.models import Acteur
from maillage.espaces.droits import find_droits
from maillage.recherche import vocabulaire
from maillage.recherche.queries import search
from maillage.recherche.vocabulaire import VOCABULAIRES, Vocabulaire
from tests.fabriques_acteurs import make_acteur


@pytest.fixture(autouse=True)
def fresh():
    VOCABULAIRES.clear()


@pytest.fixture
def noms(lisaude):
    make_acteur(lisaude, "Épicerie itinérante")
    make_acteur(lisaude, "Ressourcerie du Val", brouillon=True)
    make_acteur(lisaude, "Médiathèque")
    return lisaude


def ask(espace, user, texte):
    found = search(find_droits(user, espace), texte)
    return [ligne.nom for ligne in found.lignes], found.corrige


@pytest.mark.parametrize(
    ("texte", "corrige"),
    [
        ("epicrie it", "epicerie it"),
        ("epicrie itn", None),
        ("epicerie itneran", "epicerie itinerante"),
        ("epicrie itin", "epicerie itin"),
        ("epicr", "epicerie"),
        ("épciér", "epicerie"),
        ("epicreie itinernate", "epicerie itinerante"),
        ("epicr itinerante", None),
        ("picerie", "epicerie"),
    ],
)
def test_each_word_is_corrected_and_the_last_one_may_be_half_typed(noms, lou, texte, corrige):
    assert ask(noms, lou, texte) == ((["Épicerie itinérante"], corrige) if corrige else ([], ""))


@pytest.mark.parametrize("texte", ["resourcerie", "ressourc", "resourc", "rssourcerie", "epicrie resourcerie"])
def test_the_word_of_a_draft_is_never_told_to_whom_may_not_see_it(noms, lou, driss, texte):
    assert ask(noms, driss, "resourcerie") == (["Ressourcerie du Val"], "ressourcerie")
    assert ask(noms, lou, texte) == ([], "")


def test_a_word_that_was_hidden_since_is_not_told_from_memory(noms, lou):
    assert ask(noms, lou, "mediatehque") == (["Médiathèque"], "mediatheque")
    Acteur.objects.filter(nom="Médiathèque").update(visibilite="brouillon")
    assert ask(noms, lou, "mediatehque") == ([], "")
    assert ask(noms, lou, "epicrie mediatehque") == ([], "")


def test_a_word_written_since_is_known(noms, lou):
    assert ask(noms, lou, "gendramerie") == ([], "")
    make_acteur(noms, "Gendarmerie")
    assert ask(noms, lou, "gendramerie") == (["Gendarmerie"], "gendarmerie")


def test_titles_are_read_once_for_one_state(noms, lou, monkeypatch):
    read = []
    monkeypatch.setattr(vocabulaire, "read_vocabulaire", lambda seen: read.append(seen) or Vocabulaire({"epicerie": 1}))
    for texte in ("epicrie", "epicreie", "epcierie"):
        assert ask(noms, lou, texte)[1] == "epicerie"
    assert len(read) == 1


def test_nothing_is_misspelt_when_each_word_is_used_apart(noms, lou, django_assert_num_queries):
    droits = find_droits(lou, noms)
    with django_assert_num_queries(2):
        assert search(droits, "mediatheque epicerie").corrige == ""


def test_the_most_used_words_are_kept(noms, lou, monkeypatch):
    monkeypatch.setattr(vocabulaire, "MOTS_MAX", 1)
    make_acteur(noms, "Épicerie du Bourg")
    assert ask(noms, lou, "epicrie")[1] == "epicerie"
    assert ask(noms, lou, "mediatehque") == ([], "")
