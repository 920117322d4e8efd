"""Where actors stand: the same on every picture, from visit to visit, whoever arrives."""

from __future__ import annotations

import math
from datetime import timedelta

import numpy as np
import pytest
from django.core.management import call_command

from maillage.diagnostic.documents import render
from maillage.diagnostic.lecture import read_lecture, read_reseau
from maillage.espaces.droits import find_droits
from maillage.espaces.models import Trace
from maillage.publication.figures.cadre import Cadre
from maillage.referentiels.chargement import load_all
from maillage.reseau.actions import settle_places
from maillage.reseau.models import Position
from maillage.reseau.places import place_reseau
from maillage.reseau.rangement import list_to_settle, settle_all
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


Places = dict[str, tuple[float, float]]


def places(client, **params) -> Places:
    """By id, as the living drawing is told."""
    return {row[0]: (row[3], row[4]) for row in client.get(f"{PAGE}donnees.json", params).json()["acteurs"]}


def places_by_name(client, **params) -> Places:
    return {row[1]: (row[3], row[4]) for row in client.get(f"{PAGE}donnees.json", params).json()["acteurs"]}


def is_only_stretched(told: Places, drawn: Places, turned: bool) -> bool:
    """Whether the marks stand where they are told, up to a scale and a shift of each axis."""
    names = sorted(drawn)
    for axis in (0, 1):
        x = np.array([told[name][1 - axis if turned else axis] for name in names])
        y = np.array([drawn[name][axis] for name in names])
        line = np.column_stack((x, np.ones(len(x))))
        fit = line @ np.linalg.lstsq(line, y, rcond=None)[0]
        if np.abs(fit - y).max() > 0.15:
            return False
    return True


@pytest.mark.parametrize("params", [{}, {"niveau": "structure"}, {"sphere": ["AS", "DL"]}, {"etat": "confirme"}])
@pytest.mark.parametrize("kept", [False, True])
def test_server_drawings_and_living_drawing_share_one_set_of_places(lisaude, as_user, claire, params, kept):
    make_random(lisaude, 5, acteurs=20, paroles=60)
    client = as_user(claire)
    if kept:
        client.post(f"{PAGE}garder/")
        say(make_acteur(lisaude, "Nouveau venu"), make_acteur(lisaude, "Autre venu", sphere="DL"), 3)
    told = places_by_name(client, niveau=params.get("niveau", "service"))
    for svg, turned in zip(drawings(read(client, **params)), (False, True, False), strict=True):
        assert len(find_marks(svg)) > 3
        assert is_only_stretched(told, find_marks(svg), turned)


def test_filters_move_nobody(a, as_user, lou):
    client = as_user(lou)
    whole, part = (find_marks(drawings(read(client, **params))[2]) for params in ({}, {"etat": "confirme"}))
    assert part.keys() == whole.keys()
    assert all(math.dist(part[name], whole[name]) < 0.2 for name in whole)  # corners are rounded


def test_documents_of_the_diagnosis_take_the_places_kept(a, lisaude, as_user, claire):
    as_user(claire).post(f"{PAGE}garder/")
    Position.objects.filter(acteur=a["ccas"]).update(x=0.123, y=0.456)
    reseau = read_reseau(lisaude, "service", "complete")
    assert place_reseau(lisaude, "service", reseau)[str(a["ccas"].pk)] == (0.123, 0.456)
    places_kept = place_reseau(lisaude, "service", reseau)
    assert places_kept == places(as_user(claire))


def test_page_made_from_the_site_draws_at_the_places_kept(lisaude, as_user, claire):
    make_random(lisaude, 3, acteurs=30, paroles=120)
    as_user(claire).post(f"{PAGE}garder/")
    told = places_by_name(as_user(claire))
    lecture = read_lecture(find_droits(claire, lisaude))
    page = render(lisaude, lecture.diagnostic, read_reseau(lisaude, "service", "complete"), "html", publique=False)
    networks = [svg for svg in drawings(page.decode()) if set(told) <= set(find_marks(svg))]
    assert networks
    assert is_only_stretched(told, {name: find_marks(networks[0])[name] for name in told}, turned=False)


# Making the drawing again


def test_animation_keeps_the_places_and_no_one_else(a, as_user, claire, driss, lou):
    for path in (f"{PAGE}garder/", f"{PAGE}reprendre/"):
        assert as_user(driss).post(path).status_code == as_user(lou).post(path).status_code == 403
        assert as_user(claire).get(path).status_code == 405
        assert as_user(claire).post(path).status_code == 302
    first = dict(Position.objects.filter(niveau="service").values_list("acteur", "x"))
    as_user(claire).post(f"{PAGE}garder/")
    assert dict(Position.objects.filter(niveau="service").values_list("acteur", "x")) == first
    assert Trace.objects.filter(geste="conserver").count() == 2


def test_making_again_is_explained_and_can_be_undone(a, as_user, claire, driss):
    client = as_user(claire)
    client.post(f"{PAGE}garder/")
    Position.objects.filter(acteur=a["ccas"]).update(x=0.5, y=0.5)
    before = places(client)
    assert "Reprendre les places d’avant" not in read(client)
    client.post(f"{PAGE}garder/")
    after = places(client)
    assert after != before
    page = read(client)
    assert "Reprendre les places d’avant" in page
    assert "Chaque acteur garde sa place" in page
    assert "Refaire le dessin" not in read(as_user(driss))
    client.post(f"{PAGE}reprendre/")
    assert places(client) == before
    client.post(f"{PAGE}reprendre/")
    assert places(client) == after


def test_who_came_after_finds_a_seat_on_the_former_drawing(a, as_user, claire):
    client = as_user(claire)
    client.post(f"{PAGE}garder/")
    before = places(client)
    new = make_acteur(a["ccas"].espace, "Nouveau venu")
    client.post(f"{PAGE}garder/")
    client.post(f"{PAGE}reprendre/")
    after = places(client)
    assert {pk: after[pk] for pk in before} == before
    assert str(new.pk) in after


# Newcomers


def test_newcomers_move_nobody_and_sit_beside_their_partners(a, as_user, claire):
    client = as_user(claire)
    client.post(f"{PAGE}garder/")
    before = places(client)
    new = make_acteur(a["ccas"].espace, "Nouveau venu")
    say(new, a["ccas"], 3)
    make_acteur(a["ccas"].espace, "Sans lien")
    after = places(client)
    assert {pk: after[pk] for pk in before} == before
    assert math.dist(after[str(new.pk)], before[str(a["ccas"].pk)]) < 0.1
    assert "Deux acteurs sont arrivés depuis" in read(client)


def test_seats_of_newcomers_are_kept_when_the_espace_is_quiet(a, lisaude, as_user, claire):
    client = as_user(claire)
    shown = places(client)
    assert list(list_to_settle()) == []  # someone is typing
    assert settle_all(calme=timedelta(0)) == Position.objects.count() > 0
    assert places(client) == shown
    make_acteur(lisaude, "Nouveau venu")
    shown = places(client)
    settle_all(calme=timedelta(0))
    assert places(client) == shown
    assert list(Position.objects.filter(arrivee=True).values_list("acteur__nom", flat=True).distinct()) == [
        "Nouveau venu"
    ]
    assert list(list_to_settle(timedelta(0))) == []


def test_a_visit_keeps_nothing_and_the_command_does(a, as_user, lou, capsys):
    read(as_user(lou))
    assert not Position.objects.exists()
    Trace.objects.update(quand="2026-01-01T00:00:00Z")
    call_command("ranger_dessins")
    assert f"{Position.objects.count()} places gardées." in capsys.readouterr().out


def test_settling_twice_changes_nothing(a, lisaude):
    assert settle_places(espace=lisaude) > 0
    assert settle_places(espace=lisaude) == 0


# Worlds of the espace's own


def test_own_worlds_bear_their_own_mark_everywhere(lisaude, as_user, lou):
    own = make_sphere("SAN", espace=lisaude, nom="Santé", lettre="Z", forme="hexagone", trait="#123456", fond="#ABCDEF")
    say(make_acteur(lisaude, "CPTS", sphere=own), make_acteur(lisaude, "CCAS"), 3)
    client = as_user(lou)
    for svg in drawings(read(client)):
        mark = next(g for g in svg.iter(f"{SVG}g") if len(g) > 1 and (g[0].text or "") == "CPTS")
        assert (mark[1].tag, mark[1].get("fill"), mark[2].text) == (f"{SVG}polygon", "#123456", "Z")
        assert any(shape.get("fill") == "#ABCDEF" for shape in svg.iter())
        assert "Santé" in {text.text for text in svg.iter(f"{SVG}text")}
    told = client.get(f"{PAGE}donnees.json").json()["spheres"]
    assert ["SAN", "Santé", "hexagone", "Z", "#123456", "#ABCDEF"] in told
    assert 'fill="#123456"' in read(client, vue="tableau")


def test_a_shared_world_corrected_here_is_drawn_as_corrected(lisaude, as_user, lou):
    make_sphere("AS", espace=lisaude, nom="Solidarités", lettre="K", trait="#654321")
    say(make_acteur(lisaude, "CCAS"), make_acteur(lisaude, "MDS"), 3)
    said = {text.text for text in drawings(read(as_user(lou)))[0].iter(f"{SVG}text")}
    assert {"K", "Solidarités"} <= said


# Around one actor, without script


def test_around_one_actor_the_page_says_with_whom_and_at_which_level(a, as_user, lou):
    page = read(as_user(lou), acteur=a["ccas"].pk)
    around = page.split('id="autour"')[1].split("</section>")[0]
    assert "Avec qui travaille" not in read(as_user(lou))
    for name, level in (("Maison des solidarités", "Coopérer"), ("Service enfance", "S’informer")):
        row = next(part for part in around.split("<li>") if f">{name}</a>" in part)
        assert level in row
        assert f"acteurs/{a['mds'].pk if name.startswith('Maison') else a['enfance'].pk}/" in row


def test_a_picture_higher_than_wide_is_turned():
    assert Cadre(300, 500).lay(np.array([(0.0, 1.0)])).tolist() == [[300 - 22.5, 22.5 + 30]]
