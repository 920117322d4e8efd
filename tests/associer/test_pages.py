"""« Qui associer ? » as visitors meet it: what is answered, who is named to whom, what is counted, what is refused."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from maillage.associer import debit
from maillage.associer.models import Avis
from maillage.associer.terrain import TERRAINS
from maillage.espaces.models import Trace, Visibilite
from maillage.referentiels.chargement import load_all
from maillage.referentiels.models import Regle
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques import make_utilisateur
from tests.fabriques_acteurs import make_acteur, make_commune, make_lien, make_perimetre, make_personne

E = "/espace/lisaude/associer/"
EPICERIE = "?mots=%C3%A9picerie&phase=P2&monde=DL"


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


def text_of(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_the_form_is_read_without_account(visiteur):
    assert "Votre projet, en quelques mots" in text_of(visiteur, "/associer/")


def test_the_general_answer_names_nobody(visiteur, ouvert):
    make_acteur(ouvert, "CCAS de Valmorane", type="CCAS")
    said = text_of(visiteur, f"/associer/{EPICERIE}")
    assert "conseils pour «" in said
    assert "CCAS de Valmorane" not in said


def test_choosing_a_territory_keeps_the_request(visiteur, ouvert):
    response = visiteur.get("/associer/?espace=lisaude&mots=navette&phase=P1&monde=")
    assert response.status_code == 302
    assert response.url == f"{E}?mots=navette&phase=P1&monde="


def test_local_actors_are_named_nearest_first(visiteur, ouvert):
    ici, loin = make_commune("Valmorane"), make_commune("Estrevelle")
    make_perimetre(ouvert, ici, loin)
    make_acteur(ouvert, "Atelier du loin", type="CCAS", commune=loin)
    make_acteur(ouvert, "Zone tout près", type="CCAS", commune=ici)
    said = text_of(visiteur, f"{E}{EPICERIE}&ou={ici.pk}")
    assert said.index("Zone tout près") < said.index("Atelier du loin")
    assert "ici même" in said
    assert "dans l’intercommunalité" in said


def test_a_stranger_sees_published_structures_only(visiteur, as_user, lou, ouvert):
    make_acteur(ouvert, "Antenne réservée", type="CCAS", membres=True)
    make_acteur(ouvert, "Antenne en préparation", type="CCAS", brouillon=True)
    said = text_of(visiteur, f"{E}{EPICERIE}")
    assert "Antenne réservée" not in said
    assert "Antenne en préparation" not in said
    assert "Antenne réservée" in text_of(as_user(lou), f"{E}{EPICERIE}")


def test_a_poste_is_told_through_its_structure_and_a_person_never(visiteur, as_user, lou, ouvert):
    centre = make_acteur(ouvert, "Centre social des Prés", type="CS")
    poste = make_acteur(ouvert, "Référente familles", poste=True, parent=centre)
    make_personne(poste, nom="Fauvette", publique=True)
    seen = text_of(visiteur, f"{E}{EPICERIE}")
    assert "Centre social des Prés" in seen
    assert "Référente familles (" not in seen
    member = text_of(as_user(lou), f"{E}{EPICERIE}")
    assert "Référente familles (Centre social des Prés)" in member
    assert "Fauvette" not in seen + member


def test_nothing_of_another_espace(visiteur, ouvert, ailleurs):
    make_acteur(ailleurs, "CCAS d’ailleurs", type="CCAS")
    assert "CCAS d’ailleurs" not in text_of(visiteur, f"{E}{EPICERIE}")


def test_the_one_to_go_through_is_told(as_user, lou, lisaude):
    ccas = make_acteur(lisaude, "CCAS du bourg", type="CCAS")
    make_lien(ccas, make_acteur(lisaude, "Communauté des Monts", sphere="DL"), niveau=3)
    assert "Par qui passer\u00a0: Communauté des Monts." in text_of(as_user(lou), f"{E}{EPICERIE}")


def test_a_change_of_the_map_is_seen_at_once(visiteur, ouvert):
    assert "Nouvelle épicerie" not in text_of(visiteur, f"{E}{EPICERIE}")
    make_acteur(ouvert, "Nouvelle épicerie", type="ALIM")
    assert "Nouvelle épicerie" in text_of(visiteur, f"{E}{EPICERIE}")


def test_what_was_understood_may_be_corrected(visiteur, ouvert):
    said = text_of(visiteur, f"{E}{EPICERIE}")
    assert 'value="ALI" checked' in said
    corrected = text_of(visiteur, f"{E}{EPICERIE}&corrige=on&theme=MOB")
    assert 'value="MOB" checked' in corrected
    assert 'value="ALI" checked' not in corrected


def test_an_ambiguous_acronym_is_asked(visiteur):
    said = text_of(visiteur, "/associer/?mots=un+CEJ&phase=P1&monde=")
    assert "Contrat d’engagement jeune" in said
    assert "Contrat enfance-jeunesse" in said


@pytest.mark.parametrize("query", ["?phase=P9&mots=a", "?phase=P1&monde=XX", "?phase=P1&theme=--", "?phase=P1&ou=zz"])
def test_a_request_that_cannot_be_read_is_told(visiteur, ouvert, query):
    assert "Quelque chose ne se lit pas" in text_of(visiteur, f"{E}{query}", 422)


def test_a_closed_espace_does_not_exist_for_a_stranger(visiteur, lisaude):
    assert visiteur.get(E).status_code == 404
    assert visiteur.post(f"{E}avis/", {"regle": "R01", "choix": "fait"}).status_code == 404
    assert visiteur.post(f"{E}garder/", {"mots": "a", "phase": "P1"}).status_code == 404


def test_a_get_writes_nothing(visiteur, ouvert):
    assert writes_of_get(visiteur, f"{E}{EPICERIE}") == []


def test_the_page_costs_as_many_queries_for_three_actors_as_for_thirty(visiteur, ouvert):
    for _ in range(3):
        make_acteur(ouvert, type="CCAS")
    few = count_queries(visiteur, f"{E}{EPICERIE}")
    for _ in range(30):
        make_acteur(ouvert, type="CCAS")
    assert count_queries(visiteur, f"{E}{EPICERIE}") <= few
    assert few <= 40


def say(client: Client, **fields):
    return client.post(f"{E}avis/", {"regle": "R01", "choix": "fait", "retour": E} | fields)


def count(choix):
    return sum(Avis.objects.filter(regle="R01", choix=choix).values_list("nombre", flat=True))


def test_an_opinion_is_counted_once_changed_and_taken_back(visiteur, ouvert):
    assert say(visiteur).url == E
    say(visiteur)
    assert count("fait") == 1
    say(visiteur, choix="absent")
    assert (count("fait"), count("absent")) == (0, 1)
    say(visiteur, choix="")
    assert (count("fait"), count("absent")) == (0, 0)


def test_opinions_of_two_browsers_add_up_and_name_nobody(visiteur, ouvert):
    say(visiteur)
    say(Client())
    assert count("fait") == 2
    assert not Trace.objects.exists()


def test_what_one_said_is_shown_with_a_way_back(visiteur, ouvert):
    say(visiteur)
    assert "Vous avez dit\u00a0: déjà fait." in text_of(visiteur, f"{E}{EPICERIE}").replace(" :", "\u00a0:")


@pytest.mark.parametrize("fields", [{"regle": "R99"}, {"regle": "\x00"}, {"choix": "oui"}])
def test_an_opinion_about_nothing_is_refused(visiteur, ouvert, fields):
    assert say(visiteur, **fields).status_code == 422


def test_no_way_back_leads_out_of_the_site(visiteur, ouvert):
    assert say(visiteur, retour="https://ailleurs.example/").url == E
    assert say(visiteur, retour="//ailleurs.example/").url == E


def test_too_many_sendings_are_refused(visiteur, ouvert, monkeypatch):
    monkeypatch.setattr(debit.too_many, "__kwdefaults__", {"limite": 2})
    assert [say(visiteur).status_code for _ in range(3)] == [302, 302, 429]


def test_an_administrator_reads_the_counts(visiteur, as_user, ouvert):
    say(visiteur)
    admin = as_user(make_utilisateur("admin@exemple.fr", staff=True))
    said = admin.get("/administration/referentiels/regle/?q=R01").content.decode()
    assert re.search(r'<td class="field-fait[^"]*">1</td>', said)
    rule = admin.get(f"/administration/referentiels/regle/{Regle.objects.get(code='R01').pk}/change/").content.decode()
    assert re.search(r'field-fait">.*?<div class="readonly">1</div>', rule, re.DOTALL)
    assert re.search(r'<textarea name="question"[^>]* rows="2"', rule)


def test_a_rule_set_aside_is_no_longer_told(visiteur):
    assert "Aller chercher la parole des habitants" in text_of(visiteur, f"/associer/{EPICERIE}")
    Regle.objects.filter(code="R02").update(active=False)
    assert "Aller chercher la parole des habitants" not in text_of(visiteur, f"/associer/{EPICERIE}")


@pytest.mark.parametrize(
    ("champ", "valeur"), [("themes", "ALI ZZZ"), ("phases", "P7"), ("associer", "M99"), ("initiateur", "ZZ")]
)
def test_a_rule_with_an_unknown_code_is_refused(champ, valeur):
    regle = Regle.objects.get(code="R01")
    regle.full_clean()
    setattr(regle, champ, valeur)
    with pytest.raises(ValidationError) as refused:
        regle.full_clean()
    assert set(refused.value.message_dict) == {champ}
