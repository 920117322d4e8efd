"""The search for duplicates: what it finds, what it leaves, how it is asked and followed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.doublons import actions, taches
from maillage.doublons.models import Paire, Recherche, Verdict
from maillage.doublons.recherche import find_acteurs, keep_paires
from maillage.espaces.models import Espace
from maillage.espaces.travaux import SILENCE, Etat
from tests.fabriques_acteurs import make_acteur

CHERCHER = "/espace/lisaude/doublons/chercher/"


@pytest.fixture
def communes(lisaude: Espace) -> Espace:
    """A CCAS written twice, its mairie at the same address, a service of its own, and someone else."""
    place = {"commune": "Valmorane", "adresse": "1 place de la Mairie"}
    ccas = make_acteur(lisaude, "CCAS de Valmorane", telephone="04 65 71 00 01", **place)
    make_acteur(lisaude, "Centre communal d’action sociale de Valmorane", telephone="04.65.71.00.01", **place)
    make_acteur(lisaude, "Mairie de Valmorane", **place)
    make_acteur(lisaude, "CCAS de Valmorane – portage de repas", service=True, parent=ccas, **place)
    make_acteur(lisaude, "Chambre d’agriculture", commune="Cressignac")
    make_acteur(lisaude, "CCAS de Valmorane", retire=True, **place)
    return lisaude


def search(espace: Espace) -> int:
    return keep_paires(Paire, espace, find_acteurs(espace, lambda _: None))


def names() -> set[frozenset[str]]:
    return {frozenset((one.a.nom, one.b.nom)) for one in Paire.objects.all()}


def test_the_acronym_and_its_long_form_are_found_and_the_mairie_left_apart(communes):
    assert search(communes) >= 1
    assert frozenset(("CCAS de Valmorane", "Centre communal d’action sociale de Valmorane")) in names()
    assert not any("Mairie de Valmorane" in pair for pair in names())
    assert not any({"CCAS de Valmorane", "CCAS de Valmorane – portage de repas"} == pair for pair in names())
    assert all(one.raisons for one in Paire.objects.all())


def test_a_decision_outlives_the_next_search(communes, claire):
    search(communes)
    paire = Paire.objects.first()
    actions.decide(paire=paire, verdict=Verdict.DISTINCTS, qui=claire)
    assert search(communes) == 0
    paire.refresh_from_db()
    assert paire.verdict == Verdict.DISTINCTS


def test_a_pair_no_longer_alike_goes(communes):
    search(communes)
    paire = Paire.objects.first()
    paire.b.nom, paire.b.telephone, paire.b.adresse = "Office de tourisme", "", ""
    paire.b.save()
    search(communes)
    assert not Paire.objects.filter(pk=paire.pk).exists()


def test_nothing_of_another_espace_is_compared(communes, ailleurs):
    make_acteur(ailleurs, "CCAS de Valmorane", telephone="04 65 71 00 01")
    search(communes)
    assert {paire.espace for paire in Paire.objects.all()} == {communes}
    assert search(ailleurs) == 0


# Asked, made, followed


@pytest.fixture
def ask(monkeypatch, django_capture_on_commit_callbacks):
    def post(client):
        queued: list[str] = []
        monkeypatch.setattr(taches, "enqueue", lambda recherche: queued.append(str(recherche.pk)))
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(CHERCHER)
        return response, queued

    return post


def test_asked_made_and_read(communes, claire, as_user, ask):
    client = as_user(claire)
    response, (pk,) = ask(client)
    assert "en cours" in client.get(response["Location"]).content.decode()
    taches.chercher.call(pk)
    assert client.get(response["Location"])["Location"] == "/espace/lisaude/doublons/"
    assert Recherche.objects.get().etat == Etat.FAIT
    told = client.get(response["Location"], headers={"Accept": "application/json"}).json()
    assert (told["etat"], told["fait"]) == ("fait", 100)


def test_a_double_click_searches_once(communes, claire, as_user, ask):
    client = as_user(claire)
    _, first = ask(client)
    _, second = ask(client)
    assert (len(first), second) == (1, [])
    taches.chercher.call(first[0])
    taches.chercher.call(first[0])
    assert Recherche.objects.count() == 1


def test_a_killed_search_is_begun_again(communes, claire, as_user, ask):
    client = as_user(claire)
    response, _ = ask(client)
    Recherche.objects.update(etat=Etat.EN_COURS, vu_le=timezone.now() - SILENCE - timedelta(seconds=1))
    assert "s’est arrêtée" in client.get(response["Location"]).content.decode()
    _, again = ask(client)
    taches.chercher.call(again[0])
    assert Paire.objects.exists()


def test_a_failure_is_said_and_leaves_the_pairs(communes, claire, as_user, ask, monkeypatch):
    search(communes)
    client = as_user(claire)
    response, (pk,) = ask(client)
    monkeypatch.setattr("maillage.doublons.recherche.find_acteurs", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        taches.chercher.call(pk)
    assert "s’est arrêtée" in client.get(response["Location"]).content.decode()
    assert Paire.objects.exists()


def test_only_the_animation_searches(communes, driss, lou, etranger, claire, as_user):
    assert {as_user(one).post(CHERCHER).status_code for one in (driss, lou)} == {403}
    assert as_user(etranger).post(CHERCHER).status_code == 404
    assert as_user(claire).get(CHERCHER).status_code == 405
    assert not Recherche.objects.exists()
    own = Recherche.objects.create(espace=communes)
    path = reverse("doublons:avancement", args=["lisaude", own.pk])
    assert as_user(driss).get(path).status_code == 403
    assert as_user(etranger).get(path).status_code == 404
