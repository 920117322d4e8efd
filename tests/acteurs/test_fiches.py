"""The page of an actor; verify, remove, restore."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.acteurs import actions
from maillage.acteurs.declarer import declare
from maillage.acteurs.models import Acteur
from maillage.espaces.models import Espace, Trace, Visibilite
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques_acteurs import make_acteur, make_lien, make_personne, make_porte_parole


@pytest.fixture
def ccas(lisaude):
    return make_acteur(
        lisaude, "CCAS de Valmorane", appelez_nous_pour="un coup dur", commune="Valmorane", adresse="3 place du Lavoir",
        courriel="ccas@valmorane.fr",
    )  # fmt: skip


def open_to_all(espace: Espace) -> None:
    Espace.objects.filter(pk=espace.pk).update(visibilite=Visibilite.PUBLIQUE)


def test_page_says_when_to_call_and_where(ccas, as_user, lou):
    page = as_user(lou).get(ccas.get_absolute_url()).content.decode()
    assert "un coup dur" in page
    assert "3 place du Lavoir, Valmorane" in page
    assert "Jamais vérifié par un humain" in page


def test_public_reads_published_page_without_email(ccas, visiteur):
    open_to_all(ccas.espace)
    page = visiteur.get(ccas.get_absolute_url()).content.decode()
    assert "CCAS de Valmorane" in page
    assert "ccas@valmorane.fr" not in page
    assert "Histoire de cette fiche" not in page
    assert "Corriger" not in page


@pytest.mark.parametrize(
    ("trait", "driss_sees", "lou_sees", "public_sees"),
    [
        ({}, 200, 200, 200),
        ({"membres": True}, 200, 200, 404),
        ({"brouillon": True}, 200, 404, 404),
        ({"retire": True}, 404, 404, 404),
    ],
)
def test_who_opens_which_page(lisaude, as_user, driss, lou, visiteur, trait, driss_sees, lou_sees, public_sees):
    open_to_all(lisaude)
    path = make_acteur(lisaude, **trait).get_absolute_url()
    assert [client.get(path).status_code for client in (as_user(driss), as_user(lou), visiteur)] == [
        driss_sees, lou_sees, public_sees
    ]  # fmt: skip


def test_draft_parent_and_draft_neighbour_are_not_named(lisaude, as_user, lou):
    secret = make_acteur(lisaude, "Structure secrète", brouillon=True)
    service = make_acteur(lisaude, "Service visible", service=True, parent=secret)
    make_lien(service, make_acteur(lisaude, "Voisine secrète", brouillon=True))
    page = as_user(lou).get(service.get_absolute_url()).content.decode()
    assert "secrète" not in page


def test_forged_identifier_of_another_espace_is_not_found(ailleurs, lisaude, as_user, driss):
    theirs = make_acteur(ailleurs, "D’ailleurs")
    client, base = as_user(driss), f"/espace/lisaude/acteurs/{theirs.pk}/"
    assert client.get(base).status_code == 404
    assert client.get(base + "modifier/").status_code == 404
    assert client.get(f"/espace/lisaude/acteurs/nouveau/?dans={theirs.pk}").status_code == 404
    assert [client.post(base + geste).status_code for geste in ("verifier/", "retirer/", "retablir/", "modifier/")] == [
        404
    ] * 4
    theirs.refresh_from_db()
    assert (theirs.retire_le, theirs.date_verification, theirs.version) == (None, None, 1)


@pytest.mark.parametrize("geste", ["verifier/", "retirer/", "retablir/", "modifier/"])
def test_reader_changes_nothing(ccas, as_user, lou, visiteur, geste):
    assert as_user(lou).post(ccas.get_absolute_url() + geste).status_code == 403
    assert visiteur.post(ccas.get_absolute_url() + geste).status_code == 302


@pytest.mark.parametrize("geste", ["verifier/", "retirer/", "retablir/"])
def test_gestures_are_not_done_by_reading(ccas, as_user, driss, geste):
    assert as_user(driss).get(ccas.get_absolute_url() + geste).status_code == 405


def test_levels_are_grouped_and_sides_told_to_the_animation_when_they_differ(ccas, as_user, claire, lou):
    autre = make_acteur(ccas.espace, "Tiers-lieu", sphere="PA")
    for source, cible, niveau in ((ccas, autre, 4), (autre, ccas, 1)):
        declare(source=source, cible=cible, qui=None, quand=date(2026, 5, 1), attributs={"niveau_reel": niveau})
    told = as_user(claire).get(ccas.get_absolute_url()).content.decode()
    assert "CCAS de Valmorane&nbsp;: niveau 4" in told
    assert "Tiers-lieu&nbsp;: niveau 1" in told
    assert "&nbsp;: niveau 4" not in as_user(lou).get(ccas.get_absolute_url()).content.decode()


def test_links_of_its_services_are_its_own(ccas, as_user, lou):
    service = make_acteur(ccas.espace, "Service des aînés", service=True, parent=ccas)
    make_lien(service, make_acteur(ccas.espace, "MSA"))
    page = as_user(lou).get(ccas.get_absolute_url()).content.decode()
    assert "MSA" in page
    assert "par Service des aînés" in page


def test_confidential_place_shows_the_commune_alone(lisaude, as_user, claire, driss):
    client = as_user(driss)
    foyer = make_acteur(lisaude, "Foyer", commune="Valmorane", adresse="12 rue Cachée")
    champs = {"adresse": "12 rue Cachée, au fond", "lieu_confidentiel": False}
    actions.save_acteur(espace=lisaude, qui=driss, champs=champs, acteur=foyer)
    actions.save_acteur(espace=lisaude, qui=driss, champs={"lieu_confidentiel": True}, acteur=foyer)
    page = client.get(foyer.get_absolute_url()).content.decode()
    assert "Valmorane" in page
    assert "Cachée" not in page
    assert "Cachée" not in client.get(foyer.get_absolute_url() + "modifier/").content.decode()
    assert "Cachée" not in str(list(Trace.objects.values_list("avant", "apres")))


def test_verifying_is_one_gesture_and_twice_is_once(ccas, as_user, driss):
    client = as_user(driss)
    for _ in range(2):
        client.post(ccas.get_absolute_url() + "verifier/")
    ccas.refresh_from_db()
    assert (ccas.date_verification, ccas.verifie_par) == (ccas.espace.aujourdhui, driss)
    assert Trace.objects.filter(objet_id=ccas.pk, geste="verifier").count() == 1


def test_removing_takes_what_it_holds_and_is_undone_from_the_message(ccas, as_user, driss):
    client = as_user(driss)
    service = make_acteur(ccas.espace, "Service", service=True, parent=ccas)
    make_acteur(ccas.espace, "Poste", poste=True, parent=service)
    make_acteur(ccas.espace, "Déjà parti", service=True, parent=ccas, retire=True)
    make_lien(ccas, make_acteur(ccas.espace, "Autre"))
    answer = client.post(ccas.get_absolute_url() + "retirer/", follow=True)
    assert "Annuler le retrait" in answer.content.decode()
    assert client.get(ccas.get_absolute_url()).status_code == 404
    assert "CCAS de Valmorane" in client.get("/espace/lisaude/acteurs/corbeille/").content.decode()
    client.post(ccas.get_absolute_url() + "retablir/")
    assert "Autre" in client.get(ccas.get_absolute_url()).content.decode()
    assert list(Acteur.objects.exclude(retire_le=None).values_list("nom", flat=True)) == ["Déjà parti"]


def test_removing_twice_is_once(ccas, as_user, driss):
    client = as_user(driss)
    assert [client.post(ccas.get_absolute_url() + "retirer/").status_code for _ in range(2)] == [302, 302]
    assert Trace.objects.filter(geste="retirer").count() == 1


def test_a_service_comes_back_after_its_structure(ccas, as_user, driss):
    client = as_user(driss)
    service = make_acteur(ccas.espace, "Service", service=True, parent=ccas)
    client.post(ccas.get_absolute_url() + "retirer/")
    answer = client.post(service.get_absolute_url() + "retablir/", follow=True)
    assert "Rétablissez d’abord" in answer.content.decode()
    service.refresh_from_db()
    assert service.retire_le is not None


def test_trash_is_for_those_who_write(lisaude, as_user, lou, etranger, visiteur):
    path = "/espace/lisaude/acteurs/corbeille/"
    assert [client.get(path).status_code for client in (as_user(lou), as_user(etranger), visiteur)] == [403, 404, 302]


def test_history_is_read_by_members(ccas, as_user, driss, lou):
    actions.save_acteur(espace=ccas.espace, qui=driss, champs={"nom": "CCAS renommé"}, acteur=ccas)
    page = as_user(lou).get(ccas.get_absolute_url()).content.decode()
    assert "CCAS de Valmorane → CCAS renommé" in page


def test_who_speaks_for_it_is_led_to_its_links(ccas, as_user, driss, lou):
    make_porte_parole(ccas, driss)
    page = as_user(driss).get(ccas.get_absolute_url()).content.decode()
    assert "Vous parlez en son nom" in page
    assert "C’est ma structure" not in page
    assert "Vous parlez en son nom" not in as_user(lou).get(ccas.get_absolute_url()).content.decode()


def test_queries_do_not_grow(ccas, as_user, claire):
    client = as_user(claire)

    def fill(number: int) -> None:
        for _ in range(number):
            service = make_acteur(ccas.espace, service=True, parent=ccas)
            make_personne(make_acteur(ccas.espace, poste=True, parent=ccas))
            make_lien(service, make_acteur(ccas.espace))
            declare(
                source=ccas,
                cible=make_acteur(ccas.espace),
                qui=None,
                quand=date(2026, 1, 1),
                attributs={"niveau_reel": 2},
            )

    fill(1)
    few = count_queries(client, ccas.get_absolute_url())
    fill(8)
    assert count_queries(client, ccas.get_absolute_url()) == few <= 16
    assert writes_of_get(client, ccas.get_absolute_url()) == []
