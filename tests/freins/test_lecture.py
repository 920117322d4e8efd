"""Who reads what: members, the two sides of a link, the animation; never the public, never another espace."""

from __future__ import annotations

import pytest

from maillage.acteurs.declarer import declare
from maillage.espaces.droits import Droits
from maillage.freins.cibles import Cible
from maillage.freins.lecture import DECLARANTS_MIN, count_declared, read_section
from maillage.freins.models import Observation
from maillage.freins.reference import read_reference
from tests.fabriques_acteurs import make_acteur, make_sphere
from tests.fabriques_cadres import make_cadre
from tests.fabriques_freins import make_frein, make_levier, make_observation
from tests.freins.conftest import droits_of


def read_by(espace, qui):
    return set(Observation.objects.visible_to(droits_of(espace, qui)))


def croisement():
    return Cible(spheres=(make_sphere("AS"), make_sphere("DL")))


def test_members_read_what_is_seen_between_worlds_and_the_public_nothing(lisaude, claire, driss, lou):
    found = make_observation(lisaude)
    assert all(read_by(lisaude, who) == {found} for who in (claire, driss, lou))
    lisaude.visibilite = "publique"
    lisaude.save()
    public = Droits(lisaude, None)
    assert not Observation.objects.visible_to(public).exists()
    assert read_section(public, croisement()) is None


def test_another_espace_reads_nothing(lisaude, ailleurs, etranger):
    make_observation(lisaude)
    assert read_by(ailleurs, etranger) == set()


def test_of_a_link_its_sides_and_the_animation_read(lisaude, claire, driss, lou, lien, entre):
    own, other = make_observation(lisaude, lien=lien), make_observation(lisaude, lien=entre)
    assert read_by(lisaude, claire) == {own, other}
    assert read_by(lisaude, driss) == {own}
    assert read_by(lisaude, lou) == set()


def test_of_a_link_whose_end_is_put_aside_nobody_reads(lisaude, claire, lien):
    make_observation(lisaude, lien=lien)
    lien.a.retire_le = lisaude.cree_le
    lien.a.save()
    assert read_by(lisaude, claire) == set()


def test_of_a_draft_action_contributors_read(lisaude, claire, driss, lou):
    found = make_observation(lisaude, cadre=make_cadre(lisaude, nature="action", brouillon=True))
    assert [read_by(lisaude, who) for who in (claire, driss, lou)] == [{found}, {found}, set()]


def test_what_is_for_the_animation_is_read_by_its_author_too(lisaude, claire, driss, lou):
    found = make_observation(lisaude, par=driss, visibilite="animation")
    assert [read_by(lisaude, who) for who in (claire, driss, lou)] == [{found}, {found}, set()]


def test_what_is_put_aside_is_not_read(lisaude, claire):
    make_observation(lisaude, retire=True)
    assert read_by(lisaude, claire) == set()


def test_the_most_seen_comes_first(lisaude, claire, driss, lou):
    few = make_observation(lisaude, "F01", voix=(lisaude.adhesions.get(utilisateur=lou),))
    many = make_observation(lisaude, "F02", voix=tuple(lisaude.adhesions.all()))
    section = read_section(droits_of(lisaude, lou), croisement())
    assert [line.observation for line in section.freins] == [many, few]
    assert [line.dit_voix for line in section.freins] == ["Trois membres le voient", "Un membre le voit"]
    assert all(line.ma_voix for line in section.freins)


def test_leviers_are_proposed_by_effort_and_told_when_observed_here(lisaude, lou):
    make_frein("F07", make_levier("L03", effort=3), make_levier("L01", effort=1), make_levier("L09", effort=None))
    make_observation(lisaude, "F07")
    make_observation(lisaude, "L03")
    make_observation(lisaude, "L01", mondes=("AS", "PA"))
    section = read_section(droits_of(lisaude, lou), croisement())
    (frein,) = section.freins
    assert [(one.levier.code, one.deja) for one in frein.remedes] == [("L01", False), ("L03", True), ("L09", False)]


def declare_across(espace, count, **attributs):
    for _ in range(count):
        a, b = make_acteur(espace, sphere="AS"), make_acteur(espace, sphere="DL")
        declare(source=a, cible=b, qui=None, quand=espace.aujourdhui, attributs={"niveau_reel": 2, **attributs})


@pytest.mark.parametrize(("sides", "expected"), [(DECLARANTS_MIN - 1, []), (DECLARANTS_MIN, [("Frein F07", 5)])])
def test_what_links_declare_is_counted_from_five_sides(lisaude, lou, sides, expected):
    make_frein("F07")
    declare_across(lisaude, sides, freins=["F07"])
    declare_across(lisaude, 1, freins=["F01"])
    spheres = croisement().spheres
    assert count_declared(droits_of(lisaude, lou), spheres, read_reference()) == expected


def test_private_links_are_not_counted(lisaude, claire):
    make_frein("F07")
    declare_across(lisaude, DECLARANTS_MIN, freins=["F07"], visibilite="privee")
    assert count_declared(droits_of(lisaude, claire), croisement().spheres, read_reference()) == []
