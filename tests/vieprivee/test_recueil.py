"""« Télécharger mes données », « Tout ce qui me concerne »: complete against every table, silent about others."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from maillage.acteurs import declarer
from maillage.acteurs.dossier import build_dossier, write_json
from maillage.acteurs.liens import Declaration
from maillage.acteurs.models import Acteur, Personne
from maillage.espaces.journal import describe_field
from maillage.vieprivee.recueil import DIT, list_recorded, list_relations
from tests.fabriques_acteurs import make_acteur, make_commune, make_personne, make_theme
from tests.vieprivee.vies import BUREAU, COURRIEL, live


@pytest.fixture
def zelie(lisaude, ailleurs, claire, etranger):
    cache.clear()
    return live(lisaude, ailleurs, claire, etranger)


@pytest.fixture
def recueil(zelie, as_user):
    response = as_user(zelie).get(reverse("vieprivee:exporter"))
    assert "attachment" in response["Content-Disposition"]
    return json.loads(response.content)


# --- a member


def test_every_table_that_points_to_an_account_is_told():
    """A new column that points to an account must say here what is told of it."""
    assert {relation.related_model._meta.label for relation in list_relations()} == set(DIT)


def test_the_account_and_its_addresses(recueil):
    assert recueil["compte"]["courriel"] == COURRIEL
    assert recueil["sessions ouvertes"] == 4
    assert [one["adresse e-mail"] for one in recueil["mentions"]["adresse e-mail (utilisateur)"]] == [COURRIEL]


def test_what_was_done_by_the_account_and_to_it(recueil):
    (declared,) = recueil["mentions"]["déclaration (déclaré par)"]
    assert (declared["source"]["nom"], declared["niveau vécu"]) == ("CCAS", 3)
    assert recueil["parle au nom de"] == ["CCAS"]
    to_her = {one["geste"] for one in recueil["mentions"]["ligne du journal (membre concerné)"]}
    assert to_her >= {"a changé le rôle de", "a retiré de l’espace", "a rejoint l’espace\u00a0:"}
    by_her = {one["geste"] for one in recueil["mentions"]["ligne du journal (par)"]}
    assert by_her >= {"a créé", "a vérifié", "a déclaré", "a invité"}


def test_invitations_received_say_from_whom(recueil):
    received = {(one["courriel"], (one["invité par"] or {}).get("nom")) for one in recueil["invitations reçues"]}
    assert received == {(COURRIEL, "Claire Morin"), (BUREAU, "Claire Morin"), (COURRIEL, "Ivan Étranger")}


def test_the_sheet_of_one_s_poste_is_there(recueil):
    (fiche,) = recueil["fiches à un poste"]
    assert (fiche["identite"]["nom"], fiche["poste"]["nom"]) == ("Quintefeuille", "Chargée de mission")


def test_other_people_s_details_are_not_given_away(recueil):
    told = json.dumps(recueil, ensure_ascii=False)
    for theirs in ("aubin@exemple.fr", "Aubin", "Merle", "05 00 00 00 02", "nadia@exemple.fr"):
        assert theirs not in told


def test_secrets_are_not_given_away(zelie, recueil):
    told = json.dumps(recueil)
    assert zelie.password not in told
    assert "empreinte" not in told


def test_a_long_life_costs_no_more_queries(zelie, lisaude, django_assert_max_num_queries):
    for number in range(20):
        declarer.declare(
            source=Acteur.objects.get(nom="CCAS"),
            cible=make_acteur(lisaude, f"Voisin {number}"),
            qui=zelie,
            quand=date(2026, 5, 1),
            attributs={"niveau_reel": 2},
        )
    with django_assert_max_num_queries(45):
        list_recorded(zelie)


# --- a person on the map


@pytest.fixture
def odile(lisaude, driss, claire):
    parent = make_acteur(lisaude, "MDS de Valmorane")
    poste = make_acteur(
        lisaude,
        "Assistante sociale",
        poste=True,
        parent=parent,
        commune=make_commune("Valmorane"),
        themes=("alimentation",),
        publics=("familles",),
        territoires=(make_commune("Brévenne"),),
        description="Reçoit sur rendez-vous.",
        appelez_nous_pour="Un accès aux droits.",
        telephone="05 00 00 00 09",
        courriel="accueil@mds.fr",
        site_web="https://mds.fr",
        adresse="1 place du marché",
        fin_financement=date(2027, 12, 31),
        verifie=date(2026, 4, 1),
        verifie_par=claire,
    )
    return make_personne(poste, confirmee=True, ajoutee_par=driss, telephone="05 00 00 00 01")


TUS = {"id", "poste", "ajoutee_par", "visibilite"}
"""Of a Personne: what is told otherwise, in words."""


def test_every_field_of_the_person_is_told(odile):
    told = json.loads(write_json(build_dossier(odile)))
    said = {**told["identite"], **told["dates"], **told["suivi"]}
    names = {field.name for field in Personne._meta.fields} - TUS
    assert [name for name in sorted(names) if describe_field(Personne, name) not in said] == []


def test_the_whole_sheet_of_the_poste_is_told_and_who_verified_it(odile):
    told = json.loads(write_json(build_dossier(odile)))["poste"]
    for said in (
        "MDS de Valmorane", "Valmorane", "Alimentation", "Familles", "Brévenne", "Reçoit sur rendez-vous.",
        "Un accès aux droits.", "05 00 00 00 09", "accueil@mds.fr", "https://mds.fr", "1 place du marché",
        "31 décembre 2027", "1er avril 2026", "Claire Morin", "Comme l’espace", "Monts et Vallée de la Lisaude",
    ):  # fmt: skip
        assert any(said in value for value in told.values()), said


def test_everything_declared_of_the_poste_is_told_but_opinions(odile, driss, lisaude):
    other = make_acteur(lisaude, "Tiers-lieu", sphere="DL")
    said = {
        "niveau_reel": 3, "niveau_souhaite": 4, "sujets": ["orientation"], "frequence": "mensuelle",
        "formalisation": "convention", "financement": "aucun", "initiateur": "tiers", "cadre": "instance",
        "premier_contact_phase": "P4", "phase_souhaitee": "P1", "porte_par": "personne", "tendance": "stable",
        "depuis": date(2020, 1, 1), "visibilite": "groupe", "origine": "porte-parole", "satisfaction": 1,
        "themes": [make_theme("logement")], "freins": ["F03"], "leviers": ["L26"],
    }  # fmt: skip
    declarer.declare(source=other, cible=odile.poste, qui=driss, quand=date(2026, 5, 1), attributs=said)
    told = json.loads(write_json(build_dossier(odile)))
    (lien,) = told["liens"]
    shown = {str(value) for value in [*lien.values(), *lien["precisions"].values()]}
    for value in (
        "3", "4", "orientation", "mensuelle", "convention", "aucun", "tiers", "instance", "P4", "P1", "personne",
        "stable", "F03", "L26", "2020", "Les membres de l’espace", "porte-parole", "Logement",
    ):  # fmt: skip
        assert value in shown, value
    assert lien["declare_par"] == "Driss Benali"
    assert "atisfaction" not in json.dumps(told)
    assert [one["qui"] for one in told["journal"]] == ["Driss Benali"]
    assert set(said) - {"themes"} <= set(declarer.ATTRIBUTS)
    assert set(declarer.ATTRIBUTS) - set(said) <= {"date"}
    assert Declaration.objects.count() == 1
