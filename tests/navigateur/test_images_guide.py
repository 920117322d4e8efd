"""The pictures of the guide are those of today's site: `make images` takes again those that have aged."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from maillage.aide.pages import list_codes, read_source
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, sign_in
from tests.navigateur.images import DOSSIER, frame, has_aged, hash_file, keep, look, read_manifest, shoot
from tests.navigateur.prises import list_prises

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.navigateur]
REPRENDRE = os.environ.get("MAILLAGE_IMAGES") == "oui"
NOMMEES = re.compile(r"\]\(images/([\w-]+)\.webp")


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path: Path) -> None:
    """What is done in the background is done in the request."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def pages(ouvrir: Ouvrir, site: str, membres: dict[str, Utilisateur]) -> dict[str, Page]:
    """A browser by reader, still and at rest."""
    opened = {role: ouvrir(1100, 900, reduced_motion="reduce") for role in ("public", "animation")}
    sign_in(opened["animation"], site, membres["animation"])
    return opened


def test_pictures_show_what_the_site_shows(
    pages: dict[str, Page], demo: Espace, membres: dict[str, Utilisateur], tmp_path: Path
) -> None:
    aged = []
    prises = list_prises(demo, membres, tmp_path)
    for prise in prises:
        page = pages[prise.role]
        framed = frame(page, prise)
        vue = look(framed, prise)
        why = has_aged(prise.nom, vue)
        if why and REPRENDRE:
            keep(prise.nom, vue, shoot(page, framed, vue))
        elif why:
            aged.append(why)
    assert aged == [], "run: make images"
    assert {prise.nom for prise in prises} == list_named() == set(read_manifest())


def list_named() -> set[str]:
    """By the pages of the guide."""
    return {nom for code in list_codes() for nom in NOMMEES.findall(read_source(code))}


def test_a_picture_that_says_something_else_has_aged(ouvrir: Ouvrir, demo: Espace, membres, tmp_path: Path) -> None:
    prise = next(one for one in list_prises(demo, membres, tmp_path) if one.nom == "acteurs-telephone")
    page = ouvrir(prise.largeur)
    framed = frame(page, prise)
    assert has_aged(prise.nom, look(framed, prise)) == ""
    page.locator("h1").evaluate("title => title.textContent = 'Autre chose'")
    assert has_aged(prise.nom, look(framed, prise)) == "acteurs-telephone: says something else"


def test_no_picture_was_changed_by_hand() -> None:
    stored = {path.stem: hash_file(path.read_bytes()) for path in DOSSIER.glob("*.webp")}
    assert stored == {nom: told["fichier"] for nom, told in read_manifest().items()}
