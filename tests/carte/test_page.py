"""The map page: drawing, table and data say the same, filters, perimeters, who sees what."""

from __future__ import annotations

import gzip
import html
import re
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from maillage.espaces.models import Espace
from maillage.territoires.models import Contour, OrigineContour, TerritoireEspace
from tests.carte.fabriques_carte import TOTAUX, draw
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques_acteurs import make_acteur, make_commune, make_sphere, make_theme
from tests.site.pages import english_words, list_faults
from tests.territoires.conftest import make_perimetre as compose

PAGE = "/espace/lisaude/carte/"
SVG = "{http://www.w3.org/2000/svg}"


def open_to_all() -> None:
    Espace.objects.update(visibilite="publique")


def read(client, **params) -> str:
    response = client.get(PAGE, params)
    assert response.status_code == 200
    return response.content.decode()


def said(page: str) -> str:
    found = re.search(r'data-carte-suit="phrase">(.*?)</p>', page, flags=re.S)
    return html.unescape(found[1]).replace("\u00a0", " ") if found else ""


def drawings(page: str) -> list[ET.Element]:
    found = re.findall(r'<svg xmlns="http://www.w3.org/2000/svg".*?</svg>', page, flags=re.S)
    return [ET.fromstring(svg) for svg in found]


WORDS = {"personne": 0, "un": 1, "deux": 2, "trois": 3, "quatre": 4}


def drawn(svg: ET.Element) -> dict[str, int]:
    """How many act in each commune, as the picture tells it."""
    titles = [link.findtext(f"{SVG}title") or "" for link in svg.iter(f"{SVG}a")]
    pairs = [title.replace("\u00a0", " ").split(" : ") for title in titles]
    return {nom: WORDS[told.split()[0]] for nom, told in pairs}


def listed(page: str) -> dict[str, int]:
    """The same, in the table."""
    rows = re.findall(r'<tr><th scope="row"><a [^>]*>(.*?)</a></th>(.*?)</tr>', page, flags=re.S)
    totals = {nom: re.search(r'carto-total">(\d+)<', row) for nom, row in rows}
    return {nom: int(found[1]) if found else 0 for nom, found in totals.items()}


def sent(client, **params) -> dict[str, int]:
    return {row[1]: row[2] for row in client.get(f"{PAGE}donnees.json", params).json()["communes"]}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, TOTAUX),
        ({"theme": "vieillissement"}, {"Amont": 1, "Bourg": 0, "Clos": 0, "Dune": 1}),
        ({"public": "familles"}, dict.fromkeys(TOTAUX, 1)),
        ({"sphere": "DL"}, {"Amont": 1, "Bourg": 1, "Clos": 0, "Dune": 0}),
        ({"sphere": ["DL", "PA"]}, {"Amont": 1, "Bourg": 1, "Clos": 0, "Dune": 1}),
        ({"q": "ccas"}, {"Amont": 1, "Bourg": 0, "Clos": 0, "Dune": 0}),
        ({"theme": "inconnu"}, dict.fromkeys(TOTAUX, 0)),
        ({"fraicheur": "jamais"}, TOTAUX),
    ],
)
def test_drawing_table_and_data_say_the_same(pays, as_user, lou, params, expected):
    client = as_user(lou)
    assert listed(read(client, vue="tableau", **params)) == expected
    assert [drawn(svg) for svg in drawings(read(client, **params))] == [expected, expected]
    assert sent(client, **params) == expected


def test_sentence_names_the_empty_communes(pays, as_user, lou):
    told = said(read(as_user(lou), theme="vieillissement"))
    assert told == "Sur quatre communes, deux n’ont personne pour le vieillissement : Bourg et Clos."


def test_a_commune_leads_to_the_list_that_counts_the_same(pays, as_user, lou):
    client = as_user(lou)
    for _, nom, total, _, address, _ in client.get(f"{PAGE}donnees.json").json()["communes"]:
        followed = client.get(address).content.decode()
        assert len(re.findall(r'class="nom" href', followed)) == total, nom


def test_the_link_keeps_the_filters(pays, as_user, lou):
    rows = as_user(lou).get(f"{PAGE}donnees.json", {"theme": "vieillissement", "vue": "tableau"}).json()["communes"]
    assert all("theme=vieillissement" in row[4] and "vue=" not in row[4] for row in rows)


def test_marks_stand_in_their_commune(pays, as_user, lou):
    """One bunch in each commune that has a seat, and none elsewhere."""
    for svg in drawings(read(as_user(lou))):
        titles = {group.findtext(f"{SVG}title") for group in svg.iter(f"{SVG}g") if group.get("pointer-events")}
        assert titles == {"CCAS d’Amont", "GAL", "Foyer rural"}


def test_table_names_seats_and_wide_actors(pays, as_user, lou):
    page = read(as_user(lou), vue="tableau")
    amont = re.search(r">Amont</a></th>(.*?)</tr>", page, flags=re.S)[1]
    assert "CCAS d’Amont" in amont
    assert "GAL</a>" not in amont
    wide = [part.split("</section>")[0] for part in page.split("Agissent dans tout le territoire de")[1:]]
    assert [("Caf" in part, ">GAL</a>" in part) for part in wide] == [(True, False), (False, True)]


def test_without_a_place_it_is_named_apart(pays, as_user, lou):
    make_acteur(pays.espace, "Sans adresse")
    for vue in ("dessin", "tableau"):
        apart = read(as_user(lou), vue=vue).split('id="sans-lieu"')[1]
        assert "Sans lieu · 2" in f"Sans lieu ·{apart.split('Sans lieu ·')[1]}"
        assert "Sans adresse" in apart
    told = as_user(lou).get(f"{PAGE}donnees.json").json()["sans_lieu"]
    assert [row[1] for row in told] == ["Caf", "Sans adresse"]


def test_a_seat_outside_is_told(pays, as_user, lou):
    make_acteur(pays.espace, "Voisin", commune="Loin")
    assert "Un acteur a son siège hors du territoire." in read(as_user(lou))


# Perimeters


def test_perimeters_are_drawn_and_lettered(pays, as_user, lou):
    client = as_user(lou)
    assert "GAL des Deux Rives" in read(client)
    plain, ticked = (drawings(read(client, **params))[0] for params in ({}, {"perimetre": [pays.epci.pk, pays.gal.pk]}))
    dashes = [path.get("stroke-dasharray") for path in ticked.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert len(dashes) == 4  # each outline, and its sample in the legend
    assert len(set(dashes)) == 2
    letters = [text.text for text in ticked.iter(f"{SVG}text") if text.text in ("A", "B")]
    assert sorted(letters) == ["A", "A", "B", "B"]
    assert not [path for path in plain.iter(f"{SVG}path") if path.get("stroke-dasharray")]


def test_table_says_which_communes_are_in_which(pays, as_user, lou):
    rows = re.findall(r'<th scope="row"><a [^>]*>(\w+)</a>(.*?)</tr>', read(as_user(lou), vue="tableau"), flags=re.S)
    letters = {nom: re.findall(r"<abbr [^>]*>(\w)</abbr>", row) for nom, row in rows}
    assert letters == {"Amont": ["A", "B"], "Bourg": ["A", "B"], "Clos": ["A"], "Dune": ["A"]}


def test_a_perimeter_may_go_beyond_the_territory(pays, as_user, lou):
    outside = make_commune("Hors", code="26099")
    draw(outside, 5.5, 44.5)
    wide = compose(pays.espace, "PETR large", "Dune", "Hors")
    shown = as_user(lou).get(f"{PAGE}contours.json", {"perimetre": wide.pk}).json()["perimetres"]
    assert [(letter, nom) for letter, nom, _ in shown] == [("C", "PETR large")]
    assert "dont 1 hors du territoire" in read(as_user(lou), vue="tableau")
    assert "Hors" not in drawn(drawings(read(as_user(lou), perimetre=wide.pk))[0])


def test_perimeters_of_others_are_not_drawn(pays, ailleurs, as_user, lou):
    theirs = compose(ailleurs, "Leur PETR", "Amont")
    page = read(as_user(lou), perimetre=[theirs.pk, uuid4(), "x"])
    assert "Leur PETR" not in page
    assert as_user(lou).get(f"{PAGE}contours.json", {"perimetre": theirs.pk}).json()["perimetres"] == []


# Who sees what


def points(client) -> dict[str, tuple[float, float]]:
    return {row[1]: (row[3], row[4]) for row in client.get(f"{PAGE}donnees.json").json()["acteurs"]}


def test_a_confidential_place_is_never_its_own_point(pays, as_user, lou, claire, visiteur):
    open_to_all()
    own = {"latitude": 44.51234, "longitude": 5.01234, "precision_lieu": "adresse"}
    make_acteur(pays.espace, "Ouvert", commune=pays.communes["Amont"], **own)
    make_acteur(pays.espace, "Refuge", commune=pays.communes["Amont"], lieu_confidentiel=True, **own)
    make_acteur(pays.espace, "Refuge sans commune", lieu_confidentiel=True, **own)
    for client in (visiteur, as_user(lou), as_user(claire)):
        seen = points(client)
        assert seen["Ouvert"] == (5.01234, 44.51234)
        assert seen["Refuge"] == (5.05, 44.55)
        assert "Refuge sans commune" not in seen


def test_without_coordinates_the_centre_of_the_commune(pays, as_user, lou):
    assert points(as_user(lou))["Foyer rural"] == (5.35, 44.55)


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}donnees.json", f"{PAGE}contours.json"])
@pytest.mark.parametrize("who", ["etranger", "passante"])
def test_closed_espace_is_not_found(pays, as_user, who, path, request, visiteur):
    assert as_user(request.getfixturevalue(who)).get(path).status_code == 404
    assert visiteur.get(path).status_code == 404


def test_hidden_actors_are_neither_named_nor_counted(pays, visiteur, as_user, lou, driss):
    open_to_all()
    make_acteur(pays.espace, "Entre nous", membres=True, commune=pays.communes["Clos"])
    make_acteur(pays.espace, "Pas prêt", brouillon=True, commune=pays.communes["Clos"])
    make_acteur(pays.espace, "Parti", retire=True, commune=pays.communes["Clos"])
    make_acteur(pays.espace, "Poste", poste=True, parent=pays.acteurs["caf"], commune=pays.communes["Clos"])
    for client, total in ((visiteur, 1), (as_user(lou), 2), (as_user(driss), 2)):
        page = read(client, vue="tableau")
        assert listed(page)["Clos"] == sent(client)["Clos"] == total
        assert ("Entre nous" in page) == (total == 2)
        assert not {"Pas prêt", "Parti", "Poste"} & set(points(client))


def test_names_are_escaped_and_nothing_is_inline(pays, as_user, claire):
    make_acteur(pays.espace, "<script>alert(1)</script>", commune=pays.communes["Clos"])
    compose(pays.espace, "<b>GAL</b>", "Amont")
    for params in ({}, {"vue": "tableau"}):
        page = read(as_user(claire), **params)
        assert "<script>alert" not in page
        assert "<b>GAL" not in page
        assert list_faults(page) == []
        assert english_words(page) == set()


def test_worlds_of_the_espace_have_their_mark(pays, as_user, lou):
    own = make_sphere("SAN", espace=pays.espace, nom="Santé", lettre="Sa")
    make_acteur(pays.espace, "CPTS", sphere=own, commune=pays.communes["Clos"])
    words = [text.text for text in drawings(read(as_user(lou)))[0].iter(f"{SVG}text")]
    assert {"Sa", "Santé (1)"} <= set(words)


# Bad input, what is missing


def test_what_is_not_known_is_left_out(pays, as_user, lou):
    asked = {"vue": "globe", "papier": "a0", "perimetre": "x' --", "page": "mille", "seuls": "-1", "q": "\x00"}
    page = read(as_user(lou), territoire="x", **asked)
    assert drawn(drawings(page)[0]) == TOTAUX


def test_facets_count_as_the_list_does(pays, as_user, lou):
    page, liste = read(as_user(lou)), as_user(lou).get("/espace/lisaude/acteurs/").content.decode()
    facet = r'name="(sphere|theme|public)" value="([^"]*)".*?class="nombre">(\d+)<'
    assert re.findall(facet, page, flags=re.S) == re.findall(facet, liste, flags=re.S) != []
    assert 'name="territoire"' not in page


def test_without_a_territory_the_animation_is_led_to_choose_one(lisaude, as_user, claire, lou):
    assert reverse("territoires:territoire", args=["lisaude"]) in read(as_user(claire))
    assert "pas encore de territoire" in read(as_user(lou))
    assert reverse("territoires:territoire", args=["lisaude"]) not in read(as_user(lou))


def test_without_contours_the_table_still_tells_and_the_animation_may_bring_them(pays, as_user, claire, lou):
    Contour.objects.all().delete()
    assert listed(read(as_user(lou), vue="tableau")) == TOTAUX
    assert "Charger les contours" in read(as_user(claire))
    page = read(as_user(lou))
    assert "ne sont pas encore là" in page
    assert "Charger les contours" not in page


def test_approximate_and_missing_contours_are_told(pays, as_user, lou):
    Contour.objects.filter(territoire=pays.communes["Clos"]).update(origine=OrigineContour.APPROCHE)
    Contour.objects.filter(territoire=pays.communes["Dune"]).delete()
    page = html.unescape(read(as_user(lou)))
    assert "Contours approchés" in page
    assert "Une commune n’a pas de contour\u00a0: Dune." in page


def test_nobody_answers_to_these_filters(pays, as_user, lou):
    assert said(read(as_user(lou), theme="inconnu")) == "Personne ne répond à ces filtres."


# Data


def test_data_are_not_sent_twice(pays, as_user, lou, claire):
    for path in (f"{PAGE}donnees.json", f"{PAGE}contours.json"):
        first = as_user(lou).get(path)
        assert "private" in first["Cache-Control"]
        again = as_user(lou).get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    tag = as_user(lou).get(f"{PAGE}donnees.json")["ETag"]
    for client, params in ((as_user(claire), {}), (as_user(lou), {"theme": "vieillissement"})):
        other = client.get(f"{PAGE}donnees.json", params, headers={"If-None-Match": tag})
        assert other.status_code == 200


def test_a_change_is_seen(pays, as_user, lou):
    client = as_user(lou)
    marks = [client.get(f"{PAGE}donnees.json")["ETag"]]
    make_acteur(pays.espace, "Nouveau", commune=pays.communes["Clos"])
    marks.append(client.get(f"{PAGE}donnees.json")["ETag"])
    pays.communes["Clos"].latitude = 44.52
    pays.communes["Clos"].save()
    marks.append(client.get(f"{PAGE}donnees.json")["ETag"])
    assert len(set(marks)) == 3
    shapes = client.get(f"{PAGE}contours.json")["ETag"]
    Contour.objects.filter(territoire=pays.communes["Clos"]).delete()
    assert client.get(f"{PAGE}contours.json")["ETag"] != shapes


def test_what_the_page_has_read_is_not_read_twice_nor_by_another(pays, as_user, lou, claire):
    path = f"{PAGE}donnees.json"
    alone = count_queries(as_user(lou), path)
    assert listed(read(as_user(lou), vue="tableau")) == TOTAUX
    read(as_user(lou))
    make_acteur(pays.espace, "Entre-temps", commune=pays.communes["Clos"])
    assert sent(as_user(lou))["Clos"] == 2
    read(as_user(lou))
    assert count_queries(as_user(claire), path) == alone
    assert count_queries(as_user(lou), path) < alone
    assert count_queries(as_user(lou), path) == alone


def test_a_wider_container_changes_the_data(pays, as_user, lou):
    before = as_user(lou).get(f"{PAGE}donnees.json")["ETag"]
    pays.gal.communes.add(pays.communes["Clos"])
    assert as_user(lou).get(f"{PAGE}donnees.json")["ETag"] != before
    assert sent(as_user(lou))["Clos"] == 2


# Every page

PATHS = [PAGE, f"{PAGE}?vue=tableau", f"{PAGE}donnees.json", f"{PAGE}contours.json"]


def test_reading_never_writes(pays, as_user, claire):
    for path in PATHS:
        assert writes_of_get(as_user(claire), path) == [], path


def test_queries_do_not_grow(pays, as_user, lou, visiteur):
    open_to_all()
    for client in (as_user(lou), visiteur):
        few = [count_queries(client, path) for path in PATHS]
        more = [make_commune(f"Plus {client is visiteur} {i}") for i in range(6)]
        for rank, commune in enumerate(more):
            draw(commune, 5 + rank / 10, 44.3)
            make_acteur(pays.espace, commune=commune, themes=("vieillissement",), territoires=(pays.gal, commune))
        pays.epci.communes.add(*more)
        assert [count_queries(client, path) for path in PATHS] == few


def test_pages_are_light(pays, as_user, lou):
    for number in range(150):
        make_acteur(pays.espace, f"Association numéro {number}", commune=pays.communes["Bourg"], sphere="DS")
    make_theme("vieillissement")
    for params in ({}, {"vue": "tableau"}):
        assert len(gzip.compress(read(as_user(lou), **params).encode())) < 60_000


def test_the_switch_leads_to_the_network_and_back(pays, as_user, lou):
    page = read(as_user(lou))
    assert f'href="{reverse("reseau:accueil", args=["lisaude"])}"' in page
    assert re.search(r'<a href="/espace/lisaude/reseau/" aria-current="page">Réseau</a>', page)  # the menu's entry


def test_paper_is_chosen_by_address(pays, as_user, lou):
    assert 'class="page-carte papier-a3"' in read(as_user(lou), papier="a3")
    assert "papier=a3" in read(as_user(lou))


def test_espace_without_perimetre_row(pays, as_user, lou):
    TerritoireEspace.objects.all().delete()
    assert "pas encore de territoire" in read(as_user(lou))
