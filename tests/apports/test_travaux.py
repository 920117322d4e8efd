"""Long files are worked at in the background: followed, taken up again after a stop, one import at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import TestCase
from django.utils import timezone
from uuid_utils.compat import uuid7

from maillage.acteurs.models import Acteur
from maillage.apports import actions, taches
from maillage.apports.models import SILENCE, Apport, EtatApport
from tests.apports.conftest import ADRESSE, bring, choose, deposit, make_csv, post

LISTE = make_csv({"Nom": "CCAS de Valmorane", "Monde": "AS"}, {"Nom": "Office de tourisme", "Monde": "DL"})


@pytest.fixture
def file_d_attente(monkeypatch) -> list[Apport]:
    """Works that wait for a worker; every file is long."""
    waiting: list[Apport] = []
    monkeypatch.setattr(taches, "is_small", lambda apport: False)
    monkeypatch.setattr(taches, "enqueue", waiting.append)
    return waiting


@pytest.fixture
def ouvrier(file_d_attente, claire):
    """Does what waits, as a worker would."""

    def do_all() -> None:
        while file_d_attente:
            taches.travailler.call(str(file_d_attente.pop().pk), str(claire.pk))

    return do_all


def test_a_long_file_is_read_previewed_and_written_in_the_background(client, file_d_attente, ouvrier):
    apport = deposit(client, LISTE)
    assert (apport.etat, len(file_d_attente)) == (EtatApport.DEPOSE, 1)
    ouvrier()
    apport.refresh_from_db()
    choose(client, apport)
    assert apport.etat == EtatApport.ANALYSE
    ouvrier()
    apport.refresh_from_db()
    post(client, apport, "importer")
    assert (apport.etat, Acteur.objects.count()) == (EtatApport.IMPORT, 0)
    ouvrier()
    apport.refresh_from_db()
    assert (apport.etat, Acteur.objects.count()) == (EtatApport.FAIT, 2)


def test_progress_is_told_with_and_without_script(client, file_d_attente):
    apport = deposit(client, LISTE)
    Apport.objects.update(etape="comparaison", fait=65)
    response = client.get(apport.get_absolute_url())
    assert response["Refresh"] == "3"
    assert "comparaison" in response.content.decode()
    told = client.get(apport.get_absolute_url(), headers={"accept": "application/json"}).json()
    assert told == {"etat": "en-cours", "etape": "comparaison", "fait": 65}


def test_two_workers_do_it_once(client, file_d_attente, claire):
    apport = deposit(client, LISTE)
    file_d_attente.clear()
    taches.work(apport.pk, claire)
    taches.work(apport.pk, claire)
    apport.refresh_from_db()
    assert apport.etat == EtatApport.COLONNES


def stop_in_the_middle(apport: Apport) -> None:
    """The process was killed: the row stays as the last word said left it."""
    Apport.objects.filter(pk=apport.pk).update(
        etat=EtatApport.IMPORT, etape="écriture", vu_le=timezone.now() - SILENCE - timedelta(seconds=1)
    )


def test_a_killed_import_has_written_nothing_and_is_begun_again(client, monkeypatch):
    apport = choose(client, deposit(client, LISTE))
    stop_in_the_middle(apport)
    response = client.get(apport.get_absolute_url())
    assert "Le travail s’est arrêté" in response.content.decode()
    assert "Refresh" not in response
    assert Acteur.objects.count() == 0
    post(client, apport, "relancer")
    assert (apport.etat, Acteur.objects.count()) == (EtatApport.FAIT, 2)


def test_a_work_that_still_speaks_is_not_begun_again(client, file_d_attente, ouvrier):
    apport = deposit(client, LISTE)
    Apport.objects.update(etape="lecture du fichier")
    file_d_attente.clear()
    post(client, apport, "relancer")
    assert file_d_attente == []


def test_killed_after_the_commit_it_is_done(client, claire):
    """The state is part of the transaction: a worker that comes back finds nothing to do."""
    apport = choose(client, deposit(client, LISTE))
    post(client, apport, "importer")
    taches.work(apport.pk, claire)
    assert Acteur.objects.count() == 2


def test_two_imports_at_once_the_second_is_told(client, claire, lisaude):
    first = choose(client, deposit(client, LISTE, "premiere.csv"))
    second = choose(client, deposit(client, make_csv({"Nom": "Autre", "Monde": "AS"}), "seconde.csv"))
    Apport.objects.filter(pk=first.pk).update(etat=EtatApport.IMPORT, etape="écriture", par=claire)
    response = client.post(f"{ADRESSE}{second.pk}/importer/", follow=True)
    assert "importe en ce moment" in response.content.decode()
    second.refresh_from_db()
    assert (second.etat, Acteur.objects.count()) == (EtatApport.APERCU, 0)


def test_another_list_came_in_since_the_preview_it_is_made_again(client):
    second = choose(client, deposit(client, LISTE, "meme-liste.csv"))
    bring(client, LISTE, "meme-liste.csv")
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(f"{ADRESSE}{second.pk}/importer/", follow=True)
    assert "le voici refait" in response.content.decode().lower()
    second.refresh_from_db()
    assert second.bilan["sorts"] == {"identique": 2}
    assert Acteur.objects.count() == 2


def test_what_someone_wrote_between_preview_and_import_is_kept(client, claire, lisaude):
    from maillage.acteurs.actions import save_acteur  # noqa: PLC0415

    rows = {"Nom": "CCAS de Valmorane", "Monde": "AS", "Téléphone": "04 75 00 00 01", "ID": "a1"}
    bring(client, make_csv(rows))
    apport = choose(client, deposit(client, make_csv({**rows, "Téléphone": "04 75 99 99 99"})))
    assert apport.bilan["sorts"] == {"modifiee": 1}
    acteur = Acteur.objects.get()
    save_acteur(espace=lisaude, qui=claire, champs={"telephone": "06 06 06 06 06"}, acteur=acteur)
    post(client, apport, "importer")
    acteur.refresh_from_db()
    assert acteur.telephone == "06 06 06 06 06"
    assert apport.bilan["ecrits"]["gardes"] == 1


def test_a_month_later_the_file_is_forgotten(client, settings, lisaude):
    from django.core.management import call_command  # noqa: PLC0415

    kept = deposit(client, LISTE)
    old = deposit(client, LISTE)
    orphan = settings.MEDIA_ROOT / "apports" / "orphelin.csv"
    orphan.write_text("x")
    Apport.objects.filter(pk=old.pk).update(vu_le=timezone.now() - timedelta(days=31))
    call_command("purger_apports", verbosity=0)
    old.refresh_from_db()
    assert old.etat == EtatApport.ABANDONNE
    assert [path.name for path in settings.MEDIA_ROOT.rglob("*.csv")] == [kept.fichier.name.rpartition("/")[2]]


def test_a_deposit_cannot_take_the_id_of_another(client, claire, lisaude, ailleurs):
    taken = Apport.objects.create(pk=uuid7(), espace=ailleurs, nom_fichier="x.csv")
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    apport = actions.deposit(espace=lisaude, qui=claire, fichier=SimpleUploadedFile("l.csv", LISTE), jeton=taken.pk)
    assert apport.pk != taken.pk
