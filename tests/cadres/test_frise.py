"""Who entered when: columns of phases, bars of dates."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.cadres.frise import GAUCHE, LARGEUR, LIGNES_MAX, build_colonnes, draw_frise, say_entries
from maillage.cadres.models import Participation
from maillage.cadres.phases import read_noms
from tests.fabriques import make_espace
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_cadres import make_cadre, make_participation, make_roles

pytestmark = pytest.mark.django_db
JOUR = date(2026, 7, 1)


@pytest.fixture
def cadre():
    make_roles()
    return make_cadre(make_espace(), "CTG", phase="P3")


def rows(cadre):
    return list(Participation.objects.filter(cadre=cadre).select_related("acteur__sphere", "acteur__espace"))


def test_an_actor_of_two_roles_stands_once_where_it_entered_first(cadre):
    caf = make_acteur(cadre.espace, "Caf", sphere="DS")
    make_participation(cadre, caf, "financeur", phase="P4")
    make_participation(cadre, caf, "pilote", phase="P2")
    colonnes = build_colonnes(cadre, rows(cadre), read_noms())
    assert [(one.code, [entree.nom for entree in one.entrees]) for one in colonnes if one.entrees] == [("P2", ["Caf"])]
    assert {word.strip() for word in colonnes[1].entrees[0].roles.split(",")} == {"pilote", "financeur"}
    assert [one.code for one in colonnes if one.courante] == ["P3"]


def test_nothing_is_drawn_when_nothing_is_said(cadre):
    make_participation(cadre, make_acteur(cadre.espace))
    assert build_colonnes(cadre, rows(cadre), read_noms()) == []
    assert say_entries([]) == ""
    assert draw_frise(cadre, rows(cadre), JOUR) is None


def test_bars_stand_on_the_axis(cadre):
    make_participation(cadre, make_acteur(cadre.espace, "Premier"), depuis=date(2025, 1, 1), jusqu_a=date(2026, 1, 1))
    make_participation(cadre, make_acteur(cadre.espace, "Second"), depuis=date(2026, 1, 1))
    frise = draw_frise(cadre, rows(cadre), JOUR)
    assert frise is not None
    first, second = frise.barres
    assert (first.nom, first.x, first.bout) == ("Premier", GAUCHE, second.x)
    assert (second.x, second.bout, second.ouverte) == ((GAUCHE + LARGEUR) / 2, LARGEUR, True)
    assert [one.texte for one in frise.annees] == ["2025", "2026"]
    assert second.x < frise.aujourdhui < LARGEUR


def test_very_many_or_very_long_stay_readable(cadre):
    for rank in range(LIGNES_MAX + 3):
        make_participation(cadre, make_acteur(cadre.espace, f"Structure {rank} " * 5), depuis=date(1980 + rank, 1, 1))
    frise = draw_frise(cadre, rows(cadre), JOUR)
    assert frise is not None
    assert (frise.montres, frise.total, len(frise.annees) <= 8) == (LIGNES_MAX, LIGNES_MAX + 3, True)
    assert all(len(one.nom) <= 30 for one in frise.barres)
