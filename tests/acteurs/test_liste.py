"""The list: who sees what, facets, counts, sentence, pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client

from maillage.acteurs.facettes import count_all, narrow, read_choix
from maillage.acteurs.models import Acteur
from maillage.acteurs.queries import Bilan, say_verified
from maillage.espaces.models import Espace, Visibilite
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques_acteurs import make_acteur, make_commune

ADRESSE = "/espace/lisaude/acteurs/"


@pytest.fixture
def peuple(lisaude):
    lisaude.date_reference = date(2026, 11, 22)
    lisaude.save()
    make_acteur(lisaude, "CCAS de Valmorane", type="CCAS", commune="Valmorane", themes=("precarite", "alimentation"))
    make_acteur(lisaude, "Tiers-lieu La Filature", sphere="PA", themes=("alimentation",), verifie=date(2026, 10, 1))
    make_acteur(lisaude, "Chambre d’agriculture", sphere="DL", publics=("familles",), verifie=date(2025, 1, 1))
    make_acteur(lisaude, "Brouillonne", brouillon=True)
    make_acteur(lisaude, "Entre membres", membres=True)
    make_acteur(lisaude, "Partie", retire=True)
    return lisaude


def names(client: Client, query: str = "") -> list[str]:
    response = client.get(ADRESSE + query)
    assert response.status_code == 200
    return [acteur.nom for acteur in response.context["liste"].page]


def test_contributors_see_drafts_members_do_not(peuple, as_user, driss, lou):
    assert "Brouillonne" in names(as_user(driss))
    assert names(as_user(lou)) == [
        "CCAS de Valmorane", "Chambre d’agriculture", "Entre membres", "Tiers-lieu La Filature"
    ]  # fmt: skip


def test_public_sees_published_only(peuple, visiteur):
    Espace.objects.filter(pk=peuple.pk).update(visibilite=Visibilite.PUBLIQUE)
    assert names(visiteur) == ["CCAS de Valmorane", "Chambre d’agriculture", "Tiers-lieu La Filature"]


def test_closed_espace_is_not_found(peuple, visiteur, as_user, etranger, passante):
    assert [client.get(ADRESSE).status_code for client in (visiteur, as_user(etranger), as_user(passante))] == [404] * 3


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?sphere=PA", ["Tiers-lieu La Filature"]),
        ("?sphere=PA&sphere=DL", ["Chambre d’agriculture", "Tiers-lieu La Filature"]),
        ("?type=CCAS", ["CCAS de Valmorane"]),
        ("?theme=alimentation", ["CCAS de Valmorane", "Tiers-lieu La Filature"]),
        ("?theme=alimentation&theme=precarite", ["CCAS de Valmorane", "Tiers-lieu La Filature"]),
        ("?theme=alimentation&sphere=AS", ["CCAS de Valmorane"]),
        ("?public=familles", ["Chambre d’agriculture"]),
        ("?fraicheur=6", ["Tiers-lieu La Filature"]),
        ("?fraicheur=jamais", ["CCAS de Valmorane", "Entre membres"]),
        ("?fraicheur=a-verifier", ["CCAS de Valmorane", "Chambre d’agriculture", "Entre membres"]),
        ("?theme=inconnu", []),
        ("?territoire=pas-un-identifiant", []),
        ("?fraicheur=%27--", []),
        ("?page=999", ["CCAS de Valmorane", "Chambre d’agriculture", "Entre membres", "Tiers-lieu La Filature"]),
        ("?q=%00", ["CCAS de Valmorane", "Chambre d’agriculture", "Entre membres", "Tiers-lieu La Filature"]),
    ],
)
def test_facets_add_inside_and_narrow_across(peuple, as_user, lou, query, expected):
    assert names(as_user(lou), query) == expected


def test_territory_counts_seat_and_action_once(peuple, as_user, lou):
    valmorane = make_commune("Valmorane")
    make_acteur(peuple, "Agit et siège", commune=valmorane, territoires=(valmorane,))
    response = as_user(lou).get(f"{ADRESSE}?territoire={valmorane.pk}")
    (compte,) = [one for one in response.context["liste"].comptes["territoire"] if one.nom == "Valmorane"]
    assert compte.nombre == 2 == response.context["liste"].bilan.total


def test_each_count_is_what_ticking_it_shows(peuple, lou, as_user):
    """Beside « Alimentation » stands the number of actors that ticking it shows, other facets kept."""
    seen, jour = Acteur.objects.filter(espace=peuple, retire_le=None), peuple.aujourdhui
    choix = {"sphere": ["AS"]}
    for nom, comptes in count_all(seen, choix, jour).items():
        for compte in comptes:
            ticked = choix | {nom: [compte.valeur]}
            assert narrow(seen, ticked, jour).distinct().count() == compte.nombre, (nom, compte)


def test_one_filter_is_removed_alone(peuple, as_user, lou):
    filtres = as_user(lou).get(ADRESSE + "?sphere=PA&theme=alimentation&page=2").context["filtres"]
    assert [(filtre.libelle, filtre.adresse) for filtre in filtres] == [
        ("Passerelle", "?theme=alimentation"),
        ("Alimentation", "?sphere=PA"),
    ]


def test_sentence_says_how_many_and_from_which_worlds(peuple, as_user, lou):
    response = as_user(lou).get(ADRESSE)
    assert "Quatre structures, de trois mondes." in response.content.decode()


@pytest.mark.parametrize(
    ("total", "recents", "jamais", "said"),
    [
        (0, 0, 0, ""),
        (5, 0, 5, "Rien n’a encore été vérifié par un humain."),
        (5, 0, 1, "Aucune fiche n’a été vérifiée par un humain depuis moins de six mois."),
        (5, 1, 1, "Une fiche a été vérifiée par un humain depuis moins de six mois."),
        (5, 3, 1, "Trois fiches ont été vérifiées par un humain depuis moins de six mois."),
        (60, 42, 1, "Sept fiches sur dix ont été vérifiées par un humain depuis moins de six mois."),
        (60, 1, 1, "Moins d’une fiche sur dix a été vérifiée par un humain depuis moins de six mois."),
        (60, 59, 1, "Presque toutes les fiches ont été vérifiées par un humain depuis moins de six mois."),
        (60, 60, 0, "Toutes les fiches ont été vérifiées par un humain depuis moins de six mois."),
    ],
)
def test_sentence_of_freshness(total, recents, jamais, said):
    assert say_verified(Bilan(total, {}, recents, jamais)) == said


def test_postes_are_shown_on_request(lisaude, as_user, lou):
    make_acteur(lisaude, "Chargée de coopération", poste=True, parent=make_acteur(lisaude, "CC"))
    assert names(as_user(lou)) == ["CC"]
    assert names(as_user(lou), "?postes=oui") == ["CC", "Chargée de coopération"]


def test_empty_espace_says_how_to_begin(lisaude, as_user, driss, lou):
    assert "Ajouter un acteur" in as_user(driss).get(ADRESSE).content.decode()
    assert "Ajouter un acteur" not in as_user(lou).get(ADRESSE).content.decode()


def test_search_without_result_proposes_to_add(peuple, as_user, driss):
    page = as_user(driss).get(ADRESSE + "?q=zzzzzz").content.decode()
    assert "/acteurs/nouveau/?nom=zzzzzz" in page


def test_order_forgets_accents_and_pages_do_not_overlap(lisaude, as_user, lou):
    for number in range(65):
        make_acteur(lisaude, f"{'Éé' if number % 2 else 'E'}cole {number:02}")
    client = as_user(lou)
    pages = [names(client, f"?page={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [30, 30, 5]
    assert len({nom for page in pages for nom in page}) == 65


def test_queries_do_not_grow(lisaude, as_user, lou):
    client = as_user(lou)

    def fill(number: int) -> None:
        traits = {"themes": ("alimentation", f"t{number}"), "publics": ("familles", f"p{number}")}
        make_acteur(lisaude, f"Acteur {number}", type=f"T{number}", commune=f"C{number}", **traits)

    fill(0)
    few = count_queries(client, ADRESSE)
    for number in range(1, 20):
        fill(number)
    assert count_queries(client, ADRESSE) == few <= 24
    assert count_queries(client, ADRESSE + "?q=acteur") == few + 1
    assert count_queries(client, ADRESSE + "?q=actuer") == few + 2


def test_reading_writes_nothing(peuple, as_user, driss):
    assert writes_of_get(as_user(driss), ADRESSE + "?q=ccas&sphere=AS") == []


def test_html_and_formula_in_a_name_are_inert(lisaude, as_user, driss):
    make_acteur(lisaude, "<script>alert(1)</script>", sigle="=cmd|' /C calc'!A0")
    page = as_user(driss).get(ADRESSE).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_read_choix_keeps_only_known_facets():
    assert read_choix(QueryDict("sphere=AS&sphere=AS&type=&evil=1"))["sphere"] == ["AS"]
