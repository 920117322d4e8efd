"""« Aide sur cette page »: from where to where."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver

from maillage.aide.pages import ACCUEIL, find_folder, list_anchors, list_codes
from maillage.aide.renvois import RENVOIS, find_help, find_target
from maillage.aide.sommaire import find_place, list_entries
from tests.test_vues_ouvertes import walk

SANS_AIDE = {"accessibilite", "a-propos", "composants", "diagnostic:methodes", "diagnostic:methode"}
"""Pages that explain themselves."""
VUES = {name for name, _ in walk(get_resolver().url_patterns)}


@pytest.mark.parametrize("target", sorted({*RENVOIS.values()}))
def test_each_target_and_its_heading_exist(target: str) -> None:
    code, _, ancre = target.partition("#")
    assert find_folder(code) in ("guide", "annexes")
    assert not ancre or ancre in list_anchors(code)


@pytest.mark.parametrize("view", sorted(RENVOIS))
def test_no_line_is_for_nothing(view: str) -> None:
    assert any(name == view or name.startswith((f"{view}:", f"{view}_")) for name in VUES)


def test_each_page_of_the_site_is_explained() -> None:
    """By its own line, by its room's, or by the page of its room's name."""
    looked_at = {name for name in VUES if not name.startswith(("admin:", "aide:", "api-v1:"))}
    assert {name for name in looked_at if not find_target(name)} <= SANS_AIDE


def test_a_room_with_a_page_of_its_name_leads_to_it() -> None:
    assert find_target("carte:accueil") == "carte"
    assert find_target("emporter:nouvelle") == "emporter"
    assert find_target("inconnue:page") == ""


def test_the_help_has_no_help() -> None:
    assert find_help("aide:page") == ""


@pytest.mark.django_db
def test_a_page_leads_to_its_help_and_to_the_guide(visiteur: Client) -> None:
    html = visiteur.get("/espaces/").content.decode()
    assert f'<a href="{find_help("espaces:liste")}">Aide sur cette page</a>' in html
    assert '<a href="/aide/">Aide</a>' in html


# The table of contents


def test_each_page_of_the_guide_is_in_the_table_of_contents_once() -> None:
    codes = [entree.code for entree in list_entries()]
    assert sorted(codes) == sorted(list_codes() - {ACCUEIL})


def test_each_line_says_what_one_finds_there() -> None:
    assert [entree.code for entree in list_entries() if not (entree.resume and entree.besoin)] == []


def test_pages_follow_one_another() -> None:
    entries = list_entries()
    first, last = find_place(entries[0].code), find_place(entries[-1].code)
    assert first is not None
    assert last is not None
    assert (first.precedente, first.suivante) == (None, entries[1])
    assert (last.precedente, last.suivante) == (entries[-2], None)
    assert find_place("format-tableurs") is None
