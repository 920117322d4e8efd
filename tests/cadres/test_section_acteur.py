"""« Dans quels cadres », on the page of an actor."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.espaces.models import Espace, Visibilite
from tests.conftest_site import count_queries
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_cadres import make_cadre, make_participation, make_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def ccas(lisaude):
    make_roles()
    Espace.objects.filter(pk=lisaude.pk).update(visibilite=Visibilite.PUBLIQUE)
    return make_acteur(lisaude, "CCAS")


def test_roles_and_phases_what_runs_first(ccas, visiteur):
    make_participation(make_cadre(ccas.espace, "Ancien contrat", statut="termine"), ccas, "membre")
    make_participation(make_cadre(ccas.espace, "CTG"), ccas, "pilote", phase="P2", depuis=date(2024, 1, 1))
    text = visiteur.get(ccas.get_absolute_url()).content.decode()
    assert "Pilote · entré en P2 · Diagnostic · depuis le 1er janvier 2024" in text
    assert text.index(">CTG</a>") < text.index(">Ancien contrat</a>") < text.index("c’est fini")


@pytest.mark.parametrize("trait", ["brouillon", "reserve", "retire"])
def test_a_hidden_cadre_is_not_betrayed(ccas, visiteur, trait):
    make_participation(make_cadre(ccas.espace, "Contrat caché", **{trait: True}), ccas)
    text = visiteur.get(ccas.get_absolute_url()).content.decode()
    assert "Contrat caché" not in text
    assert "Dans quels cadres" not in text


def test_many_cadres_cost_no_more(ccas, visiteur):
    make_participation(make_cadre(ccas.espace), ccas)
    few = count_queries(visiteur, ccas.get_absolute_url())
    for _ in range(12):
        make_participation(make_cadre(ccas.espace), ccas)
    assert count_queries(visiteur, ccas.get_absolute_url()) == few
