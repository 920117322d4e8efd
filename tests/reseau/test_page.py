"""The network page: drawing and table say the same, filters, neighbourhood, who sees what."""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from maillage.espaces.models import Espace
from maillage.referentiels.chargement import load_all
from maillage.reseau.trame import read_trame
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques_acteurs import make_acteur, make_sphere
from tests.reseau.dessins import PAGE, SVG, drawings, find_marks, read
from tests.reseau.fabriques_reseau import make_lisaude, make_random, say


@pytest.fixture
def lisaude(lisaude):
    load_all()
    return lisaude


@pytest.fixture
def a(lisaude):
    return make_lisaude(lisaude)


def open_to_all() -> None:
    Espace.objects.update(visibilite="publique")


def pairs_drawn(svg: ET.Element) -> Counter[frozenset[str]]:
    """Each line by the two marks at its ends."""
    marks = find_marks(svg)
    found: Counter[frozenset[str]] = Counter()
    for path in svg.iter(f"{SVG}path"):
        ends = re.fullmatch(r"M([\d.-]+) ([\d.-]+)L([\d.-]+) ([\d.-]+)", path.get("d", ""))
        if ends:
            x1, y1, x2, y2 = map(float, ends.groups())
            pair = frozenset(nom for end in ((x1, y1), (x2, y2)) for nom in marks if math.dist(end, marks[nom]) < 0.5)
            if pair:  # else a line of the legend, or of the floor
                found[pair] += 1
    return found


def pairs_listed(page: str) -> Counter[frozenset[str]]:
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td>", page, flags=re.S)
    name = lambda cell: re.findall(r"<a [^>]*>([^<]*)</a>", cell)[0]  # noqa: E731
    return Counter(frozenset((name(one), name(other))) for one, other in rows)


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"etat": ["confirme", "souhaite"]},
        {"sphere": "DL"},
        {"au_moins": "4"},
        {"niveau": "structure"},
        {"theme": "logement"},
    ],
)
def test_drawing_and_table_say_the_same(lisaude, as_user, lou, params):
    make_random(lisaude, 7, acteurs=18, paroles=50)
    client = as_user(lou)
    listed = pairs_listed(read(client, vue="tableau", **params))
    shown = drawings(read(client, **params))
    assert len(shown) == 3  # a screen, a phone, a sheet of paper
    if listed:
        assert [pairs_drawn(svg) for svg in shown] == [listed] * 3


def test_table_names_those_without_links_as_the_drawing_does(a, as_user, lou):
    table = read(as_user(lou), vue="tableau")
    marks = set(find_marks(drawings(read(as_user(lou)))[0]))
    named = {name for pair in pairs_listed(table) for name in pair}
    alone = set(re.findall(r"<li><svg.*?</svg>\s*<a [^>]*>([^<]*)</a></li>", table.split('id="seuls"')[1], flags=re.S))
    assert named | alone == marks
    assert "Foyer rural" in alone


def test_sentence_counts_what_is_shown(a, as_user, lou):
    assert "Six acteurs, quatre liens." in read(as_user(lou))


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, {("ccas", "mds"), ("ccas", "enfance"), ("mds", "enfance"), ("habitat", "mds")}),
        ({"etat": "confirme"}, {("ccas", "mds")}),
        ({"etat": "conteste"}, {("mds", "enfance")}),
        ({"etat": "souhaite"}, {("gal", "ccas")}),
        ({"au_moins": "4"}, {("habitat", "mds")}),
        ({"sphere": "AS"}, {("ccas", "mds")}),
        ({"theme": "logement"}, {("ccas", "mds")}),
        ({"niveau": "structure"}, {("ccas", "mds"), ("ccas", "epci"), ("mds", "epci")}),
    ],
)
def test_filters(a, as_user, lou, params, expected):
    listed = pairs_listed(read(as_user(lou), vue="tableau", **params))
    assert set(listed) == {frozenset((a[x].nom, a[y].nom)) for x, y in expected}


def test_unknown_filters_are_left_out(a, as_user, lou):
    page = read(as_user(lou), vue="nuage", niveau="x", au_moins="-1", etat="secret", papier="a0", page="mille")
    assert "quatre liens" in page


def test_unknown_world_shows_nobody_and_says_so(a, as_user, lou):
    assert "Personne ne répond à ces filtres." in read(as_user(lou), sphere="XX", vue="tableau")


# Around one actor


def test_neighbourhood(a, as_user, lou):
    page = read(as_user(lou), acteur=a["ccas"].pk, vue="tableau")
    assert "Autour de CCAS de Valmorane" in page
    assert set(pairs_listed(page)) == {
        frozenset((a[x].nom, a[y].nom)) for x, y in (("ccas", "mds"), ("ccas", "enfance"), ("mds", "enfance"))
    }


def test_neighbourhood_of_a_service_is_its_structures_when_folded(a, as_user, lou):
    assert "Autour de Communauté de communes" in read(as_user(lou), acteur=a["enfance"].pk, niveau="structure")


def test_forged_or_hidden_actor_is_not_found(a, ailleurs, as_user, lou, visiteur):
    open_to_all()
    client = as_user(lou)
    for pk in (uuid4(), make_acteur(ailleurs).pk, make_acteur(a["ccas"].espace, brouillon=True).pk, "x'; --"):
        assert client.get(PAGE, {"acteur": pk}).status_code == 404
    hidden = make_acteur(a["ccas"].espace, membres=True)
    assert client.get(PAGE, {"acteur": hidden.pk}).status_code == 200
    assert visiteur.get(PAGE, {"acteur": hidden.pk}).status_code == 404


def test_search_leads_to_a_neighbourhood(a, as_user, lou):
    page = read(as_user(lou), q="solidarite")
    assert f"?acteur={a['mds'].pk}" in page
    assert "Personne ne répond à «\u00a0zzzz\u00a0»." in html.unescape(read(as_user(lou), q="zzzz"))


# Who sees what


@pytest.mark.parametrize("who", ["etranger", "passante"])
def test_closed_espace_is_not_found(a, as_user, who, request):
    client = as_user(request.getfixturevalue(who))
    assert client.get(PAGE).status_code == client.get(f"{PAGE}donnees.json").status_code == 404


def test_public_sees_neither_wish_nor_contest(a, visiteur):
    open_to_all()
    page = read(visiteur, vue="tableau")
    assert set(pairs_listed(page)) == {
        frozenset((a[x].nom, a[y].nom)) for x, y in (("ccas", "mds"), ("ccas", "enfance"), ("habitat", "mds"))
    }
    for state in ("souhaite", "conteste"):
        forced = read(visiteur, vue="tableau", etat=state)
        assert pairs_listed(forced) == pairs_listed(page)
        assert f'value="{state}"' not in forced


def test_hidden_actors_are_not_named_to_the_public(lisaude, visiteur):
    open_to_all()
    seen, hidden = make_acteur(lisaude, "Vu"), make_acteur(lisaude, "Caché", membres=True)
    say(seen, hidden, 3)
    for params in ({}, {"vue": "tableau"}):
        assert "Caché" not in read(visiteur, **params)


def test_no_page_tells_one_sides_level(lisaude, as_user, lou, visiteur):
    """Merged at 3 (and 2,5): neither 5, 4 nor 1 is anywhere, in the page or the data."""
    open_to_all()
    one, two, three = make_acteur(lisaude, "A"), make_acteur(lisaude, "B"), make_acteur(lisaude, "C")
    say(one, two, 5), say(two, one, 1)
    say(one, three, 4), say(three, one, 1)
    for client in (as_user(lou), visiteur):
        body = read(client, vue="tableau").split('class="carte reseau-filtres"')[0]
        for level in ("Co-construire", "Coopérer", "<td>Se connaître"):
            assert level not in body
        rows = client.get(f"{PAGE}donnees.json").json()["liens"]
        assert {level for *_, level in rows} <= {3, 2.5}


def test_names_are_escaped_and_nothing_is_inline(lisaude, as_user, claire):
    bad = make_acteur(lisaude, "<script>alert(1)</script>", sphere="AS")
    say(bad, make_acteur(lisaude, "=1+1"), 3)
    for params in ({}, {"vue": "tableau"}, {"etat": "souhaite"}):
        page = read(as_user(claire), **params)
        assert "<script>alert" not in page
        assert " style=" not in page
        assert "<style" not in page


def test_worlds_of_the_espace_are_named(lisaude, as_user, lou):
    own = make_sphere("SAN", espace=lisaude, nom="Santé", lettre="Sa")
    say(make_acteur(lisaude, "CPTS", sphere=own), make_acteur(lisaude), 3)
    assert any("Santé" in (text.text or "") for text in drawings(read(as_user(lou)))[0].iter(f"{SVG}text"))


def test_empty_espace_says_what_to_do(lisaude, as_user, driss):
    page = read(as_user(driss))
    assert "Le réseau est encore vide" in page
    assert reverse("acteurs:creer", args=["lisaude"]) in page


# Data


def test_data_are_those_of_the_table(a, as_user, lou):
    data = as_user(lou).get(f"{PAGE}donnees.json").json()
    names = [row[1] for row in data["acteurs"]]
    sent = {frozenset((names[i], names[j])) for i, j, etat, _ in data["liens"] if data["etats"][etat] != "souhaite"}
    assert sent == set(pairs_listed(read(as_user(lou), vue="tableau")))
    assert all(0 <= x <= 1 and 0 <= y <= 1 for _, _, _, x, y, _ in data["acteurs"])


def test_data_are_not_sent_twice(a, as_user, lou, claire):
    client = as_user(lou)
    first = client.get(f"{PAGE}donnees.json")
    assert "private" in first["Cache-Control"]
    again = client.get(f"{PAGE}donnees.json", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = as_user(claire).get(f"{PAGE}donnees.json", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    say(a["seul"], a["ccas"], 2)
    assert client.get(f"{PAGE}donnees.json", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_change_of_level_or_a_removal_is_seen(a, as_user, lou):
    client = as_user(lou)
    marks = [client.get(f"{PAGE}donnees.json")["ETag"]]
    say(a["ccas"], a["enfance"], 5)
    marks.append(client.get(f"{PAGE}donnees.json")["ETag"])
    type(a["seul"]).objects.filter(pk=a["seul"].pk).update(retire_le="2026-11-22T10:00:00Z")
    marks.append(client.get(f"{PAGE}donnees.json")["ETag"])
    assert len(set(marks)) == 3


def test_data_already_made_are_not_made_again_nor_given_to_another_reader(a, as_user, lou, claire, monkeypatch):
    page = f"{PAGE}donnees.json"
    first = as_user(lou).get(page).content
    made = []
    monkeypatch.setattr("maillage.reseau.views.read_trame", lambda *asked: made.append(asked) or read_trame(*asked))
    assert as_user(lou).get(page).content == first
    assert made == []
    as_user(claire).get(page)
    assert len(made) == 1
    say(a["seul"], a["ccas"], 2)
    assert as_user(lou).get(page).content != first


# Every page

PATHS = [PAGE, f"{PAGE}?vue=tableau", f"{PAGE}?niveau=structure", f"{PAGE}?q=ccas", f"{PAGE}donnees.json"]


def test_reading_never_writes(a, as_user, claire):
    for path in PATHS:
        assert writes_of_get(as_user(claire), path) == [], path


def test_queries_do_not_grow(lisaude, a, as_user, lou, visiteur):
    open_to_all()
    for client in (as_user(lou), visiteur):
        few = [count_queries(client, path) for path in PATHS]
        make_random(lisaude, 3, acteurs=20, paroles=60)
        many = [count_queries(client, path) for path in PATHS]
        assert all(after <= before + 2 for before, after in zip(few, many, strict=True))  # two more once, to merge
        make_random(lisaude, 4, acteurs=20, paroles=60)
        assert [count_queries(client, path) for path in PATHS] == many
