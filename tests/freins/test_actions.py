"""Observing, voices, putting aside: what each writes, and what the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from maillage.espaces.actions import Refus
from maillage.espaces.models import Trace
from maillage.freins import actions
from maillage.freins.cibles import Cible
from maillage.freins.models import Observation, Voix
from tests.fabriques_acteurs import make_acteur, make_sphere
from tests.fabriques_cadres import make_cadre
from tests.fabriques_freins import make_frein, make_levier, make_observation


@pytest.fixture
def croisement(db):
    return Cible(spheres=(make_sphere("DL"), make_sphere("AS")))


def observe(espace, cible, qui, **rest):
    return actions.observe(espace=espace, cible=cible, valeur=make_frein("F07"), qui=qui, **rest)


def test_what_is_observed_is_kept_dated_and_traced(lisaude, driss, croisement):
    found, new = observe(lisaude, croisement, driss, texte="Trois semaines pour répondre")
    assert new
    assert (found.nature, found.code, found.par, found.le) == ("frein", "F07", driss, lisaude.aujourdhui)
    line = Trace.objects.get(objet="freins.observation")
    assert (line.geste, line.qui, line.apres["texte"]) == ("observer", driss, "Trois semaines pour répondre")


def test_the_two_orders_of_a_pair_are_one_target(lisaude, driss, claire, croisement):
    first, _ = observe(lisaude, croisement, driss)
    again, new = observe(lisaude, Cible(spheres=croisement.spheres[::-1]), claire)
    assert (again, new) == (first, False)


def test_observed_twice_it_is_one_row_with_two_voices(lisaude, driss, claire, croisement):
    of = {one.utilisateur: one for one in lisaude.adhesions.all()}
    observe(lisaude, croisement, driss, adhesion=of[driss], texte="Les mots de Driss")
    found, new = observe(lisaude, croisement, claire, adhesion=of[claire], texte="Ceux de Claire")
    assert not new
    assert (found.texte, found.par, found.voix.count()) == ("Les mots de Driss", driss, 2)


def test_put_aside_then_observed_again_it_stands_with_the_new_words(lisaude, driss, claire, croisement):
    found, _ = observe(lisaude, croisement, driss, texte="Avant")
    assert actions.withdraw(observation=found, qui=driss)
    again, new = observe(lisaude, croisement, claire, texte="Après")
    again.refresh_from_db()
    assert new
    assert (again.pk, again.texte, again.par, again.retire_le) == (found.pk, "Après", claire, None)


def test_put_aside_and_brought_back_once_each(lisaude, driss, croisement):
    found, _ = observe(lisaude, croisement, driss)
    assert [actions.withdraw(observation=found, qui=driss) for _ in range(2)] == [True, False]
    assert [actions.restore(observation=found, qui=driss) for _ in range(2)] == [True, False]
    gestes = list(Trace.objects.order_by("pk").values_list("geste", flat=True))
    assert gestes == ["observer", "retirer", "retablir"]


def test_a_member_has_one_voice_and_may_take_it_back(lisaude, lou):
    found, adhesion = make_observation(lisaude), lisaude.adhesions.get(utilisateur=lou)
    assert [actions.vote(observation=found, adhesion=adhesion) for _ in range(2)] == [True, False]
    assert Voix.objects.count() == 1
    assert [actions.unvote(observation=found, adhesion=adhesion) for _ in range(2)] == [True, False]
    assert Voix.objects.count() == 0


def test_voices_leave_no_trace(lisaude, lou):
    found, adhesion = make_observation(lisaude), lisaude.adhesions.get(utilisateur=lou)
    actions.vote(observation=found, adhesion=adhesion)
    actions.unvote(observation=found, adhesion=adhesion)
    assert not Trace.objects.exists()


def test_a_voice_goes_with_its_member(lisaude, lou):
    adhesion = lisaude.adhesions.get(utilisateur=lou)
    found = make_observation(lisaude, par=lou, voix=(adhesion,))
    adhesion.delete()
    assert found.voix.count() == 0
    lou.delete()
    found.refresh_from_db()
    assert found.par is None


@pytest.mark.parametrize("nature", ["dispositif", "instance"])
def test_only_actions_are_observed(lisaude, driss, nature):
    with pytest.raises(Refus):
        observe(lisaude, Cible(cadre=make_cadre(lisaude, nature=nature)), driss)


def test_nothing_of_another_espace_is_observed(lisaude, ailleurs, driss, lien):
    for cible in (
        Cible(cadre=make_cadre(ailleurs, nature="action")),
        Cible(spheres=(make_sphere("AS"), make_sphere("AGRI", espace=ailleurs))),
    ):
        with pytest.raises(Refus):
            observe(lisaude, cible, driss)
    with pytest.raises(Refus):
        observe(ailleurs, Cible(lien=lien), driss)


def test_the_database_wants_exactly_one_target(lisaude, lien):
    make_acteur(lisaude)
    both = {"lien": lien, "cadre": make_cadre(lisaude, nature="action")}
    for target in ({}, both, {"sphere_a": make_sphere("AS")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Observation.objects.create(espace=lisaude, nature="frein", code="F01", le=lisaude.aujourdhui, **target)


def test_a_frein_and_a_levier_stand_side_by_side(lisaude, driss, croisement):
    observe(lisaude, croisement, driss)
    actions.observe(espace=lisaude, cible=croisement, valeur=make_levier("L01"), qui=driss)
    assert sorted(Observation.objects.values_list("nature", flat=True)) == ["frein", "levier"]
