"""Findings that name a few: whole for the animation, their own lines for who speaks for an actor, else the sentence."""

from __future__ import annotations

from tests.diagnostic.conftest import find
from tests.fabriques_acteurs import make_porte_parole

DIAGNOSTIC = "/espace/lisaude/diagnostic/"


def find_fiche(client, code):
    constats = client.get(DIAGNOSTIC).context["constats"]
    return next(fiche for fiche in [*constats.retenir, *constats.autres] if fiche.code == code)


def test_the_animation_reads_who_sees_it_differently(petit, as_user, claire):
    fiche = find_fiche(as_user(claire), "asymetrie")
    assert any(
        "A2" in cell and "L2" in cell for table in fiche.tableaux for line in table.lignes for cell in line.cellules
    )


def test_other_members_read_the_sentence_alone(petit, as_user, driss, lou):
    for member in (driss, lou):
        fiche = find_fiche(as_user(member), "asymetrie")
        assert not fiche.a_un_detail
        assert "va d’abord à celles et ceux qu’il concerne" in fiche.reserve


def test_who_speaks_for_one_of_the_two_reads_their_line(petit, as_user, driss):
    make_porte_parole(find(petit, "A2"), driss)
    assert find_fiche(as_user(driss), "asymetrie").a_un_detail


def test_who_speaks_for_another_reads_nothing_more(petit, as_user, driss):
    make_porte_parole(find(petit, "A5"), driss)
    assert not find_fiche(as_user(driss), "asymetrie").a_un_detail
