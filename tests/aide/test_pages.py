"""The help as anybody reads it: each page of the guide, its links, and what is not there."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from maillage.aide.pages import ACCUEIL, list_codes, read_page
from maillage.aide.sommaire import list_entries

pytestmark = pytest.mark.django_db
PAGES = sorted((list_codes() | list_codes("annexes")) - {ACCUEIL})


def read(visiteur: Client, path: str) -> str:
    answer = visiteur.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_help_opens_to_everybody_by_need(visiteur: Client) -> None:
    html = read(visiteur, "/aide/")
    assert [entree.titre for entree in list_entries() if f">{entree.titre}</a>" not in html] == []
    assert "Je découvre" in html


@pytest.mark.parametrize("code", PAGES)
def test_each_page_reads_whole(visiteur: Client, code: str) -> None:
    html = read(visiteur, f"/aide/{code}/")
    assert f"<h1>{read_page(code).titre}</h1>" in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", ["inconnue/", "../glossaire/", "%2e%2e/settings/", "..%2f..%2fsettings/", "index.md/"])
def test_what_is_not_a_page_is_missing(visiteur: Client, path: str) -> None:
    assert visiteur.get(f"/aide/{path}").status_code == 404


def test_the_index_has_one_address(visiteur: Client) -> None:
    assert visiteur.get("/aide/index/").headers["Location"] == "/aide/"


def test_a_page_that_has_not_changed_is_not_sent_again(visiteur: Client) -> None:
    first = visiteur.get("/aide/roles/")
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert visiteur.get("/aide/roles/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("code", PAGES)
def test_each_link_of_a_page_leads_somewhere(visiteur: Client, code: str) -> None:
    body = re.search(r'<article class="texte">.*?</article>', read(visiteur, f"/aide/{code}/"), re.DOTALL)
    assert body
    assert [link for link in re.findall(r'href="(/[^"]*|#[^"]*)"', body[0]) if not leads(visiteur, code, link)] == []
    if code in list_codes():
        assert re.findall(r"<a>", body[0]) == []


def leads(visiteur: Client, code: str, link: str) -> bool:
    path, _, anchor = link.partition("#")
    answer = visiteur.get(path or f"/aide/{code}/")
    return answer.status_code == 200 and (not anchor or f'id="{anchor}"' in answer.content.decode())
