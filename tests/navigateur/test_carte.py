"""The map in Chromium, under the real security policy: shown, filtered, walked by keyboard, read without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from maillage.comptes.models import Utilisateur
from tests.carte.conftest import pays
from tests.carte.fabriques_carte import Pays
from tests.conftest_navigateur import Ouvrir, find_faults, sign_in

__all__ = ["pays"]

PRET = "[data-carte][data-pret=oui]"
PHRASE = "[data-carte-suit=phrase]"
CARTE = "/espace/lisaude/carte/"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.navigateur]


@pytest.fixture
def page(ouvrir: Ouvrir, site: str, pays: Pays, lou: Utilisateur) -> Page:
    page = ouvrir(reduced_motion="reduce")
    page.set_default_timeout(60_000)  # shaders are compiled by the processor here
    sign_in(page, site, lou)
    return page


def popup(page: Page) -> str:
    page.locator(".maplibregl-popup").wait_for()
    return page.locator(".maplibregl-popup").inner_text().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_reader_sees_filters_and_opens_a_sheet(page: Page) -> None:
    page.goto(CARTE)
    page.locator(PRET).wait_for()
    assert not page.locator(".carto-large").is_visible()
    page.locator("summary", has_text="Thème").click()
    page.get_by_label("Vieillissement").check()
    page.locator(PHRASE, has_text="deux n’ont personne").wait_for()
    assert "theme=vieillissement" in page.url
    page.locator(".carto-legende", has_text="un vide de la carte").wait_for()
    box = page.locator("canvas.maplibregl-canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2 + 30)  # Bourg, beside its mark
    assert "Bourg" in popup(page)
    assert "un vide de la carte, pas une faute" in popup(page)


def test_the_keyboard_goes_from_a_commune_to_its_actors(page: Page) -> None:
    page.goto(CARTE)
    page.locator(PRET).wait_for()
    page.get_by_label("Aller à").focus()
    page.keyboard.type("Amont")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Trois acteurs y agissent ; un y a son siège." in popup(page)
    page.keyboard.press("Escape")
    page.locator(".maplibregl-popup").wait_for(state="detached")
    assert page.evaluate("document.activeElement.classList.contains('maplibregl-canvas')")
    page.keyboard.press("Enter")  # what stands in the middle
    page.get_by_role("link", name="CCAS d’Amont").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/acteurs/**")
    assert page.locator("h1").inner_text() == "CCAS d’Amont"


@pytest.mark.parametrize("width", [1280, 360])
def test_without_javascript_the_drawing_and_its_links_remain(
    ouvrir: Ouvrir, site: str, pays: Pays, lou: Utilisateur, width: int
) -> None:
    page = ouvrir(width, java_script_enabled=False)
    sign_in(page, site, lou)
    page.goto(f"{CARTE}?theme=vieillissement")
    assert "deux n’ont personne" in page.locator(PHRASE).inner_text()
    shown = page.locator(".carto-large" if width > 640 else ".carto-etroit")
    shown.get_by_role("link", name="Amont").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/acteurs/?theme=vieillissement&territoire=**")
    page.get_by_role("link", name="CCAS d’Amont").wait_for()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("vue", ["dessin", "tableau"])
def test_nothing_to_mend(ouvrir: Ouvrir, site: str, pays: Pays, claire: Utilisateur, width: int, vue: str) -> None:
    page = ouvrir(width)
    page.set_default_timeout(60_000)
    sign_in(page, site, claire)
    page.goto(f"{CARTE}?vue={vue}&perimetre={pays.gal.pk}")
    if vue == "dessin":
        page.locator(PRET).wait_for()
    assert find_faults(page) == []
