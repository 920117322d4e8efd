"""What the API says of cadres, of who takes part in them and of the dispositifs of the reference, and to whom."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.cadres.models import Cadre
from maillage.referentiels.models import Public, Theme
from maillage.territoires.models import NatureTerritoire, Territoire
from tests.api.demandes import RACINE, get, names
from tests.fabriques_acteurs import make_acteur, make_sphere
from tests.fabriques_cadres import make_cadre, make_dispositif, make_participation, make_roles


def make_commune(nom: str = "Valmorane", code: str = "ZZ002") -> Territoire:
    known = Territoire.objects.filter(code=code).first()
    return known or Territoire.objects.create(nature=NatureTerritoire.COMMUNE, code=code, nom=nom)


def pairs(answer) -> list[tuple[str, str]]:
    return [(row["acteur"]["nom"], row["cadre"]["nom"]) for row in answer.json()["resultats"]]


# Who reads what


def test_drafts_and_members_cadres_follow_the_role(ouvert, claire, lou, jeton):
    make_cadre(ouvert, "Public")
    make_cadre(ouvert, "Membres", reserve=True)
    make_cadre(ouvert, "Brouillon", brouillon=True)
    make_cadre(ouvert, "Retiré", retire=True)
    assert names(get("/lisaude/cadres")) == ["Public"]
    assert names(get("/lisaude/cadres", jeton(lou))) == ["Public", "Membres"]
    assert names(get("/lisaude/cadres", jeton(claire))) == ["Public", "Membres", "Brouillon"]


@pytest.mark.parametrize("path", ["cadres", "participations"])
def test_a_closed_espace_tells_strangers_nothing(path, lisaude, ailleurs, lou, jeton):
    assert get(f"/lisaude/{path}").status_code == 404
    assert get(f"/ailleurs/{path}", jeton(lou)).status_code == 404
    assert get(f"/lisaude/{path}", jeton(lou)).status_code == 200
    assert get(f"/lisaude/{path}", {"Authorization": "Bearer mlg_inconnu"}).status_code == 401


def test_what_one_may_not_read_is_not_found(ouvert, ailleurs, lou, jeton):
    hidden = [make_cadre(ailleurs), make_cadre(ouvert, brouillon=True), make_cadre(ouvert, retire=True)]
    for one in hidden:
        assert get(f"/lisaude/cadres/{one.pk}", jeton(lou)).status_code == 404
    assert get(f"/lisaude/cadres/{uuid4()}").status_code == 404
    assert get("/lisaude/cadres/pas-un-identifiant").status_code == 404


def test_a_merged_cadre_is_not_found_as_a_merged_actor_is(ouvert, claire, jeton):
    kept = make_cadre(ouvert, "Gardée")
    taken = make_cadre(ouvert, "Réunie", retire=True, fusionne_dans=kept)
    assert get(f"/lisaude/cadres/{taken.pk}", jeton(claire)).status_code == 404
    assert names(get("/lisaude/cadres", jeton(claire))) == ["Gardée"]


def test_a_parent_is_told_to_who_may_read_it(ouvert, claire, jeton):
    parent = make_cadre(ouvert, brouillon=True)
    path = f"/lisaude/cadres/{make_cadre(ouvert, nature='instance', parent=parent).pk}"
    assert get(path).json()["parent_id"] is None
    assert get(path, jeton(claire)).json()["parent_id"] == str(parent.pk)


@pytest.mark.parametrize("hidden", ["cadre", "acteur"])
def test_a_hidden_end_hides_the_participation(hidden, ouvert, claire, jeton):
    acteur = make_acteur(ouvert, "CCAS", brouillon=hidden == "acteur")
    make_participation(make_cadre(ouvert, "Comité", brouillon=hidden == "cadre"), acteur)
    assert pairs(get("/lisaude/participations")) == []
    assert pairs(get("/lisaude/participations", jeton(claire))) == [("CCAS", "Comité")]


# What is said


def test_a_cadre_is_told_whole(ouvert):
    make_acteur(ouvert, themes=("logement",), publics=("familles",))
    one = make_cadre(
        ouvert, "CTG de la Lisaude", sigle="CTG", reference=make_dispositif(a_verifier=True), sphere=make_sphere("DS"),
        debut=date(2024, 1, 1), phase="P3", source="fichier", source_id="FA-12",
        themes=Theme.objects.all(), publics=Public.objects.all(), territoires=[make_commune()],
    )  # fmt: skip
    told = get(f"/lisaude/cadres/{one.pk}").json()
    assert told["reference"] == {
        "code": "D01", "libelle": "CTG (convention territoriale globale)", "a_verifier": True,
    }  # fmt: skip
    assert (told["sphere"], told["themes"], told["publics"]) == ("DS", ["logement"], ["familles"])
    assert told["territoires"] == [{"code": "ZZ002", "nom": "Valmorane"}]
    assert (told["debut"], told["fin"], told["statut"], told["phase"]) == ("2024-01-01", None, "actif", "P3")
    assert (told["source"], told["source_id"], told["est_diagnostic"]) == ("fichier", "FA-12", False)
    assert told["page"].endswith(f"/espace/lisaude/cadres/{one.pk}/")


def test_a_participation_names_both_ends_and_its_role(ouvert):
    make_roles()
    acteur, cadre = make_acteur(ouvert, "CCAS"), make_cadre(ouvert, "Comité", nature="instance")
    make_participation(cadre, acteur, "pilote", phase="P2", depuis=date(2024, 1, 1))
    (told,) = get("/lisaude/participations").json()["resultats"]
    assert told["acteur"] == {"id": str(acteur.pk), "nom": "CCAS"}
    assert told["cadre"] == {"id": str(cadre.pk), "nom": "Comité"}
    assert told["role"] == {"code": "pilote", "nom": "Pilote"}
    assert (told["phase"], told["depuis"], told["jusqu_a"]) == ("P2", "2024-01-01", None)


def test_dispositifs_say_what_is_still_to_be_verified(ouvert):
    new = make_dispositif("D02", "CTX", "Contrat neuf", a_verifier=True)
    make_dispositif(alias="CTG Caf|Convention Caf", statut="remplace", remplace_par=[new])
    told = {row["code"]: row for row in get("/lisaude/referentiels").json()["dispositifs"]}
    assert (told["D01"]["a_verifier"], told["D02"]["a_verifier"]) == (False, True)
    assert (told["D01"]["alias"], told["D01"]["remplace_par"]) == (["CTG Caf", "Convention Caf"], ["D02"])


# Filters, pages


def test_filters_are_those_of_the_list(ouvert):
    make_acteur(ouvert, themes=("logement",), publics=("familles",))
    make_cadre(
        ouvert, "CTG", reference=make_dispositif(), sphere=make_sphere("DS"), themes=Theme.objects.all(),
        publics=Public.objects.all(), territoires=[make_commune()],
    )  # fmt: skip
    make_cadre(ouvert, "Bus des droits", nature="action", statut="termine")
    queries = ["nature=dispositif", "sphere=DS", "theme=logement", "public=familles", "territoire=ZZ002",
               "statut=actif", "reference=D01", "q=convention"]  # fmt: skip
    for query in queries:
        assert names(get(f"/lisaude/cadres?{query}")) == ["CTG"], query
    assert names(get("/lisaude/cadres?nature=dispositif&nature=action")) == ["CTG", "Bus des droits"]
    assert names(get("/lisaude/cadres?nature=inconnue")) == []


def test_participations_are_narrowed_by_each_end_role_and_phase(ouvert):
    a, b = make_acteur(ouvert, "A"), make_acteur(ouvert, "B")
    one, two = make_cadre(ouvert, "Un"), make_cadre(ouvert, "Deux")
    make_participation(one, a, "pilote", phase="P1")
    make_participation(two, b, phase="P4")
    for query in (f"acteur={a.pk}", f"cadre={one.pk}", "role=pilote", "phase=P1"):
        assert pairs(get(f"/lisaude/participations?{query}")) == [("A", "Un")], query


def test_only_what_changed_since(ouvert):
    old = make_cadre(ouvert, "Ancien")
    make_cadre(ouvert, "Neuf")
    Cadre.objects.filter(pk=old.pk).update(modifie_le=timezone.now() - timedelta(days=2))
    since = (timezone.now() - timedelta(days=1)).isoformat().replace("+", "%2B")
    assert names(get(f"/lisaude/cadres?modifie_depuis={since}")) == ["Neuf"]


def test_pages_follow_each_other_without_gap_or_repeat(ouvert):
    for number in range(7):
        make_cadre(ouvert, f"Cadre {number}")
    found, path = [], f"{RACINE}/lisaude/cadres?limite=3"
    while path:
        told = Client().get(path).json()
        found += [row["nom"] for row in told["resultats"]]
        path = told["suivant"]
    assert found == [f"Cadre {number}" for number in range(7)]


@pytest.mark.parametrize("path", ["cadres", "participations"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(path, ouvert):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert get(f"/lisaude/{path}").status_code == 200
        return len(captured.captured_queries)

    def add() -> None:
        acteur = make_acteur(ouvert, themes=("logement",), publics=("familles",))
        sets = {"themes": Theme.objects.all(), "publics": Public.objects.all(), "territoires": [make_commune()]}
        parent = make_cadre(ouvert, reference=make_dispositif(), sphere=make_sphere("DS"))
        make_participation(make_cadre(ouvert, nature="instance", parent=parent, **sets), acteur)

    add()
    few = count()
    for _ in range(20):
        add()
    assert count() == few
    assert few <= 8


# Safety


@pytest.mark.parametrize(
    "query",
    ["cadres?nature=%00", "cadres?reference=D01%00", "cadres?limite=99999999999999999999", "cadres?apres=x",
     "cadres?modifie_depuis=hier", "cadres?modifie_depuis=0001-01-01T00:00:00%2B16:00", "acteurs?theme=%00",
     "participations?cadre=x", "participations?acteur=1", "participations?role=%00", "participations?phase=P1%00"],
)  # fmt: skip
def test_a_bad_parameter_is_named(query, ouvert):
    answer = get(f"/lisaude/{query}")
    assert answer.status_code == 422
    name = query.split("?")[1].split("=")[0]
    assert f"Paramètre à corriger : {name}." in answer.json()["detail"]


@pytest.mark.parametrize("path", ["cadres", "participations"])
def test_an_instant_of_a_far_zone_and_a_null_character_in_words_are_read(path, ouvert):
    assert get(f"/lisaude/{path}?modifie_depuis=0321-08-14T03:29:15%2B16:34&q=%00").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["cadres", "participations"])
def test_nothing_is_written(method, path, ouvert, claire, jeton):
    assert getattr(Client(), method)(f"{RACINE}/lisaude/{path}", headers=jeton(claire)).status_code == 405
