"""A project followed: its link is its key, what is kept of it, who sees it, how it goes away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from maillage.associer.models import Projet
from maillage.associer.terrain import TERRAINS
from maillage.espaces.models import Trace, Visibilite
from maillage.referentiels.chargement import load_all
from maillage.vieprivee.conservation import apply_durees
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_associer import make_projet


@pytest.fixture(autouse=True)
def fresh(db):
    cache.clear()
    TERRAINS.clear()
    load_all()


@pytest.fixture
def ouvert(lisaude):
    lisaude.visibilite = Visibilite.PUBLIQUE
    lisaude.save()
    return lisaude


def keep(client, **fields):
    sent = {"mots": "épicerie itinérante", "phase": "P1", "monde": ""} | fields
    return client.post("/espace/lisaude/associer/garder/", sent)


def test_it_is_kept_without_account_and_opened_by_its_link(visiteur, ouvert):
    address = keep(visiteur).url
    said = visiteur.get(address).content.decode()
    assert "épicerie itinérante" in said
    assert address in said
    projet = Projet.objects.get()
    assert address.strip("/").split("/")[-1] not in projet.empreinte
    assert projet.themes == ["ALI", "CDV", "MOB"]
    assert not projet.montre_animation


def test_without_territory_too(visiteur):
    response = visiteur.post("/associer/garder/", {"mots": "navette", "phase": "P2", "monde": ""})
    assert visiteur.get(response.url).status_code == 200


def test_a_key_that_opens_nothing(visiteur):
    for rest in ("", "changer/", "effacer/"):
        path = f"/projet/inconnue/{rest}"
        assert (visiteur.post(path) if rest else visiteur.get(path)).status_code == 404


def test_the_key_is_not_told_to_other_sites(visiteur):
    """Under « no-referrer », a browser would send « Origin: null », and each form of the page would be refused."""
    assert visiteur.get(f"/projet/{make_projet()[1]}/").headers["Referrer-Policy"] == "same-origin"


def test_it_advances_and_what_is_done_is_ticked_and_unticked(visiteur):
    projet, cle = make_projet()
    visiteur.post(f"/projet/{cle}/changer/", {"geste": "phase", "valeur": "P3"})
    visiteur.post(f"/projet/{cle}/changer/", {"geste": "fait", "valeur": "P3-R60"})
    projet.refresh_from_db()
    assert (projet.phase, projet.faits) == ("P3", ["P3-R60"])
    assert "Remettre à faire" in visiteur.get(f"/projet/{cle}/").content.decode()
    visiteur.post(f"/projet/{cle}/changer/", {"geste": "a-faire", "valeur": "P3-R60"})
    projet.refresh_from_db()
    assert projet.faits == []


@pytest.mark.parametrize(
    "sent",
    [{}, {"geste": "phase", "valeur": "P9"}, {"geste": "fait", "valeur": ""}, {"geste": "fait", "valeur": "x" * 60}],
)
def test_a_gesture_that_cannot_be_read_is_refused(visiteur, sent):
    assert visiteur.post(f"/projet/{make_projet()[1]}/changer/", sent).status_code == 422


def test_the_animation_sees_what_was_shown_to_it_and_no_key(as_user, claire, visiteur, lisaude):
    _, cle = make_projet(lisaude, mots="lavoir rouvert")
    path = "/espace/lisaude/associer/projets/"
    assert "lavoir rouvert" not in as_user(claire).get(path).content.decode()
    visiteur.post(f"/projet/{cle}/changer/", {"geste": "montrer"})
    shown = as_user(claire).get(path).content.decode()
    assert "lavoir rouvert" in shown
    assert cle not in shown
    visiteur.post(f"/projet/{cle}/changer/", {"geste": "cacher"})
    assert "lavoir rouvert" not in as_user(claire).get(path).content.decode()


def test_only_the_animation_reads_that_page(as_user, driss, lou, visiteur, lisaude):
    path = "/espace/lisaude/associer/projets/"
    assert [as_user(who).get(path).status_code for who in (driss, lou)] == [403, 403]
    assert visiteur.get(path).status_code == 302


def test_the_journal_tells_a_member_s_gesture_without_its_words(as_user, driss, visiteur, ouvert):
    keep(visiteur)
    assert not Trace.objects.exists()
    keep(as_user(driss), mots="lavoir rouvert")
    trace = Trace.objects.get()
    assert trace.qui == driss
    assert "lavoir" not in f"{trace.libelle}{trace.avant}{trace.apres}"


def test_whoever_has_the_link_erases_it(visiteur):
    _, cle = make_projet()
    assert visiteur.post(f"/projet/{cle}/effacer/").status_code == 302
    assert not Projet.objects.exists()
    assert visiteur.get(f"/projet/{cle}/").status_code == 404


def test_after_a_year_it_is_closed_then_erased(visiteur):
    projet, cle = make_projet()
    Projet.objects.filter(pk=projet.pk).update(expire_le=timezone.now() - timedelta(days=1))
    assert visiteur.get(f"/projet/{cle}/").status_code == 404
    apply_durees(maintenant=timezone.now())
    assert not Projet.objects.exists()


def test_in_an_espace_that_closed_nobody_is_named(visiteur, ouvert):
    make_acteur(ouvert, "CCAS de Valmorane", type="CCAS")
    _, cle = make_projet(ouvert)
    assert "CCAS de Valmorane" in visiteur.get(f"/projet/{cle}/").content.decode()
    ouvert.visibilite = Visibilite.MEMBRES
    ouvert.save()
    assert "CCAS de Valmorane" not in visiteur.get(f"/projet/{cle}/").content.decode()
