"""One looks for something: results come while one types, on a screen and on a phone, and axe finds nothing to mend."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, find_faults

pytestmark = pytest.mark.navigateur


def test_results_come_while_one_types(ouvrir: Ouvrir, demo: Espace) -> None:
    page = ouvrir()
    page.goto("/espace/lisaude/recherche/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("epicerie", delay=20)
    expect(page.get_by_role("heading", level=1)).to_contain_text("pour «\u00a0epicerie\u00a0»")
    expect(page.locator("[data-annonce]")).to_contain_text("résultat")
    expect(page.locator("mark").first).to_be_visible()
    expect(page).to_have_url("/espace/lisaude/recherche/?q=epicerie")
    assert find_faults(page) == []
    page.locator("[data-resultats] .nom").first.click()
    page.go_back()
    expect(page.locator("mark").first).to_be_visible()


def test_from_the_header_of_any_page(ouvrir: Ouvrir, demo: Espace) -> None:
    page = ouvrir()
    page.goto("/espace/lisaude/diagnostic/")
    page.get_by_role("searchbox", name="Chercher dans tout l’espace").fill("social")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("résultats pour «\u00a0social\u00a0»")
    page.get_by_role("link", name="Acteurs", exact=False).last.click()
    assert "q=social" in page.url


def test_on_a_phone(ouvrir: Ouvrir, demo: Espace) -> None:
    page = ouvrir(width=360)
    page.goto("/espace/lisaude/acteurs/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Rechercher").click()
    for texte in ("social", "zzzzzz", "episerie"):
        page.goto(f"/espace/lisaude/recherche/?q={texte}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert find_faults(page) == []
