"""Opening, setting and deleting an espace: who may, what happens, what bad input meets."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.espaces.models import Adhesion, Espace, Role, Trace, Visibilite
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques import make_adhesion, make_espace

CREER, LISTE = reverse("espaces:creer"), reverse("espaces:liste")


def url(name, slug="lisaude"):
    return reverse(f"espaces:{name}", args=[slug])


def typed(**changes):
    return {
        "jeton": str(uuid4()),
        "nom": "Pays d’Orbe",
        "presentation": "Un groupe.",
        "visibilite": "membres",
    } | changes


# --- creation


def test_the_creator_gets_the_animation(as_user, passante):
    response = as_user(passante).post(CREER, typed())
    espace = Espace.objects.get()
    assert response.url == espace.get_absolute_url() == "/espace/pays-dorbe/"
    assert Adhesion.objects.get().role == Role.ANIMATION
    assert [(line.geste, line.qui) for line in Trace.objects.all()] == [("creer", passante)]


def test_two_espaces_of_one_name_have_two_addresses(as_user, passante):
    client = as_user(passante)
    for _ in range(3):
        client.post(CREER, typed())
    assert set(Espace.objects.values_list("slug", flat=True)) == {"pays-dorbe", "pays-dorbe-2", "pays-dorbe-3"}


@pytest.mark.parametrize(
    ("nom", "slug"),
    [("Ça & là", "ca-la"), ("漢字", "espace"), ("---", "espace"), ("A" * 150, "a" * 70), ("=1+1", "11")],
)
def test_an_address_is_made_from_any_name(as_user, passante, nom, slug):
    as_user(passante).post(CREER, typed(nom=nom))
    assert Espace.objects.get().slug == slug


def test_a_double_click_makes_one_espace(as_user, passante):
    client, same = as_user(passante), typed()
    first, second = client.post(CREER, same), client.post(CREER, same)
    assert first.url == second.url
    assert Espace.objects.count() == Trace.objects.count() == 1


def test_a_page_kept_in_the_browser_makes_another_espace(as_user, passante):
    client, form = as_user(passante), typed()
    client.post(CREER, form)
    client.post(CREER, form | {"nom": "Autre pays"})
    assert set(Espace.objects.values_list("nom", flat=True)) == {"Pays d’Orbe", "Autre pays"}


def test_a_forged_id_takes_nothing_from_another_espace(as_user, passante, ailleurs):
    as_user(passante).post(CREER, typed(jeton=str(ailleurs.pk), nom=ailleurs.nom))
    assert not Adhesion.objects.filter(espace=ailleurs, utilisateur=passante).exists()
    assert Adhesion.objects.get(utilisateur=passante).espace.slug == "ailleurs-2"


@pytest.mark.parametrize(
    "fault",
    [{"nom": ""}, {"nom": " \n "}, {"nom": "x" * 151}, {"nom": "a\x00b"}, {"visibilite": "secrete"}, {"jeton": "x"}],
)
def test_bad_input_writes_nothing(as_user, passante, fault):
    response = as_user(passante).post(CREER, typed(**fault))
    assert response.status_code == 422
    assert not Espace.objects.exists()


def test_what_was_typed_is_shown_back(as_user, passante):
    html = as_user(passante).post(CREER, typed(nom="", presentation="Trois vallées")).content.decode()
    assert "Trois vallées" in html


def test_five_espaces_a_day_and_no_more(as_user, passante):
    client = as_user(passante)
    for _ in range(5):
        client.post(CREER, typed())
    response = client.post(CREER, typed())
    assert response.status_code == 422
    assert "Réessayez demain" in response.content.decode()
    Trace.objects.update(quand=timezone.now() - timedelta(days=1, minutes=1))
    assert client.post(CREER, typed()).status_code == 302


def test_a_name_fits_on_one_line(as_user, passante):
    as_user(passante).post(CREER, typed(nom="  Pays \r\n d’Orbe "))
    assert Espace.objects.get().nom == "Pays d’Orbe"


# --- list and presentation


def test_the_list_shows_mine_and_the_public_ones(as_user, claire, lisaude, ailleurs):
    make_espace("Ouvert à tous", publique=True)
    html = as_user(claire).get(LISTE).content.decode()
    assert lisaude.nom in html
    assert "Ouvert à tous" in html
    assert ailleurs.nom not in html


def test_a_public_espace_of_mine_is_listed_once(as_user, claire, lisaude):
    Espace.objects.update(visibilite=Visibilite.PUBLIQUE)
    assert as_user(claire).get(LISTE).content.decode().count(f">{lisaude.nom}</a>") == 1


def test_the_public_list_is_cut_in_pages(visiteur, db):
    for rank in range(35):
        make_espace(f"Ouvert {rank:02}", publique=True)
    assert "Ouvert 30" in visiteur.get(LISTE, {"page": 2}).content.decode()
    assert visiteur.get(LISTE, {"page": "zz"}).status_code == 200


@pytest.mark.parametrize("publique", [True, False])
def test_a_stranger_reads_public_espaces_only(visiteur, db, publique):
    make_espace(slug="lisaude", publique=publique)
    assert visiteur.get(url("presentation")).status_code == (200 if publique else 404)


def test_html_and_formulas_are_inert(as_user, claire, lisaude):
    Espace.objects.filter(pk=lisaude.pk).update(nom="<b>=cmd|' /C'!A0", presentation="<script>alert(1)</script>")
    for name in ["presentation", "reglages", "supprimer", "membres", "journal", "quitter", "inviter"]:
        html = as_user(claire).get(url(name)).content.decode()
        assert "<b>=cmd" not in html
        assert "<script>alert" not in html


# --- settings


def test_settings_change_everything_but_the_address(as_user, claire, lisaude):
    response = as_user(claire).post(url("reglages"), typed(nom="Nouveau nom", visibilite="publique"))
    assert response.url == url("reglages")
    lisaude.refresh_from_db()
    assert (lisaude.nom, lisaude.slug, lisaude.visibilite) == ("Nouveau nom", "lisaude", "publique")
    line = Trace.objects.get()
    assert line.avant == {"nom": "Monts et Vallée de la Lisaude", "visibilite": "membres", "presentation": ""}


def test_refused_settings_keep_the_title_and_what_was_typed(as_user, claire, lisaude):
    response = as_user(claire).post(url("reglages"), typed(nom="x" * 200))
    assert response.status_code == 422
    assert response.context["nom"] == "Monts et Vallée de la Lisaude"
    lisaude.refresh_from_db()
    assert lisaude.nom == "Monts et Vallée de la Lisaude"


@pytest.mark.parametrize(("person", "status"), [("driss", 403), ("lou", 403), ("etranger", 404), ("passante", 404)])
@pytest.mark.parametrize("name", ["reglages", "supprimer", "inviter"])
def test_only_the_animation_sets_the_espace(request, as_user, lisaude, name, person, status):
    client = as_user(request.getfixturevalue(person))
    assert client.get(url(name)).status_code == status
    assert client.post(url(name), typed(courriel="x@exemple.fr", role="animation")).status_code == status
    assert not Trace.objects.exists()


@pytest.mark.parametrize("name", ["reglages", "supprimer", "membres", "inviter", "quitter", "journal"])
def test_what_does_not_exist_is_not_found(as_user, claire, name):
    assert as_user(claire).get(url(name, "inconnu")).status_code == 404


def test_someone_demoted_meanwhile_writes_nothing(as_user, claire, lisaude):
    client = as_user(claire)
    client.get(url("reglages"))
    Adhesion.objects.filter(utilisateur=claire).update(role=Role.LECTURE)
    assert client.post(url("reglages"), typed()).status_code == 403
    lisaude.refresh_from_db()
    assert lisaude.nom == "Monts et Vallée de la Lisaude"


# --- deletion


def test_deleting_asks_for_the_name(as_user, claire, lisaude):
    response = as_user(claire).post(url("supprimer"), {"nom": "Autre chose"})
    assert response.status_code == 422
    assert Espace.objects.kept().exists()


def test_a_deleted_espace_is_out_of_sight_and_may_come_back(as_user, claire, driss, lisaude):
    as_user(claire).post(url("supprimer"), {"nom": " monts et  vallée de la LISAUDE"})
    assert as_user(driss).get(url("presentation")).status_code == 404
    assert lisaude.nom not in as_user(driss).get(LISTE).content.decode()
    response = as_user(claire).post(reverse("espaces:retablir", args=[lisaude.pk]))
    assert response.url == lisaude.get_absolute_url()
    assert as_user(driss).get(url("presentation")).status_code == 200
    assert [line.geste for line in Trace.objects.order_by("id")] == ["supprimer", "retablir"]


def test_a_double_click_brings_it_back_once(as_user, claire, lisaude):
    Espace.objects.update(supprime_le=timezone.now())
    client, path = as_user(claire), reverse("espaces:retablir", args=[lisaude.pk])
    assert [client.post(path).url for _ in range(2)] == [lisaude.get_absolute_url()] * 2
    assert Trace.objects.count() == 1


@pytest.mark.parametrize("person", ["driss", "lou", "etranger", "passante"])
def test_only_who_ran_it_brings_it_back(request, as_user, lisaude, person):
    Espace.objects.update(supprime_le=timezone.now())
    client = as_user(request.getfixturevalue(person))
    assert client.post(reverse("espaces:retablir", args=[lisaude.pk])).status_code == 404
    assert not Espace.objects.kept().filter(pk=lisaude.pk).exists()


def test_after_a_week_it_does_not_come_back(as_user, claire, lisaude):
    Espace.objects.update(supprime_le=timezone.now() - timedelta(days=7, minutes=1))
    assert as_user(claire).post(reverse("espaces:retablir", args=[lisaude.pk])).status_code == 404
    assert "Rétablir" not in as_user(claire).get(LISTE).content.decode()


# --- every page


PAGES = ["presentation", "reglages", "supprimer", "quitter", "journal", "membres", "inviter"]


@pytest.mark.parametrize("name", PAGES)
def test_reading_a_page_writes_nothing(as_user, claire, name):
    assert writes_of_get(as_user(claire), url(name)) == []


@pytest.mark.parametrize("path", [CREER, LISTE, reverse("espaces:reprise")])
def test_reading_outside_an_espace_writes_nothing(as_user, claire, path):
    assert writes_of_get(as_user(claire), path) == []


@pytest.mark.parametrize("name", ["reglages", "supprimer", "quitter", "journal", "membres", "inviter"])
def test_a_stranger_signs_in_then_comes_back(visiteur, lisaude, name):
    assert visiteur.get(url(name)).url == f"{reverse('account_login')}?next={url(name)}"


@pytest.mark.parametrize("path", [LISTE, url("presentation"), url("membres")])
def test_a_page_costs_the_same_for_three_or_thirty(as_user, claire, lisaude, path):
    client = as_user(claire)

    def grow(many):
        for _ in range(many):
            make_adhesion(lisaude)
            make_adhesion(make_espace(), claire)
            make_espace(publique=True)
            make_adhesion(make_espace(supprime=True), claire, Role.ANIMATION)

    grow(2)
    few = count_queries(client, path)
    grow(25)
    assert count_queries(client, path) == few <= 8
