"""What is written when one side speaks: the pair merged, the other side's word kept, the journal, who may speak."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection

from maillage.acteurs import declarer
from maillage.acteurs.lien_paroles import list_spoken, may_speak
from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.models import PorteParole
from maillage.espaces.actions import remove_member
from maillage.espaces.droits import find_droits
from maillage.espaces.models import Trace
from tests.fabriques import make_adhesion
from tests.fabriques_acteurs import make_acteur, make_porte_parole

JOUR = date(2026, 11, 22)


@pytest.fixture
def paire(lisaude):
    return make_acteur(lisaude, "CCAS"), make_acteur(lisaude, "GAL", sphere="DL")


def say(source, cible, qui=None, **attributs):
    return declarer.declare(source=source, cible=cible, qui=qui, quand=JOUR, attributs=attributs)


@pytest.mark.parametrize(
    ("dits", "etat", "niveau"),
    [
        pytest.param([(3, None), None], EtatLien.DECLARE, 3, id="one side"),
        pytest.param([(3, None), (3, None)], EtatLien.CONFIRME, 3, id="both agree"),
        pytest.param([(3, None), (4, None)], EtatLien.CONFIRME, 3.5, id="one apart"),
        pytest.param([(5, None), (1, None)], EtatLien.CONTESTE, 3, id="far apart"),
        pytest.param([(None, 4), None], EtatLien.SOUHAITE, None, id="a wish"),
        pytest.param([(0, None), None], EtatLien.ABSENT, 0, id="unknown to each other"),
        pytest.param([(0, 3), (0, None)], EtatLien.SOUHAITE, 0, id="unknown, and wished"),
    ],
)
def test_pair_follows_the_engine(paire, dits, etat, niveau):
    a, b = paire
    for (source, cible), dit in zip(((a, b), (b, a)), dits, strict=True):
        if dit is not None:
            say(source, cible, niveau_reel=dit[0], niveau_souhaite=dit[1])
    lien = Lien.objects.get()
    assert (lien.etat, lien.niveau) == (etat, niveau)


def test_said_twice_is_said_once(paire, driss):
    for _ in range(2):
        say(*paire, driss, niveau_reel=3)
    assert Lien.objects.count() == Declaration.objects.count() == 1
    assert Trace.objects.filter(geste="declarer").count() == 1
    assert not Trace.objects.filter(geste="corriger").exists()


def test_each_step_changes_only_what_it_asks(paire):
    say(*paire, niveau_reel=3, satisfaction=2)
    said = say(*paire, niveau_souhaite=4)
    assert (said.niveau_reel, said.niveau_souhaite, said.satisfaction) == (3, 4, 2)


def test_other_sides_word_is_never_overwritten(paire):
    a, b = paire
    first = say(a, b, niveau_reel=4)
    say(b, a, niveau_reel=1)
    first.refresh_from_db()
    assert first.niveau_reel == 4


def test_opinion_never_enters_the_journal(paire):
    say(*paire, niveau_reel=3, satisfaction=1)
    line = Trace.objects.get()
    assert "satisfaction" not in line.apres


def test_contesting_is_told_in_the_journal(paire):
    a, b = paire
    say(a, b, niveau_reel=5)
    say(b, a, niveau_reel=1)
    assert list(Trace.objects.values_list("geste", flat=True)) == ["contester", "declarer"]


def test_link_to_oneself_or_across_espaces_is_refused(paire, ailleurs):
    a, _ = paire
    for other in (a, make_acteur(ailleurs)):
        with pytest.raises(ValueError, match="deux acteurs différents"):
            say(a, other, niveau_reel=3)
    assert not Lien.objects.exists()


def test_confirming_takes_up_the_level_read(paire, driss):
    a, b = paire
    said = say(a, b, niveau_reel=4)
    answer = declarer.confirm(declaration=said, qui=driss, quand=JOUR, lu=4, origine="porte-parole")
    assert (answer.source, answer.niveau_reel) == (b, 4)
    assert Lien.objects.get().etat == EtatLien.CONFIRME
    assert Trace.objects.filter(geste="confirmer").count() == 1


def test_confirming_what_is_no_longer_said_writes_nothing(paire):
    said = say(*paire, niveau_reel=4)
    say(*paire, niveau_reel=1)
    with pytest.raises(declarer.DeclarationChangee):
        declarer.confirm(declaration=said, qui=None, quand=JOUR, lu=4, origine="")
    assert Declaration.objects.count() == 1


def test_confirming_a_wish_makes_it_shared(paire):
    said = say(*paire, niveau_souhaite=3)
    answer = declarer.confirm(declaration=said, qui=None, quand=JOUR, lu=3, origine="")
    assert (answer.niveau_reel, answer.niveau_souhaite) == (None, 3)
    assert Lien.objects.get().etat == EtatLien.SOUHAITE


def test_withdrawing_leaves_the_other_side(paire):
    a, b = paire
    mine = say(a, b, niveau_reel=3)
    theirs = say(b, a, niveau_reel=3)
    assert declarer.withdraw(declaration=mine, qui=None)
    assert Lien.objects.get().etat == EtatLien.DECLARE
    assert declarer.withdraw(declaration=theirs, qui=None)
    assert not Lien.objects.exists()
    assert not declarer.withdraw(declaration=theirs, qui=None)


def test_member_speaks_for_services_and_postes_of_their_structure(lisaude, driss):
    structure = make_acteur(lisaude)
    service = make_acteur(lisaude, service=True, parent=structure)
    poste = make_acteur(lisaude, poste=True, parent=service)
    other = make_acteur(lisaude)
    droits = find_droits(driss, lisaude)
    assert not list_spoken(droits, [structure.pk, service.pk])
    assert declarer.attach(acteur=structure, qui=driss)
    assert not declarer.attach(acteur=structure, qui=driss)
    assert list_spoken(droits, [structure.pk, service.pk, poste.pk, other.pk]) == {structure.pk, service.pk, poste.pk}


def test_detached_member_no_longer_speaks_and_the_journal_says_who(lisaude, driss, claire):
    structure = make_acteur(lisaude)
    declarer.attach(acteur=structure, qui=driss)
    declarer.detach(parole=PorteParole.objects.get(), qui=claire)
    assert not may_speak(find_droits(driss, lisaude), structure)
    assert [(line.qui, line.apres["porte_parole"]) for line in Trace.objects.all()] == [
        (claire, ""), (driss, "Driss Benali"),
    ]  # fmt: skip


def test_reader_attached_by_mistake_does_not_speak(lisaude, lou):
    structure = make_acteur(lisaude)
    make_porte_parole(structure, lou)
    assert not may_speak(find_droits(lou, lisaude), structure)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_declaration(paire):
    """Each in its own connection, as two browsers."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("an in-memory database has one connection")
    faults: list[Exception] = []

    def click() -> None:
        try:
            say(*paire, niveau_reel=3)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert Lien.objects.count() == Declaration.objects.count() == 1


@pytest.mark.parametrize("leaves", ["removed", "alone"])
def test_whoever_leaves_the_espace_no_longer_speaks_but_what_they_said_stays(lisaude, driss, claire, leaves):
    structure, other = make_acteur(lisaude), make_acteur(lisaude)
    declarer.attach(acteur=structure, qui=driss)
    said = declarer.declare(source=structure, cible=other, qui=driss, quand=JOUR, attributs={"niveau_reel": 3})
    mine = driss.adhesions.get()
    remove_member(adhesion=mine, qui=driss if leaves == "alone" else claire)
    assert not PorteParole.objects.exists()
    said.refresh_from_db()
    assert (said.source, said.declare_par) == (structure, driss)
    make_adhesion(lisaude, driss)
    assert not may_speak(find_droits(driss, lisaude), structure)
