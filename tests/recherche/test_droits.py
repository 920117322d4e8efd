"""The index keeps a copy of what says who sees a sheet: it must always say what the live tables say."""

from __future__ import annotations

import pytest
from django.utils import timezone

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre
from maillage.espaces.droits import find_droits
from maillage.recherche.models import Document
from maillage.recherche.queries import search
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_cadres import make_cadre

TOUT = {"brouillon": {"brouillon": True}, "retire": {"retire": True}, "publie": {}}


@pytest.fixture
def tous(lisaude, ailleurs):
    """Each kind, in each state, in two espaces."""
    for espace in (lisaude, ailleurs):
        for state, traits in TOUT.items():
            make_acteur(espace, f"Relais {state} {espace.slug}", **traits)
            for nature in ("dispositif", "instance", "action"):
                make_cadre(espace, f"Relais {nature} {state} {espace.slug}", nature=nature, **traits)
        make_acteur(espace, f"Relais membres {espace.slug}", membres=True)
        make_cadre(espace, f"Relais réservé {espace.slug}", reserve=True)
        make_acteur(espace, f"Relais poste {espace.slug}", nature="poste")
    return lisaude


def find(espace, user, texte="relais"):
    return {ligne.objet for ligne in search(find_droits(user, espace), texte).lignes}


def list_seen(espace, user):
    droits = find_droits(user, espace)
    acteurs = Acteur.objects.visible_to(droits).nodes().values_list("pk", flat=True)
    return {*acteurs, *Cadre.objects.visible_to(droits).values_list("pk", flat=True)}


@pytest.mark.parametrize("who", ["lou", "driss", "lisaude_animation", "personne"])
def test_search_finds_exactly_what_is_visible(tous, request, who):
    user = request.getfixturevalue(who) if who in ("lou", "driss") else None
    assert find(tous, user) == (list_seen(tous, user) if find_droits(user, tous) else set())


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
