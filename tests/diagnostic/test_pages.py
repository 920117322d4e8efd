"""Roll-call of the pages: works, wrong person, other espace, bad input, missing; weight and queries."""

from __future__ import annotations

import gzip
import re

import pytest
from django.test import Client

from maillage.acteurs.actions import remove_acteur, restore_acteur, save_acteur
from maillage.acteurs.models import Acteur
from maillage.diagnostic import lecture
from maillage.diagnostic.empreinte import read_empreinte
from maillage.diagnostic.methodes import list_codes, read_page
from maillage.diagnostic.models import Photo
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.models import Visibilite
from maillage.territoires.actions import choose
from tests.conftest_site import count_queries, writes_of_get
from tests.diagnostic.conftest import find, read, say
from tests.fabriques_acteurs import make_acteur, make_commune, make_sphere, make_theme

PAGES = (
    "/espace/lisaude/",
    "/espace/lisaude/diagnostic/",
    "/espace/lisaude/croisement/AS-DL/",
    "/espace/lisaude/croisement/AS-AS/",
)


def open_to_all(espace):
    espace.visibilite = Visibilite.PUBLIQUE
    espace.save()


@pytest.mark.parametrize("page", PAGES)
def test_members_read_strangers_do_not(petit, as_user, claire, driss, lou, etranger, passante, visiteur, page):
    for member in (claire, driss, lou):
        assert as_user(member).get(page).status_code == 200
    for client in (visiteur, as_user(etranger), as_user(passante)):
        assert client.get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_public_espace_is_read_by_everybody(petit, visiteur, page):
    open_to_all(petit)
    assert visiteur.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_reading_writes_nothing_and_cannot_be_posted_to(petit, as_user, claire, page):
    assert writes_of_get(as_user(claire), page) == []
    assert as_user(claire).post(page).status_code == 405


@pytest.mark.parametrize("couple", ["AS-XX", "XX-YY", "AS", "AS-", "-", "AS-DL-PA", "<script>", "AS_DL", "é-DL"])
def test_an_unknown_croisement_is_not_found(petit, as_user, claire, couple):
    assert as_user(claire).get(f"/espace/lisaude/croisement/{couple}/").status_code == 404


def test_the_other_order_leads_to_the_same_page(petit, as_user, claire):
    response = as_user(claire).get("/espace/lisaude/croisement/DL-AS/?niveau=structure")
    assert response["Location"] == "/espace/lisaude/croisement/AS-DL/?niveau=structure"


def test_a_world_without_anyone_says_so(petit, as_user, claire):
    make_acteur(petit, "Retirée", sphere="PA", retire=True)
    page = read(as_user(claire), "/espace/lisaude/croisement/AS-PA/")
    assert "Aucun acteur n’est encore décrit pour les passerelles" in page


def test_a_small_world_says_what_is_missing_instead_of_a_rate(petit, as_user, claire):
    say(make_acteur(petit, "Tiers-lieu", sphere="PA"), find(petit, "A1"), 2)
    page = read(as_user(claire), "/espace/lisaude/croisement/AS-PA/")
    assert "Un lien connu à ce jour. Il faut au moins cinq acteurs" in page
    assert "Sur 100 liens" not in page


def test_a_nonsensical_level_is_the_usual_one(petit, as_user, claire):
    assert as_user(claire).get("/espace/lisaude/diagnostic/?niveau=licorne").context["diagnostic"].niveau == "service"


def test_an_empty_espace_guides(lisaude, as_user, claire, lou):
    page = read(as_user(claire), "/espace/lisaude/")
    assert "la carte est à commencer" in page
    assert 'href="/espace/lisaude/acteurs/nouveau/"' in page
    assert "acteurs/nouveau" not in read(as_user(lou), "/espace/lisaude/")


def test_an_espace_without_territory_asks_it_first_of_who_may_say_it(lisaude, petit, as_user, claire, driss):
    question = "Dites quel est votre territoire"
    assert question in read(as_user(claire), "/espace/lisaude/")
    assert question not in read(as_user(driss), "/espace/lisaude/")
    choose(espace=lisaude, qui=claire, territoire=make_commune("Valmorane"))
    assert question not in read(as_user(claire), "/espace/lisaude/")


@pytest.mark.parametrize("actors", [0, 1, 2, 4])
def test_too_little_to_say_is_said(lisaude, as_user, claire, actors):
    for _ in range(actors):
        make_acteur(lisaude)
    assert "Il est trop tôt" in read(as_user(claire), "/espace/lisaude/diagnostic/")
    assert as_user(claire).get("/espace/lisaude/").status_code == 200


def test_hostile_names_are_only_text(petit, as_user, claire):
    piege = make_acteur(petit, '<script>alert("x")</script>', sphere="AS")
    say(piege, find(petit, "L3"), niveau=None, niveau_souhaite=3)
    for page in ("/espace/lisaude/", *PAGES):
        assert "<script>alert" not in as_user(claire).get(page).content.decode()


def test_the_figures_of_the_home_say_what_they_rest_on(petit, as_user, claire):
    page = read(as_user(claire), "/espace/lisaude/")
    assert "Dix acteurs sur dix ont répondu" in page
    assert "Un est confirmé des deux côtés" in page


def test_what_waits_is_for_those_who_may_do_it(petit, as_user, claire, lou):
    make_acteur(petit, "Esquisse", brouillon=True)
    assert "en brouillon" in read(as_user(claire), "/espace/lisaude/")
    page = read(as_user(lou), "/espace/lisaude/")
    assert "Ce qui attend" not in page
    assert "Esquisse" not in page


def test_latest_changes_never_show_a_draft_to_readers(petit, as_user, claire, lou, visiteur):
    open_to_all(petit)

    champs = {"nom": "Esquisse secrète", "sphere": make_sphere("AS"), "visibilite": "brouillon"}
    save_acteur(espace=petit, qui=claire, champs=champs)
    assert "Esquisse secrète" in read(as_user(claire), "/espace/lisaude/")
    page = read(as_user(lou), "/espace/lisaude/")
    assert "Esquisse secrète" not in page
    assert "L2 et A2" in page
    assert "Ce qui a changé" not in read(visiteur, "/espace/lisaude/")


def test_latest_changes_never_tell_who_sees_a_link_otherwise(petit, as_user, lou):
    page = read(as_user(lou), "/espace/lisaude/")
    assert "différemment" not in page
    assert "→" not in page


def test_actors_for_members_are_nowhere_in_what_the_public_reads(petit, as_user, lou, visiteur):
    open_to_all(petit)
    Acteur.objects.filter(espace=petit, nom="L2").update(visibilite=VisibiliteFiche.MEMBRES, nom="Discrète")
    for page in (*PAGES, "/espace/lisaude/diagnostic/document/json/", "/espace/lisaude/diagnostic/document/html/"):
        assert "Discrète" not in visiteur.get(page).content.decode()
    assert any(a.nom == "Discrète" for a in as_user(lou).get(PAGES[1]).context["diagnostic"].acteurs)
    assert visiteur.get(PAGES[1]).context["diagnostic"].reseau.acteurs == 9


@pytest.mark.parametrize("page", PAGES)
def test_pages_cost_as_many_queries_whatever_the_size(petit, as_user, claire, page):
    client = as_user(claire)
    client.get(page)
    before = count_queries(client, page)
    for number in range(12):
        say(make_acteur(petit, sphere="AS"), find(petit, f"L{1 + number % 5}"), niveau=2)
    client.get(page)
    assert count_queries(client, page) <= before


@pytest.mark.parametrize("page", [*PAGES, "/methode/mesures/"])
def test_pages_stay_light_and_without_inline_style(demo, animation, page):
    content = animation.get(page).content
    assert len(gzip.compress(content)) < 60_000
    for forbidden in (b" style=", b"<style", b"javascript:", b" onclick"):
        assert forbidden not in content


def test_a_change_is_seen_at_once(petit, as_user, claire):
    client = as_user(claire)
    before = client.get(PAGES[1]).context["diagnostic"].reseau.liens
    say(find(petit, "A3"), find(petit, "L4"), niveau=2)
    assert client.get(PAGES[1]).context["diagnostic"].reseau.liens == before + 1


@pytest.mark.parametrize("change", ["rename", "remove", "restore", "theme", "day"])
def test_every_kind_of_change_renews_the_diagnosis(petit, as_user, claire, change):

    acteur = find(petit, "A1")
    if change == "restore":
        remove_acteur(acteur=acteur, qui=None)
        acteur.refresh_from_db()
    before = read_empreinte(petit)
    match change:
        case "rename":
            save_acteur(espace=petit, qui=None, champs={"nom": "A un"}, acteur=acteur)
        case "remove":
            remove_acteur(acteur=acteur, qui=None)
        case "restore":
            restore_acteur(acteur=acteur, qui=None)
        case "theme":
            save_acteur(espace=petit, qui=None, champs={"themes": [make_theme("mobilite")]}, acteur=acteur)
        case "day":
            petit.date_reference = petit.date_reference.replace(day=23)
    assert read_empreinte(petit) != before


def test_nothing_is_computed_twice_for_the_same_data(petit, as_user, claire, lou, monkeypatch):

    calls = []
    real = lecture.diagnostiquer
    monkeypatch.setattr(lecture, "diagnostiquer", lambda *a, **k: calls.append(1) or real(*a, **k))
    for client in (as_user(claire), as_user(lou)):
        for page in PAGES:
            client.get(page)
    assert len(calls) == 1


def test_methode_pages_are_open_complete_and_safe(db, visiteur: Client):

    index = read(visiteur, "/methode/")
    for code in list_codes():
        if code == "index":
            continue
        page = read(visiteur, f"/methode/{code}/")
        assert '.md"' not in page
        assert "<h1>" in page
    assert 'href="/methode/repli/"' in index
    assert visiteur.get("/methode/inconnue/").status_code == 404
    assert visiteur.get("/methode/index/").status_code == 302


def test_every_finding_leads_to_a_method_page_that_exists(demo, animation):

    for constat in animation.get(PAGES[1]).context["lecture"].diagnostic.constats:
        assert constat.methode in list_codes()


def test_anchors_of_the_method_pages_exist(db, visiteur):

    pages = {code: read_page(code).corps for code in list_codes()}
    for code, corps in pages.items():
        for path, anchor in re.findall(r'href="(/methode/[a-z/-]*)?#([^"]+)"', corps):
            target = path.removeprefix("/methode/").strip("/") or "index" if path else code
            assert f'id="{anchor}"' in pages[target], (code, target, anchor)


def test_no_photo_is_made_by_reading(petit, as_user, claire):
    as_user(claire).get(PAGES[1])
    assert not Photo.objects.exists()


def test_latest_changes_never_tell_a_private_link(petit, as_user, claire, lou):
    say(find(petit, "A3"), find(petit, "L3"), 2, visibilite="privee")
    assert "A3 et L3" in read(as_user(claire), "/espace/lisaude/")
    assert "A3 et L3" not in read(as_user(lou), "/espace/lisaude/")
