"""The map page: drawing, table and data say the same; perimeters; what is missing is told."""

from __future__ import annotations

import html
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from maillage.territoires.models import Contour, OrigineContour
from tests.carte.fabriques_carte import TOTAUX, draw
from tests.carte.lire import PAGE, SVG, drawings, drawn, listed, read, said, sent
from tests.fabriques_acteurs import make_acteur, make_commune
from tests.territoires.conftest import make_perimetre as compose


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
    wide = [part.split("</section>")[0] for part in page.split("Agissent dans tout ce périmètre")[1:]]
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
