"""The files: who may have which, what they hold and do not hold, at what cost."""

from __future__ import annotations

import csv
import json
import zipfile
from io import BytesIO, StringIO
from typing import Any

import networkx as nx
import pytest
from asgiref.sync import async_to_sync
from data_inclusion.schema.v1 import Service, Structure
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre
from maillage.espaces.models import Visibilite
from maillage.exports.catalogue import FICHIERS
from maillage.formats.sorties.formules import restore
from tests.conftest_site import writes_of_get
from tests.exports.conftest import read_file, say
from tests.fabriques_acteurs import make_acteur, make_commune
from tests.fabriques_cadres import make_cadre, make_participation

EMPORTER = "/espace/lisaude/emporter/"
COMPLET = "?diffusion=animation"
TOUS = list(FICHIERS)
SECRETS = ("Fauvette", "odile@exemple.fr", "Abri", "Ébauche", "Disparue", "1 rue tue", "mairie@exemple.fr",
           "Cellule réservée", "Cadre en ébauche", "Cadre parti")  # fmt: skip
"""What nobody outside the espace may read."""


def read_csv(client: Client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(read_file(client, path).decode("utf-8-sig")), delimiter=";"))


def read_text(client: Client, path: str) -> str:
    """All that a file says, unzipped if need be."""
    content = read_file(client, path)
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(BytesIO(content)) as opened:
        return " ".join(opened.read(name).decode("utf-8", "replace") for name in opened.namelist())


@pytest.fixture
def ouvert(garni):
    garni.visibilite = Visibilite.PUBLIQUE
    garni.save()
    return garni


# Who


@pytest.mark.parametrize("fichier", TOUS)
def test_anybody_takes_what_a_public_espace_shows(ouvert, visiteur, fichier):
    response = visiteur.get(f"{EMPORTER}{fichier}")
    assert response.status_code == 200
    assert fichier.partition(".")[0] in response["Content-Disposition"]
    assert response["Content-Encoding"] == "identity"
    assert b"".join(response.streaming_content)


@pytest.mark.parametrize("fichier", TOUS)
def test_a_closed_espace_gives_nothing_to_strangers(garni, visiteur, as_user, etranger, lou, fichier):
    path = f"{EMPORTER}{fichier}"
    answers = [visiteur.get(path), as_user(etranger).get(path), as_user(lou).get(path)]
    assert [answer.status_code for answer in answers] == [404, 404, 200]


@pytest.mark.parametrize("fichier", TOUS)
def test_the_complete_file_is_the_animation_s(garni, as_user, claire, driss, lou, fichier):
    path = f"{EMPORTER}{fichier}{COMPLET}"
    assert [as_user(one).get(path).status_code for one in (claire, driss, lou)] == [200, 403, 403]


def test_an_unknown_file_is_not_found_and_nothing_is_sent_to(garni, as_user, claire):
    assert as_user(claire).get(f"{EMPORTER}acteurs.exe").status_code == 404
    assert as_user(claire).post(f"{EMPORTER}acteurs.csv").status_code == 405


@pytest.mark.parametrize("fichier", TOUS)
def test_a_download_writes_nothing(garni, as_user, claire, fichier):
    assert writes_of_get(as_user(claire), f"{EMPORTER}{fichier}{COMPLET}") == []


# What


@pytest.mark.parametrize("fichier", TOUS)
def test_a_public_file_holds_no_person_nor_what_is_reserved(ouvert, visiteur, fichier):
    said = read_text(visiteur, f"{EMPORTER}{fichier}")
    assert [secret for secret in SECRETS if secret in said] == []


@pytest.mark.parametrize("fichier", TOUS)
def test_no_file_holds_a_satisfaction_or_a_removed_actor(garni, as_user, claire, fichier):
    said = read_text(as_user(claire), f"{EMPORTER}{fichier}{COMPLET}")
    assert "satisfaction" not in said
    assert "Disparue" not in said
    assert "Fauvette" not in said


def test_public_links_do_not_say_who_spoke_nor_what_is_wished(ouvert, visiteur):
    [row] = read_csv(visiteur, f"{EMPORTER}liens.csv")
    assert {row["source_nom"], row["cible_nom"]} == {"Mairie", "Ferme"}
    assert (row["niveau_reel"], row["sujets"], row["niveau_souhaite"]) == ("3.0", "orientation", "")
    assert row["id"] == str(Acteur.objects.get(nom="Ferme").liens_b.first().pk)


def test_the_animation_reads_each_declaration(garni, as_user, claire):
    rows = read_csv(as_user(claire), f"{EMPORTER}liens.csv{COMPLET}")
    assert [
        (r["source_nom"], r["cible_nom"], r["niveau_reel"], r["niveau_souhaite"], r["visibilite"]) for r in rows
    ] == [
        ("Ferme", "Mairie", "3", "", "territoire"),
        ("Mairie", "Abri", "2", "", "privee"),
        ("Mairie", "Ferme", "3", "5", "territoire"),
    ]


def test_an_actor_is_told_in_the_words_of_the_lists(garni, as_user, claire):
    rows = {row["nom"]: row for row in read_csv(as_user(claire), f"{EMPORTER}acteurs.csv{COMPLET}")}
    mairie = rows["Mairie"]
    assert mairie["id"] == str(Acteur.objects.get(nom="Mairie").pk)
    assert (mairie["commune"], mairie["territoires"], mairie["siret"]) == ("Valmorane", "Valmorane", "01234567890123")
    assert (mairie["latitude"], mairie["longitude"], mairie["publics"]) == ("44.7", "4.9", "familles")
    assert restore(mairie["telephone"]) == "+33 4 75 00 00 00"
    assert mairie["description"].startswith("'=cmd")
    assert rows["Secrétaire"]["parent_id"] == mairie["id"]
    assert (rows["Abri"]["adresse"], rows["Abri"]["latitude"]) == ("", "")


def test_a_cadre_is_told_in_the_words_of_the_lists(garni, as_user, claire):
    rows = {row["nom"]: row for row in read_csv(as_user(claire), f"{EMPORTER}cadres.csv{COMPLET}")}
    assert sorted(rows) == ["Cadre en ébauche", "Cellule réservée", "Comité de pilotage", "Convention de la Lisaude"]
    convention, comite = rows["Convention de la Lisaude"], rows["Comité de pilotage"]
    assert (convention["reference"], convention["territoires"], convention["sphere"]) == ("D01", "Mirevalle", "DL")
    assert (convention["debut"], convention["fin"], convention["statut"]) == ("2024-01-01", "2027-12-31", "actif")
    assert convention["description"].startswith("'=cmd")
    assert (comite["parent"], comite["parent_id"], comite["nature"]) == (
        "Convention de la Lisaude", convention["id"], "instance",
    )  # fmt: skip


def test_who_takes_part_is_told_as_far_as_both_ends_may_be_seen(ouvert, visiteur, as_user, claire):
    def tell(client: Client, suite: str = "") -> list[tuple[str, str, str]]:
        rows = read_csv(client, f"{EMPORTER}participations.csv{suite}")
        return [(row["cadre"], row["acteur"], row["role"]) for row in rows]

    shown = [("Comité de pilotage", "Mairie", "membre"), ("Convention de la Lisaude", "Mairie", "pilote")]
    assert tell(visiteur) == shown
    hidden = [("Cellule réservée", "Mairie", "membre"), ("Convention de la Lisaude", "Abri", "financeur")]
    assert sorted(tell(as_user(claire), COMPLET)) == sorted([*shown, *hidden])


def test_a_frame_that_may_not_be_seen_is_not_named(ouvert, visiteur):
    cache = Cadre.objects.get(nom="Cellule réservée")
    Cadre.objects.filter(nom="Comité de pilotage").update(parent=cache)
    rows = {row["nom"]: row for row in read_csv(visiteur, f"{EMPORTER}cadres.csv")}
    assert (rows["Comité de pilotage"]["parent"], rows["Comité de pilotage"]["parent_id"]) == ("", "")


def test_a_parent_that_may_not_be_seen_is_not_named(ouvert, visiteur):
    abri = Acteur.objects.get(nom="Abri")
    make_acteur(ouvert, "Service ouvert", service=True, parent=abri)
    rows = {row["nom"]: row for row in read_csv(visiteur, f"{EMPORTER}acteurs.csv")}
    assert (rows["Service ouvert"]["parent"], rows["Service ouvert"]["parent_id"]) == ("", "")


def test_a_subject_told_on_a_reserved_link_is_in_no_public_graph(ouvert, visiteur):
    mairie, abri = (Acteur.objects.get(nom=nom) for nom in ("Mairie", "Abri"))
    service = make_acteur(ouvert, "Accueil de l’abri", sphere="AS", poste=True, parent=Acteur.objects.get(nom="Ferme"))
    say(service, mairie, niveau_reel=2, visibilite="privee", sujets=["gouvernance"])
    assert abri
    assert "gouvernance" not in read_text(visiteur, f"{EMPORTER}reseau.gexf")


def test_the_list_is_exported_as_it_was_filtered(demo, animation):
    rows = read_csv(animation, f"{EMPORTER}acteurs.csv?liste=oui&sphere=AS")
    assert {row["sphere"] for row in rows} == {"AS"}
    assert {row["nature"] for row in rows} <= {"structure", "service", "collectif"}
    page = animation.get("/espace/lisaude/acteurs/?sphere=AS")
    assert len(rows) == page.context["liste"].bilan.total
    assert "?liste=oui&amp;sphere=AS" in page.content.decode()


def test_the_network_is_that_of_the_page(demo, animation):
    graphe = nx.read_gexf(BytesIO(read_file(animation, f"{EMPORTER}reseau.gexf{COMPLET}")), version="1.3")
    shown = animation.get("/espace/lisaude/reseau/donnees.json").json()
    assert (graphe.number_of_nodes(), graphe.number_of_edges()) == (len(shown["acteurs"]), len(shown["liens"]))
    one = graphe.nodes[shown["acteurs"][0][0]]
    assert one["viz"]["position"]["x"] == pytest.approx(shown["acteurs"][0][3] * 1000, abs=0.1)
    assert {"sphere", "nature", "type", "commune"} <= one.keys()


def test_the_map_has_a_point_for_each_and_says_where_it_comes_from(garni, as_user, claire):
    features = json.loads(read_file(as_user(claire), f"{EMPORTER}acteurs.geojson{COMPLET}"))["features"]
    told = {one["properties"]["nom"]: (one["geometry"], one["properties"]["lieu"]) for one in features}
    assert told["Mairie"] == ({"type": "Point", "coordinates": [4.9, 44.7]}, "adresse")
    assert told["Abri"] == (None, "")


def test_data_inclusion_accepts_the_demonstration(demo, animation):
    Acteur.objects.filter(espace=demo, nature="structure").update(description="Accueil et accompagnement")
    structures = json.loads(read_file(animation, f"{EMPORTER}structures.json"))
    services = json.loads(read_file(animation, f"{EMPORTER}services.json"))
    read = [Structure.model_validate(one, context={"ignore_warnings": False}) for one in structures]
    known = {one.id for one in read}
    assert {Service.model_validate(one).structure_id for one in services} <= known
    assert len(structures) > 50
    assert len(services) > 30
    page = animation.get(f"{EMPORTER}data-inclusion/").content.decode()
    assert f"{len(structures)} structures et {len(services)} services passent" in page


def test_the_workbook_explains_itself(garni, as_user, claire, lou):
    said = read_text(as_user(claire), f"{EMPORTER}acteurs.ods{COMPLET}")
    assert "Lisez-moi" in said
    assert "Réservé à l’animation" in said
    assert "seul ce qui a changé change" in said
    assert "demandez à l’animation avant de transmettre" in read_text(as_user(lou), f"{EMPORTER}acteurs.ods")


def test_a_public_file_says_its_licence(ouvert, visiteur):
    assert "Licence Ouverte 2.0" in read_text(visiteur, f"{EMPORTER}acteurs.xlsx")
    assert json.loads(read_file(visiteur, f"{EMPORTER}acteurs.geojson"))["a_propos"]["date"] == "2026-11-22"
    assert 'rel="license"' in visiteur.get(f"{EMPORTER}acteurs.csv")["Link"]


# Cost


@pytest.mark.parametrize("fichier", TOUS)
def test_thirty_actors_cost_no_more_queries_than_three(garni, as_user, claire, fichier):
    client: Client = as_user(claire)
    path = f"{EMPORTER}{fichier}{COMPLET}"

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            read_file(client, path)
        return len(captured.captured_queries)

    before = count()
    mairie = Acteur.objects.get(nom="Mairie")
    for number in range(30):
        acteur = make_acteur(garni, f"N{number}", themes=("mobilite",), publics=("familles",))
        say(acteur, mairie, niveau_reel=2)
        make_participation(make_cadre(garni, territoires=[make_commune("Mirevalle")]), acteur)
    assert count() <= before


def test_under_asgi_the_file_leaves_whole(demo, async_client: Any):
    """Many pieces, and none compressed apart: browsers would read the first alone."""

    async def ask() -> bytes:
        response = await async_client.get(f"{EMPORTER}acteurs.geojson", headers={"accept-encoding": "gzip"})
        return b"".join([piece async for piece in response.streaming_content])

    assert len(json.loads(async_to_sync(ask)())["features"]) == Acteur.objects.count()


# The page


def test_the_page_offers_to_each_what_is_theirs(garni, as_user, claire, lou):
    complete, mine = (as_user(one).get(EMPORTER).content.decode() for one in (claire, lou))
    assert "Préparer l’archive complète" in complete
    assert "diffusion=animation" in complete
    assert "Préparer l’archive à transmettre" in mine
    assert "diffusion=animation" not in mine
    assert "Préparer l’archive complète" not in mine


def test_the_page_keeps_the_filters(garni, as_user, claire):
    page = as_user(claire).get(f"{EMPORTER}?liste=oui&sphere=DL").content.decode()
    assert "acteurs.ods?liste=oui&amp;sphere=DL" in page
    assert "reseau.gexf" not in page


def test_strangers_read_the_pages_of_a_public_espace_only(garni, visiteur, as_user, etranger):
    for path in (EMPORTER, f"{EMPORTER}data-inclusion/"):
        assert visiteur.get(path).status_code == as_user(etranger).get(path).status_code == 404
    garni.visibilite = Visibilite.PUBLIQUE
    garni.save()
    assert "Connectez-vous" in visiteur.get(EMPORTER).content.decode()
    assert visiteur.get(f"{EMPORTER}data-inclusion/").status_code == 200
