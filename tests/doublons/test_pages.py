"""Pages of the duplicates: who may, what they show, what they refuse."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from maillage.doublons.cote_a_cote import compare, read_champs
from maillage.doublons.fusion import merge
from maillage.doublons.models import Fusion, FusionCadres, Paire, Verdict
from maillage.espaces.models import Espace, Trace
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_cadres import make_cadre
from tests.fabriques_doublons import make_paire

LISTE = "/espace/lisaude/doublons/"


@pytest.fixture
def paire(lisaude: Espace) -> Paire:
    a = make_acteur(lisaude, "CCAS de Valmorane", telephone="04 65 71 00 01", themes=("logement",))
    b = make_acteur(lisaude, "C.C.A.S. Valmorane", telephone="04 65 71 00 99", themes=("alimentation",))
    return make_paire(a, b)


def address(name: str, paire: Paire) -> str:
    return reverse(f"doublons:{name}", args=["lisaude", "acteurs", paire.pk])


# Who may


@pytest.mark.parametrize("name", ["liste", "paire"])
def test_reading_is_for_the_animation(name, paire, claire, driss, lou, etranger, as_user, visiteur):
    path = LISTE if name == "liste" else address(name, paire)
    assert as_user(claire).get(path).status_code == 200
    assert {as_user(one).get(path).status_code for one in (driss, lou)} == {403}
    assert as_user(etranger).get(path).status_code == 404
    assert visiteur.get(path)["Location"].startswith(reverse("account_login"))
    assert writes_of_get(as_user(claire), path) == []


@pytest.mark.parametrize("name", ["decider", "fusionner"])
def test_deciding_is_for_the_animation(name, paire, driss, lou, etranger, claire, as_user):
    path = address(name, paire)
    assert {as_user(one).post(path).status_code for one in (driss, lou)} == {403}
    assert as_user(etranger).post(path).status_code == 404
    assert as_user(claire).get(path).status_code == 405
    assert (Fusion.objects.count(), Trace.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["paire", "decider", "fusionner", "separer", "avancement"])
def test_what_does_not_exist_is_not_found(name, lisaude, claire, as_user):
    kind = [] if name == "avancement" else ["acteurs"]
    path = reverse(f"doublons:{name}", args=["lisaude", *kind, uuid4()])
    client = as_user(claire)
    answer = client.get(path) if name in ("paire", "avancement") else client.post(path)
    assert answer.status_code == 404


def test_a_pair_of_another_espace_is_not_reached(ailleurs, lisaude, claire, as_user):
    theirs = make_paire(make_acteur(ailleurs, "CCAS"), make_acteur(ailleurs, "C.C.A.S."))
    assert as_user(claire).get(address("paire", theirs)).status_code == 404
    assert as_user(claire).post(address("fusionner", theirs)).status_code == 404
    assert not Fusion.objects.exists()


# The list


def test_the_list_tells_why_and_costs_the_same_for_many(paire, lisaude, claire, as_user):
    client = as_user(claire)
    page = client.get(LISTE).content.decode()
    assert "Une paire de fiches semblables à voir" in page
    assert "noms proches" in page
    few = count_queries(client, LISTE)
    for number in range(10):
        make_paire(make_acteur(lisaude, f"A{number}"), make_acteur(lisaude, f"B{number}"))
    assert count_queries(client, LISTE) == few


def test_before_any_search_the_list_says_what_it_does(lisaude, claire, as_user):
    page = as_user(claire).get(LISTE).content.decode()
    assert "Rien n’a encore été cherché" in page
    assert "Chercher les doublons" in page


# Deciding


@pytest.mark.parametrize("verdict", [Verdict.DISTINCTS, Verdict.PLUS_TARD])
def test_a_decision_takes_the_pair_out_of_the_list_and_is_traced(verdict, paire, claire, as_user):
    client = as_user(claire)
    assert client.post(address("decider", paire), {"verdict": verdict}).status_code == 302
    paire.refresh_from_db()
    assert (paire.verdict, paire.par) == (verdict, claire)
    assert "noms proches" not in client.get(LISTE).content.decode()
    assert "noms proches" in client.get(f"{LISTE}?voir={verdict}").content.decode()
    assert Trace.objects.get().objet_id == paire.pk


def test_an_unknown_decision_is_refused(paire, claire, as_user):
    assert as_user(claire).post(address("decider", paire), {"verdict": "detruire"}).status_code == 404
    paire.refresh_from_db()
    assert paire.verdict == Verdict.A_VOIR


# Merging, splitting


def test_the_page_puts_both_sheets_side_by_side(paire, claire, as_user):
    page = as_user(claire).get(address("paire", paire)).content.decode()
    assert all(word in page for word in ("04 65 71 00 01", "04 65 71 00 99", "Les deux réunis", "fiche gardée"))


def test_answers_choose_field_by_field(paire):
    answers = {"champ_telephone": "b", "champ_themes": "deux", "champ_nom": "hacker"}
    champs = read_champs(answers, paire.a, paire.b, "a")
    assert champs["telephone"] == "04 65 71 00 99"
    assert {theme.slug for theme in champs["themes"]} == {"logement", "alimentation"}
    assert "nom" not in champs


def test_without_answers_blanks_are_filled(lisaude):
    a, b = make_acteur(lisaude, "A"), make_acteur(lisaude, "A bis", courriel="a@exemple.fr")
    proposed = {line.nom: line.choix for line in compare(a, b, "a")}
    assert (proposed["nom"], proposed["courriel"]) == ("a", "b")
    assert read_champs({}, a, b, "a")["courriel"] == "a@exemple.fr"


def test_a_protected_place_stays_protected(lisaude):
    a = make_acteur(lisaude, "Foyer", adresse="1 rue du Lavoir")
    b = make_acteur(lisaude, "Foyer (bis)", lieu_confidentiel=True)
    assert read_champs({}, a, b, "a")["lieu_confidentiel"] is True


def test_merged_from_the_page_then_split_from_the_list(paire, claire, as_user):
    client = as_user(claire)
    done = client.post(address("fusionner", paire), {"garder": "b", "champ_telephone": "a"}, follow=True)
    assert "est réuni à" in done.content.decode()
    fusion = Fusion.objects.get()
    assert (fusion.garde, fusion.absorbe, fusion.garde.telephone) == (paire.b, paire.a, "04 65 71 00 01")
    assert "Fiches réunies" in client.get(LISTE).content.decode()
    split = client.post(reverse("doublons:separer", args=["lisaude", "acteurs", fusion.pk]), follow=True)
    assert "de nouveau séparés" in split.content.decode()
    paire.b.refresh_from_db()
    assert paire.b.telephone == "04 65 71 00 99"


def test_a_double_click_merges_once(paire, claire, as_user):
    client = as_user(claire)
    client.post(address("fusionner", paire), {"garder": "a"})
    again = client.post(address("fusionner", paire), {"garder": "a"})
    assert again.status_code == 404
    assert Fusion.objects.count() == 1


def test_a_refusal_says_why_and_that_nothing_changed(lisaude, claire, as_user):
    ccas = make_acteur(lisaude, "CCAS")
    pair = make_paire(ccas, make_acteur(lisaude, "Accueil", service=True, parent=ccas))
    page = as_user(claire).post(address("fusionner", pair), {"garder": "a"}, follow=True).content.decode()
    assert "fait partie de l’autre" in page
    assert "Rien n’a changé" in page


def test_only_the_animation_splits(paire, claire, driss, etranger, as_user):
    fusion = merge(garde=paire.a, absorbe=paire.b, champs={}, qui=claire)
    path = reverse("doublons:separer", args=["lisaude", "acteurs", fusion.pk])
    assert as_user(driss).post(path).status_code == 403
    assert as_user(etranger).post(path).status_code == 404
    fusion.refresh_from_db()
    assert fusion.defaite_le is None


# Of cadres, by the same pages


def test_cadres_are_merged_from_their_page_then_split(lisaude, claire, as_user):
    a, b = make_cadre(lisaude, "CTG", sigle="CTG"), make_cadre(lisaude, "Convention territoriale globale")
    pair, client = make_paire(a, b), as_user(claire)
    path = reverse("doublons:paire", args=["lisaude", "cadres", pair.pk])
    page = client.get(path).content.decode()
    assert "Est-ce le même cadre" in page
    assert "aucun participant" in page
    done = client.post(reverse("doublons:fusionner", args=["lisaude", "cadres", pair.pk]), {"garder": "a"}, follow=True)
    assert "avec ses participants" in done.content.decode()
    fusion = FusionCadres.objects.get()
    split = client.post(reverse("doublons:separer", args=["lisaude", "cadres", fusion.pk]), follow=True)
    assert "de nouveau séparés" in split.content.decode()


def test_each_list_tells_how_many_wait_in_the_other(paire, lisaude, claire, as_user):
    make_paire(make_cadre(lisaude, "CTG"), make_cadre(lisaude, "Convention"))
    page = as_user(claire).get(LISTE).content.decode()
    assert "Cadres · 1" in page
    assert "CTG et Convention" in as_user(claire).get(f"{LISTE}cadres/").content.decode()


def test_a_pair_of_actors_is_not_reached_as_one_of_cadres(paire, claire, as_user):
    path = reverse("doublons:paire", args=["lisaude", "cadres", paire.pk])
    assert as_user(claire).get(path).status_code == 404
