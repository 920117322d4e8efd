"""The site in the archive: read from a folder, without server nor script, and whole."""

from __future__ import annotations

import posixpath
import re
import zipfile
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from maillage.espaces.models import Adhesion, Role
from maillage.exports.statique import site as dossier
from maillage.exports.statique.pages import cut
from tests.exports.conftest import carry
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_cadres import make_cadre


class Adresses(HTMLParser):
    """Every address of a page, and its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def read_pages(archive) -> tuple[dict[str, str], set[str]]:
    with zipfile.ZipFile(archive) as opened:
        names = set(opened.namelist())
        pages = [name for name in names if name.startswith("site/") and name.endswith(".html")]
        return {name: opened.read(name).decode() for name in pages}, names


def parse(page: str) -> Adresses:
    parser = Adresses()
    parser.feed(page)
    return parser


@pytest.fixture(params=["animation", "publique"])
def pages(request, demo):
    qui = Adhesion.objects.get(espace=demo, role=Role.ANIMATION).utilisateur
    return read_pages(carry(demo, qui, request.param))


def test_every_link_leads_to_a_file_of_the_archive(pages):
    texts, names = pages
    missing = []
    for name, text in texts.items():
        for address in parse(text).found:
            parts = urlsplit(address)
            if parts.scheme in ("http", "https", "mailto", "data") or not parts.path:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            missing += [] if target in names else [(name, address)]
    assert missing == []


def test_no_page_asks_for_a_server_or_a_script(pages):
    texts, _ = pages
    ours = {name: text for name, text in texts.items() if not name.startswith("site/documents/")}
    assert [name for name, text in ours.items() if {"script", "form", "iframe"} & {*parse(text).tags}] == []
    assert [name for name, text in ours.items() if re.search(r'(?:href|src)="/', text)] == []


def test_the_pages_are_those_of_a_territory(pages):
    texts, names = pages
    assert {"site/index.html", "site/acteurs.html", "site/reseau.html", "site/carte.html", "site/territoires.html",
            "site/diagnostic.html", "site/donnees.html", "site/documents/diagnostic.pdf"} <= names  # fmt: skip
    assert sum(name.startswith("site/acteurs/") for name in names) == 175
    assert "<svg" in texts["site/reseau.html"]
    assert "Dans chacune des 21 communes, quelqu’un agit" in texts["site/carte.html"]
    assert '<div class="carto-large"><svg' in texts["site/carte.html"]
    assert all(parse(text).tags.count("h1") == 1 for text in texts.values())


def test_a_cadre_has_its_page_with_who_takes_part(garni, claire):
    pages = {diffusion: read_pages(carry(garni, claire, diffusion))[0] for diffusion in ("animation", "publique")}
    liste = pages["publique"]["site/cadres.html"]
    assert "Convention de la Lisaude" in liste
    assert "Cellule réservée" not in liste
    assert "Cellule réservée" in pages["animation"]["site/cadres.html"]
    [fiche] = [text for text in pages["publique"].values() if "<h1>Comité de pilotage" in text]
    assert "Dans le cadre de" in fiche
    assert "Mairie" in fiche
    assert "depuis la phase" in fiche


def test_names_are_escaped(garni, claire):
    make_acteur(garni, "<script>alert(1)</script>")
    make_cadre(garni, "<script>alert(2)</script>")
    texts, _ = read_pages(carry(garni, claire))
    assert [name for name, text in texts.items() if "<script>alert" in text] == []


def test_persons_are_in_the_complete_folder_alone(garni, claire):
    for diffusion, named in (("animation", True), ("publique", False)):
        texts, _ = read_pages(carry(garni, claire, diffusion))
        assert any("Odile Fauvette" in text for text in texts.values()) is named
        assert any("Réservé à l’animation" in text for text in texts.values()) is named


def test_a_long_list_is_cut_in_pages(garni, claire, monkeypatch):
    monkeypatch.setattr(dossier, "PAR_PAGE", 2)
    texts, names = read_pages(carry(garni, claire))
    assert {"site/acteurs.html", "site/acteurs-2.html"} <= names
    assert 'href="acteurs-2.html"' in texts["site/acteurs.html"]
    assert [tranche.chemin for tranche in cut([], "vide", 10)] == ["vide.html"]
