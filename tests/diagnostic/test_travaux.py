"""A large espace: the diagnosis and its documents are made in the background, and followed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from maillage.diagnostic import actions, lecture, taches
from maillage.diagnostic.models import Travail
from maillage.espaces.models import Visibilite
from maillage.espaces.travaux import Etat
from tests.conftest_site import writes_of_get
from tests.diagnostic.conftest import find, read, say

DIAGNOSTIC = "/espace/lisaude/diagnostic/"
CALCULER = f"{DIAGNOSTIC}calculer/"


@pytest.fixture(autouse=True)
def _large_at_five(monkeypatch):
    """Every espace of more than five actors is large."""
    monkeypatch.setattr(lecture, "SUR_PLACE", 5)


@pytest.fixture
def faire(monkeypatch, django_capture_on_commit_callbacks):
    """Ask, then do the work as a worker would."""

    def ask(client, **data):
        queued = []
        monkeypatch.setattr(taches, "enqueue", lambda travail: queued.append(str(travail.pk)))
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(CALCULER, data)
        for pk in queued:
            taches.make_travail.call(pk)
        return response, queued

    return ask


def test_nothing_is_computed_by_reading(petit, as_user, claire):
    client = as_user(claire)
    assert "n’est pas encore fait" in read(client, DIAGNOSTIC)
    assert "n’est pas encore fait" in read(client, "/espace/lisaude/croisement/AS-DL/")
    assert client.get("/espace/lisaude/").status_code == 200
    assert writes_of_get(client, DIAGNOSTIC) == []


def test_it_is_asked_made_and_read(petit, as_user, lou, faire):
    client = as_user(lou)
    response, _ = faire(client)
    travail = Travail.objects.get()
    assert (travail.etat, travail.fait) == (Etat.FAIT, 100)
    assert client.get(response["Location"])["Location"] == DIAGNOSTIC
    assert "existe" in read(client, DIAGNOSTIC)
    assert client.get(DIAGNOSTIC).context["diagnostic"].reseau.acteurs == 10


def test_a_double_click_computes_once(petit, as_user, claire, faire):
    client = as_user(claire)
    assert len(faire(client)[1]) == 1
    assert len(faire(client)[1]) == 0


def test_a_change_is_told_and_the_old_one_stays_readable(petit, as_user, claire, faire):
    client = as_user(claire)
    faire(client)
    say(find(petit, "A3"), find(petit, "L4"), 2)
    page = read(client, DIAGNOSTIC)
    assert "Le territoire a changé depuis ce diagnostic" in page
    assert "Mettre à jour le diagnostic" in page
    faire(client)
    assert "a changé depuis" not in read(client, DIAGNOSTIC)
    assert Travail.objects.count() == 1


def test_a_photo_waits_for_the_diagnosis_of_the_day(petit, as_user, claire, faire):
    client = as_user(claire)
    assert "n’est pas encore fait" in client.post(f"{DIAGNOSTIC}photos/conserver/", follow=True).content.decode()
    faire(client)
    assert "C’est conservé" in client.post(f"{DIAGNOSTIC}photos/conserver/", follow=True).content.decode()


def test_progress_is_told_with_and_without_script(petit, as_user, claire):
    travail = Travail.objects.create(
        espace=petit, genre="diagnostic", niveau="service", portee="complete", empreinte="x", etat=Etat.EN_COURS,
        etape="mixité", fait=45,
    )  # fmt: skip
    client = as_user(claire)
    address = f"{DIAGNOSTIC}travaux/{travail.pk}/"
    response = client.get(address)
    assert response["Refresh"] == "3"
    assert "mixité" in response.content.decode()
    told = client.get(address, headers={"accept": "application/json"}).json()
    assert told == {"etat": "en-cours", "etape": "mixité", "fait": 45}


def test_a_killed_work_may_be_begun_again(petit, as_user, claire, faire):
    client = as_user(claire)
    faire(client)
    Travail.objects.update(etat=Etat.EN_COURS, vu_le=timezone.now() - timedelta(hours=1))
    address = f"{DIAGNOSTIC}travaux/{Travail.objects.get().pk}/"
    response = client.get(address)
    assert "Le calcul s’est arrêté" in response.content.decode()
    assert "Refresh" not in response
    assert len(faire(client)[1]) == 1
    assert Travail.objects.get().etat == Etat.FAIT


def test_a_work_that_fails_says_so(petit, as_user, claire, faire, monkeypatch):
    def explode(*args, **kwargs):
        raise RuntimeError("panne")

    monkeypatch.setattr(taches, "diagnostiquer", explode)
    with pytest.raises(RuntimeError):
        faire(as_user(claire))
    assert Travail.objects.get().etat == Etat.ECHEC


def test_documents_are_prepared_then_downloaded(petit, as_user, claire, lou, faire):
    client = as_user(claire)
    faire(client)
    assert client.get(f"{DIAGNOSTIC}document/html/").status_code == 302
    response, _ = faire(client, genre="html")
    page = client.get(response["Location"])
    assert "Votre document est prêt" in page.content.decode()
    got = as_user(lou).get(page.context["destination"])
    assert got.status_code == 200
    assert b"<html" in got.content


def test_the_document_for_the_animation_stays_theirs(petit, as_user, claire, lou, faire):
    assert as_user(lou).post(CALCULER, {"genre": "html", "diffusion": "animation"}).status_code == 403
    faire(as_user(claire))
    faire(as_user(claire), genre="html", diffusion="animation")
    assert as_user(lou).get(f"{DIAGNOSTIC}document/html/?diffusion=animation").status_code == 403
    assert as_user(lou).get(f"{DIAGNOSTIC}document/html/").status_code == 302


def test_the_public_reads_what_was_made_for_it(petit, as_user, claire, visiteur, faire):
    petit.visibilite = Visibilite.PUBLIQUE
    petit.save()
    acteur = find(petit, "L5")
    acteur.visibilite, acteur.nom = "membres", "Discrète"
    acteur.save()
    faire(as_user(claire))
    assert Travail.objects.count() == 2
    response = visiteur.get(DIAGNOSTIC)
    assert response.context["diagnostic"].reseau.acteurs == 9
    assert "Discrète" not in response.content.decode()


def test_strangers_and_readers_of_another_espace_ask_nothing(petit, visiteur, as_user, etranger, lou):
    assert visiteur.post(CALCULER).status_code == 302
    assert as_user(etranger).post(CALCULER).status_code == 404
    assert as_user(lou).post(CALCULER, {"genre": "licorne"}).status_code == 404
    assert as_user(lou).get(CALCULER).status_code == 405
    assert not Travail.objects.exists()


def test_a_work_of_another_espace_is_not_found(petit, ailleurs, as_user, claire):
    travail = actions.request_travail(demande=lecture.Demande(ailleurs, "service", "complete", "x"))
    assert as_user(claire).get(f"{DIAGNOSTIC}travaux/{travail.pk}/").status_code == 404
