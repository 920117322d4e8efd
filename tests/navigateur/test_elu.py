"""An élu has ten minutes: a diagnosis, one pair of worlds, the document to take to the council, one action to find."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, find_faults

pytestmark = pytest.mark.navigateur

CTG, PAT = "CTG de la Lisaude 2024-2028", "PAT Lisaude (niveau 1)"
"""Two plans of the demonstration that speak of the same subjects and never meet."""


def test_an_elu_reads_a_diagnosis_and_takes_it_to_the_council(ouvrir: Ouvrir, demo: Espace) -> None:
    page = ouvrir()
    enter_by_the_door(page)
    phrase = read_the_big_sentence(page)
    read_side_by_side(page)
    take_away(page, phrase)


def test_an_elu_finds_an_action_without_knowing_its_name(ouvrir: Ouvrir, demo: Espace) -> None:
    page = ouvrir()
    enter_by_the_door(page)
    search(page, "marmite")
    open_result(page, "Marmite itinérante")
    expect(page.get_by_role("main")).to_contain_text("Une cuisine qui va de village en village")
    search(page, "epicerie solidére")
    expect(page.get_by_role("heading", level=1)).to_contain_text("pour « epicerie solidaire »")
    open_result(page, "Épicerie solidaire Le Panier de Lisaude")


def enter_by_the_door(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Je décide")).to_be_visible()
    page.get_by_role("link", name="Lire un diagnostic").click()
    expect(page.get_by_role("heading", name="Ce qu’il faut retenir")).to_be_visible()


def read_the_big_sentence(page: Page) -> str:
    """A figure in one sentence, and how sure it is."""
    expect(page.locator(".couverture")).to_be_visible()
    phrase = page.get_by_role("heading", level=1).inner_text()
    assert re.search(r"\d", phrase)
    assert find_faults(page) == []
    return phrase


def read_side_by_side(page: Page) -> None:
    """Of two worlds that hardly meet: the two plans that speak of the same families and tables."""
    page.locator("table.matrice").get_by_role("link", name="Développement social et Développement local").click()
    said = page.get_by_role("region", name="Dispositifs, instances, actions").locator(".dit")
    cote_a_cote = said.filter(has_text=CTG).filter(has_text=PAT)
    expect(cote_a_cote).to_contain_text("parlent des mêmes sujets")
    expect(cote_a_cote).to_contain_text("sans se rencontrer")
    assert find_faults(page) == []
    cote_a_cote.get_by_role("link", name="La méthode").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("côte à côte")
    page.go_back()
    page.go_back()


def take_away(page: Page, phrase: str) -> None:
    """What the page said first is first on paper, then where to begin: two sheets, that count themselves."""
    page.get_by_role("link", name="Télécharger, imprimer").click()
    with page.expect_download() as told:
        page.locator(".documents").get_by_role("link", name="Deux pages").click()
    assert told.value.suggested_filename == "diagnostic-deux-pages-monts-et-vallee-de-la-lisaude-2026-11-22.pdf"
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(told.value.path().read_bytes())).pages]
    assert keep_letters(phrase) in keep_letters(sheets[0])
    assert "Par où commencer" in sheets[1]
    assert len(sheets) == 2
    counted = [re.findall(r"(\d+)\s*/\s*(\d+)\s*$", sheet) for sheet in sheets]
    assert counted == [[(str(number), str(len(sheets)))] for number in range(1, len(sheets) + 1)]


def keep_letters(text: str) -> str:
    """Breaks of lines, hyphens and French spaces do not count."""
    return re.sub(r"[\W_]+", "", text)


def search(page: Page, mots: str) -> None:
    """From the header of any page."""
    field = page.get_by_role("search", name="Chercher dans tout l’espace")
    field.get_by_role("searchbox").fill(mots)
    page.keyboard.press("Enter")


def open_result(page: Page, nom: str) -> None:
    page.get_by_role("region", name="Les résultats").get_by_role("link", name=nom, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(nom)
