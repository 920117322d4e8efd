"""A real browser on the site as it is served, for the tests marked `navigateur`.

A folder takes it with one line in its own `conftest.py`: `from tests.conftest_navigateur import *  # noqa: F403`.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from maillage.comptes.models import Utilisateur
from maillage.diagnostic.lecture import MEMOIRE

__all__ = ["chromium", "ouvrir", "pytest_collection_finish", "site"]

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
PATIENCE = 30_000
"""Milliseconds: two browsers may share one slow machine."""
expect.set_options(timeout=PATIENCE)

logger = logging.getLogger(__name__)
Ouvrir = Callable[..., Page]


def pytest_collection_finish(session: pytest.Session) -> None:
    """SQLite in a file, as in production: in memory, requests made at the same instant would share one connection."""
    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3") and any(item.get_closest_marker("navigateur") for item in session.items):
        settings["TEST"]["NAME"] = str(Path(os.environ["MAILLAGE_DONNEES"]) / "navigateur.sqlite3")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "oui"  # Playwright's own loop runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The address of the site. By name, because passkeys refuse a number."""
    cache.clear()
    MEMOIRE.clear()
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def ouvrir(chromium: Browser, site: str) -> Iterator[Ouvrir]:
    """`ouvrir(360)`: another browser of that width, nobody signed in; addresses are relative to the site.

    At the end, no page may have asked elsewhere, been stopped by the security policy, broken in script or in server.
    """
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def open_one(width: int = 1280, height: int = 800, **options: Any) -> Page:
        options = {"base_url": site, **options}
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        watch(context, options["base_url"], faults)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        for page in context.pages:
            logger.warning("left at %s\n%s", page.url, page.inner_text("body")[:1200])  # shown when the test has failed
        context.close()
    assert faults == []


def watch(context: BrowserContext, site: str, faults: list[str]) -> None:
    """Fill `faults` with what no page of ours may do."""
    ours = (f"{site}/", "data:", "blob:")
    context.on("request", lambda seen: None if seen.url.startswith(ours) else faults.append(f"asked {seen.url}"))
    context.on("response", lambda seen: faults.append(f"{seen.status} {seen.url}") if seen.status >= 500 else None)
    context.on("console", lambda seen: faults.append(seen.text) if "Policy" in seen.text else None)
    context.on("weberror", lambda seen: faults.append(str(seen.error)))


def open_page(browser: Browser, width: int, **options: Any) -> Page:
    return browser.new_context(viewport={"width": width, "height": 800}, **options).new_page()


def sign_in(page: Page, site: str, utilisateur: Utilisateur) -> None:
    """As if the code had been typed."""
    EmailAddress.objects.get_or_create(
        user=utilisateur, email=utilisateur.email, defaults={"verified": True, "primary": True}
    )
    client = Client()
    client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def find_faults(page: Page) -> list[str]:
    """What axe finds, and a page wider than its screen. Axe comes from outside: the security policy stays as it is."""
    devtools = page.context.new_cdp_session(page)  # left open: closing one takes passkeys away from the others
    if not page.evaluate("'axe' in window"):
        devtools.send("Runtime.evaluate", {"expression": AXE.read_text()})
    asked = {"expression": "axe.run(document, {resultTypes: ['violations']})"}
    told = devtools.send("Runtime.evaluate", {**asked, "awaitPromise": True, "returnByValue": True})
    violations = told["result"]["value"]["violations"]
    faults = [f"{fault['id']} {[node['target'] for node in fault['nodes']]}" for fault in violations]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append("wider than the screen")
    return faults
