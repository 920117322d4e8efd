"""The index keeps a copy of what says who sees a sheet: it must always say what the live tables say."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre
from maillage.espaces.droits import find_droits
from maillage.recherche.models import Document
from maillage.recherche.queries import search
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_cadres import make_cadre

ETATS = {"brouillon": {"brouillon": True}, "retire": {"retire": True}, "publie": {}}


@pytest.fixture
def tous(lisaude, ailleurs):
    """Each kind, in each state, in two espaces; the first open to all."""
    for espace in (lisaude, ailleurs):
        for state, traits in ETATS.items():
            make_acteur(espace, f"Relais {state}", **traits)
            for nature in ("dispositif", "instance", "action"):
                make_cadre(espace, f"Relais {nature} {state}", nature=nature, **traits)
        membres = make_acteur(espace, "Relais des membres", membres=True)
        make_cadre(espace, "Relais réservé", reserve=True)
        make_acteur(espace, "Relais poste", poste=True, parent=membres)
    lisaude.visibilite = "publique"
    lisaude.save()
    return lisaude


def find(espace, user):
    return {ligne.objet for ligne in search(find_droits(user, espace), "relais").lignes}


def list_seen(espace, user):
    droits = find_droits(user, espace)
    acteurs = Acteur.objects.visible_to(droits).nodes().values_list("pk", flat=True)
    return {*acteurs, *Cadre.objects.visible_to(droits).values_list("pk", flat=True)}


@pytest.mark.parametrize(("who", "number"), [("lou", 6), ("driss", 10), ("claire", 10), ("passante", 4), (None, 4)])
def test_search_finds_exactly_what_is_visible(tous, request, who, number):
    user = request.getfixturevalue(who) if who else AnonymousUser()
    found = find(tous, user)
    assert found == list_seen(tous, user)
    assert len(found) == number


@pytest.mark.parametrize("make", [make_acteur, make_cadre])
def test_every_change_of_state_is_followed(lisaude, ailleurs, lou, make):
    one = make(lisaude, "Relais")
    rows = type(one).objects.filter(pk=one.pk)
    for change in (
        {"retire_le": timezone.now()}, {"retire_le": None}, {"visibilite": "brouillon"}, {"visibilite": "membres"},
        {"espace": ailleurs}, {"espace": lisaude},
    ):  # fmt: skip
        rows.update(**change)
        assert find(lisaude, lou) == list_seen(lisaude, lou), change
    rows.delete()
    assert not Document.objects.exists()


def test_fault_is_never_corrected_by_a_word_of_a_hidden_sheet(lisaude, ailleurs, lou):
    make_acteur(lisaude, "Ressourcerie", brouillon=True)
    make_acteur(ailleurs, "Ressourcerie")
    found = search(find_droits(lou, lisaude), "resourcerie")
    assert (found.lignes, found.corrige) == ([], "")
