"""In Chromium, under the real security policy: the map shows, filters, tells, is walked by keyboard, does without."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from maillage.comptes.models import Utilisateur
from tests.carte.fabriques_carte import Pays
from tests.site.test_navigateur import CHROMIUM, FLAGS, find_faults, open_page, sign_in

WEBGL = [*(flag for flag in FLAGS if flag != "--disable-gpu"), "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PRET = "[data-carte][data-pret=oui]"
PHRASE = "[data-carte-suit=phrase]"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.navigateur]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "oui"  # Playwright's own loop runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=WEBGL)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(live_server: LiveServer) -> str:
    cache.clear()
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def page(chromium: Browser, site: str, pays: Pays, lou: Utilisateur) -> Iterator[Page]:
    page = open_page(chromium, 1280, reduced_motion="reduce")
    page.set_default_timeout(60_000)  # shaders are compiled by the processor here
    sign_in(page, site, lou)
    yield page
    page.context.close()


def watch(page: Page, site: str) -> list[str]:
    """What the policy refuses, what fails, and who else is asked."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if site in request.url else faults.append(request.url))
    return faults


def popup(page: Page) -> str:
    page.locator(".maplibregl-popup").wait_for()
    return page.locator(".maplibregl-popup").inner_text().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_reader_sees_filters_and_opens_a_sheet(page: Page, site: str) -> None:
    faults = watch(page, site)
    page.goto(f"{site}/espace/lisaude/carte/")
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
    assert [fault for fault in faults if "GL Driver" not in fault and "GPU stall" not in fault] == []


def test_the_keyboard_goes_from_a_commune_to_its_actors(page: Page, site: str) -> None:
    page.goto(f"{site}/espace/lisaude/carte/")
    page.locator(PRET).wait_for()
    page.get_by_label("Aller à une commune").focus()
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
    chromium: Browser, site: str, pays: Pays, lou: Utilisateur, width: int
) -> None:
    page = open_page(chromium, width, java_script_enabled=False)
    sign_in(page, site, lou)
    page.goto(f"{site}/espace/lisaude/carte/?theme=vieillissement")
    assert "deux n’ont personne" in page.locator(PHRASE).inner_text()
    shown = page.locator(".carto-large" if width > 640 else ".carto-etroit")
    shown.get_by_role("link", name="Amont").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/acteurs/?theme=vieillissement&territoire=**")
    page.get_by_role("link", name="CCAS d’Amont").wait_for()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("vue", ["dessin", "tableau"])
def test_nothing_to_mend(chromium: Browser, site: str, pays: Pays, claire: Utilisateur, width: int, vue: str) -> None:
    page = open_page(chromium, width, bypass_csp=True)  # for axe alone
    page.set_default_timeout(60_000)
    sign_in(page, site, claire)
    page.goto(f"{site}/espace/lisaude/carte/?vue={vue}&perimetre={pays.gal.pk}")
    if vue == "dessin":
        page.locator(PRET).wait_for()
    assert find_faults(page) == []
