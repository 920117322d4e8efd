"""Adding and correcting: forms, duplicates, two people at once, double clicks."""

from __future__ import annotations

import json
import uuid

import pytest

from maillage.acteurs import actions
from maillage.acteurs.models import Acteur, Nature
from maillage.espaces.models import Trace
from maillage.territoires.models import Territoire
from tests.conftest_site import writes_of_get
from tests.fabriques_acteurs import make_acteur, make_commune, make_perimetre, make_sphere

NOUVEAU = "/espace/lisaude/acteurs/nouveau/"


def saisie(**fields: object) -> dict[str, object]:
    return {"nom": "Épicerie Le Panier", "sphere": make_sphere("AS").pk, "visibilite": "publique"} | fields


@pytest.fixture
def client(lisaude, as_user, driss):
    return as_user(driss)


def read_form(response) -> dict[str, object]:
    """What a browser would send back."""
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value not in (None, False, "", [])}


def test_create_leaves_a_trace(client, lisaude, driss):
    response = client.post(NOUVEAU, saisie(appelez_nous_pour="un panier"), follow=True)
    acteur = Acteur.objects.get(nom="Épicerie Le Panier")
    assert "est sur la carte" in response.content.decode()
    assert (acteur.espace, acteur.nature, acteur.appelez_nous_pour) == (lisaude, Nature.STRUCTURE, "un panier")
    trace = Trace.objects.get(objet_id=acteur.pk)
    assert (trace.geste, trace.qui, trace.apres["nom"]) == ("creer", driss, "Épicerie Le Panier")


def test_only_contributors_write(lisaude, as_user, lou, etranger, visiteur):
    assert [browser.get(NOUVEAU).status_code for browser in (as_user(lou), as_user(etranger), visiteur)] == [
        403,
        404,
        302,
    ]
    assert as_user(lou).post(NOUVEAU, saisie()).status_code == 403
    assert not Acteur.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"nom": " "}, "Ce champ est obligatoire"),
        ({"sphere": str(uuid.uuid4())}, "Sélectionnez un choix valide"),
        ({"sphere": "1 OR 1=1"}, "pas un"),
        ({"commune": "Nulle-Part"}, "Nous ne connaissons pas de commune"),
        ({"siret": "123"}, "Un SIRET compte quatorze chiffres."),
        ({"courriel": "pas-un-courriel"}, "adresse"),
        ({"nom": "x" * 300}, "200"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(client, fields, said):
    response = client.post(NOUVEAU, saisie(appelez_nous_pour="à garder") | fields)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "à garder" in response.content.decode()
    assert not Acteur.objects.exists()


def test_double_click_creates_once(client):
    cle = client.get(NOUVEAU).context["form"]["cle"].value()
    first, second = (client.post(NOUVEAU, saisie(cle=cle)) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Acteur.objects.count() == 1


def test_forged_key_of_another_espace_overwrites_nothing(client, ailleurs):
    theirs = make_acteur(ailleurs, "D’ailleurs")
    client.post(NOUVEAU, saisie(cle=theirs.pk))
    theirs.refresh_from_db()
    assert (theirs.nom, theirs.espace) == ("D’ailleurs", ailleurs)
    assert Acteur.objects.filter(nom="Épicerie Le Panier", espace__slug="lisaude").exists()


def test_references_of_another_espace_are_refused(client, ailleurs):
    make_acteur(ailleurs, "D’ailleurs")
    for fields in (
        {"sphere": make_sphere("XX", espace=ailleurs).pk},
        {"nature": "service", "parent": Acteur.objects.get(espace=ailleurs).pk},
    ):
        assert client.post(NOUVEAU, saisie(**fields)).status_code == 422


def test_commune_by_name_accents_aside_or_by_code(client, lisaude):
    near, far = make_commune("Saint-Évrard", code="12001"), make_commune("Ailleurs-sur-Mer", code="29002")
    make_perimetre(lisaude, near)
    for written, found in (("saint evrard", near), ("12001", near), ("Saint-Évrard (12001)", near), ("29002", far)):
        client.post(NOUVEAU, saisie(nom=f"Chez {written} {uuid.uuid4()}", commune=written, doublon="autre"))
        assert Acteur.objects.latest("cree_le").commune == found


def test_same_name_of_commune_asks_which(client):
    make_commune("Saint-Martin", code="12001")
    Territoire.objects.create(nature="commune", code="65001", nom="Saint-Martin", nom_cherche="saint martin")
    page = client.post(NOUVEAU, saisie(commune="Saint-Martin")).content.decode()
    assert "Saint-Martin (12001)" in page
    assert "Saint-Martin (65001)" in page


def test_a_service_and_a_poste_begin_with_their_structure(client, lisaude):
    ccas = make_acteur(lisaude, "CCAS", sphere="AS", commune="Valmorane")
    form = client.get(f"{NOUVEAU}?dans={ccas.pk}&nature=poste").context["form"]
    assert form["nom"].label == "Intitulé du poste"
    client.post(NOUVEAU, saisie(nature="poste", parent=ccas.pk, nom="Travailleuse sociale"))
    assert Acteur.objects.get(nature=Nature.POSTE).parent == ccas


def test_a_poste_needs_a_structure(client):
    assert client.post(NOUVEAU, saisie(nature="poste")).status_code == 422


def test_nothing_may_hold_itself(client, lisaude):
    ccas = make_acteur(lisaude, "CCAS", service=True, parent=make_acteur(lisaude, "EPCI"))
    under = make_acteur(lisaude, "Sous-service", service=True, parent=ccas)
    path = ccas.get_absolute_url() + "modifier/"
    data = read_form(client.get(path)) | {"parent": under.pk}
    assert client.post(path, data).status_code == 422


def test_name_like_another_is_shown_before_anything_is_written(client, lisaude):
    ccas = make_acteur(lisaude, "CCAS de Valmorane", commune="Valmorane")
    typed = saisie(nom="Centre communal d'action sociale Valmorane", appelez_nous_pour="un coup dur")
    response = client.post(NOUVEAU, typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "C’est le même" in page
    assert "C’est un autre" in page
    assert Acteur.objects.count() == 1
    client.post(NOUVEAU, typed | {"doublon": "autre"})
    assert Acteur.objects.count() == 2
    assert ccas.nom == "CCAS de Valmorane"


def test_same_one_compares_what_was_typed_with_the_sheet(client, lisaude):
    ccas = make_acteur(
        lisaude, "CCAS de Valmorane", description="Aide les familles", commune="Valmorane", themes=("mobilite",)
    )
    typed = saisie(nom="CCAS Valmorane", appelez_nous_pour="un coup dur", doublon=str(ccas.pk))
    response = client.post(NOUVEAU, typed)
    assert {ecart.nom for ecart in response.context["ecarts"]} == {"nom", "appelez_nous_pour"}
    data = read_form(response) | {"garder_nom": "leur", "garder_appelez_nous_pour": "mienne"}
    client.post(ccas.get_absolute_url() + "modifier/", data)
    ccas.refresh_from_db()
    assert (ccas.nom, ccas.appelez_nous_pour) == ("CCAS de Valmorane", "un coup dur")
    assert (ccas.description, ccas.commune.nom) == ("Aide les familles", "Valmorane")
    assert [theme.slug for theme in ccas.themes.all()] == ["mobilite"]
    assert Acteur.objects.count() == 1


def test_fragment_answers_while_typing(client, lisaude):
    make_acteur(lisaude, "CCAS de Valmorane")
    path = f"{NOUVEAU}?fragment=doublons&nom=ccas+valmoranne"
    page = client.get(path).content.decode()
    assert "CCAS de Valmorane" in page
    assert "<html" not in page
    assert client.get(f"{NOUVEAU}?fragment=doublons&nom=gendarmerie").content.decode().strip() == ""
    assert writes_of_get(client, path) == []


def test_second_editor_is_told_and_shown_both(client, lisaude, claire):
    ccas = make_acteur(lisaude, "CCAS", description="Avant")
    path = ccas.get_absolute_url() + "modifier/"
    mine = read_form(client.get(path)) | {"description": "La mienne", "telephone": "05 00 00 00 00"}
    actions.save_acteur(espace=lisaude, qui=claire, champs={"description": "La leur", "sigle": "C."}, acteur=ccas)

    response = client.post(path, mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "La leur" in page
    assert "La mienne" in page
    ecarts = {ecart.nom: (ecart.leur, ecart.mien, ecart.garde) for ecart in response.context["ecarts"]}
    assert ecarts == {
        "description": ("La leur", "La mienne", "mienne"),
        "sigle": ("C.", "", "leur"),
        "telephone": ("", "05 00 00 00 00", "mienne"),
    }
    ccas.refresh_from_db()
    assert ccas.description == "La leur"

    client.post(path, read_form(response) | {"garder_description": "leur", "garder_sigle": "leur"})
    ccas.refresh_from_db()
    assert (ccas.description, ccas.sigle, ccas.telephone) == ("La leur", "C.", "05 00 00 00 00")


def test_double_click_on_a_correction_is_no_conflict(client, lisaude):
    ccas = make_acteur(lisaude, "CCAS")
    path = ccas.get_absolute_url() + "modifier/"
    data = read_form(client.get(path)) | {"sigle": "C.C.A.S."}
    assert [client.post(path, data).status_code for _ in range(2)] == [302, 302]
    assert Trace.objects.filter(objet_id=ccas.pk, geste="modifier").count() == 1


def test_correcting_nothing_leaves_no_trace(client, lisaude):
    ccas = make_acteur(lisaude, "CCAS", commune="Valmorane", themes=("mobilite",), adresse="3 rue Haute")
    path = ccas.get_absolute_url() + "modifier/"
    assert client.post(path, read_form(client.get(path))).status_code == 302
    assert not Trace.objects.exists()
    ccas.refresh_from_db()
    assert ccas.version == 1


@pytest.mark.parametrize("depart", ["pas du json", "[]", json.dumps({"nom": 3})])
def test_damaged_starting_values_do_no_harm(client, lisaude, depart):
    ccas = make_acteur(lisaude, "CCAS")
    path = ccas.get_absolute_url() + "modifier/"
    data = read_form(client.get(path)) | {"depart": depart, "version": 0, "nom": "Autre"}
    assert client.post(path, data).status_code == 409


@pytest.mark.parametrize(
    "nom", ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "{{ 7*7 }}", "'; DROP TABLE acteurs_acteur;--"]
)
def test_hostile_names_are_only_names(client, nom):
    page = client.post(NOUVEAU, saisie(nom=nom), follow=True).content.decode()
    assert Acteur.objects.get().nom == nom
    assert "<script>alert" not in page
    assert "49" not in page.split("<h1>")[1][:40]


def test_free_text_naming_someone_is_saved_with_a_warning(client):
    page = client.post(
        NOUVEAU, saisie(description="Suivre Mme Durand, 2 85 07 64 123 456 78"), follow=True
    ).content.decode()
    assert "un numéro de sécurité sociale et le nom d’une personne" in page
    assert Acteur.objects.exists()
