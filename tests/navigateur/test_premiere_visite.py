"""A stranger arrives: what is this, for whom, and what does a territory look like."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir
from tests.fabriques import make_espace
from tests.navigateur.gestes import go

pytestmark = pytest.mark.navigateur

RESERVE = [
    "Corriger",
    "Déclarer un lien",
    "C’est ma structure",
    "Ajouter un acteur",
    "Proposer",
    "Conserver",
    "Journal",
]
"""What only members do: none of it is offered to a stranger."""


def test_a_stranger_understands_then_reads_a_territory(ouvrir: Ouvrir, demo: Espace) -> None:
    make_espace("Pays secret")
    page = ouvrir()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Deux mondes travaillent pour les mêmes habitants")
    assert first_screen(page, page.get_by_role("heading", level=1))
    assert first_screen(page, page.get_by_role("img", name="Deux groupes serrés de structures"))
    for door in ("Je monte un projet", "J’anime un territoire", "Je décide"):
        expect(page.get_by_role("heading", name=door)).to_be_visible()
    expect(page.get_by_text("Pays secret")).to_have_count(0)

    page.get_by_role("link", name="Voir un territoire en exemple").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Monts et Vallée de la Lisaude")
    expect(page.get_by_text("Territoire fictif : lieux, structures et personnes")).to_be_visible()
    nothing_reserved(page)

    go(page, "Diagnostic")
    expect(page.locator(".couverture")).to_be_visible()
    expect(page.get_by_role("heading", name="Ce qu’il faut retenir")).to_be_visible()
    nothing_reserved(page)

    page.locator("table.matrice").get_by_role("link", name="Action sociale et Développement local").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sur 100 liens possibles entre ces deux mondes")
    nothing_reserved(page)

    go(page, "Acteurs")
    expect(page.get_by_role("heading", level=1)).to_contain_text("60 structures")
    page.get_by_role("list").get_by_role("link", name="CIAS").first.click()
    expect(page.get_by_role("heading", name="Avec qui, à quel niveau")).to_be_visible()
    nothing_reserved(page)
    expect(page.get_by_text("Vu différemment")).to_have_count(0)


def first_screen(page: Page, what: Locator) -> bool:
    """Seen without scrolling."""
    box, size = what.bounding_box(), page.viewport_size
    return box is not None and size is not None and box["y"] + box["height"] <= size["height"]


def nothing_reserved(page: Page) -> None:
    shown = page.locator("main").inner_text()
    assert [words for words in RESERVE if words in shown] == []


def test_a_stranger_is_not_told_of_what_is_closed(ouvrir: Ouvrir, demo: Espace) -> None:
    make_espace("Pays secret", slug="secret")
    page = ouvrir()
    answer = page.goto("/espace/secret/diagnostic/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_text("Pays secret")).to_have_count(0)
    page.goto("/espace/lisaude/journal/")
    expect(page).to_have_url("/compte/connexion/?next=/espace/lisaude/journal/")
