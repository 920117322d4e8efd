"""The main pages when no script runs: everything is read, and everything is done."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from maillage.acteurs.liens import Declaration
from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, sign_in
from tests.navigateur.gestes import add_acteur, answer, go

pytestmark = pytest.mark.navigateur


@pytest.fixture
def page(ouvrir: Ouvrir, site: str, membres: dict[str, Utilisateur]) -> Page:
    """The animation, without JavaScript."""
    page = ouvrir(java_script_enabled=False)
    sign_in(page, site, membres["animation"])
    page.goto("/espace/lisaude/")
    return page


def test_list_then_actor_then_link(page: Page, demo: Espace) -> None:
    go(page, "Acteurs")
    page.get_by_label("Chercher un acteur").fill("epicerie")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("link", name="Retirer le filtre Recherche")).to_be_visible()
    page.locator(".liste a.nom").first.click()
    source = Acteur.objects.get(nom=page.locator("h1").inner_text())
    page.get_by_role("link", name="Déclarer un lien").click()
    page.get_by_label("Un nom, un sigle ou une commune").fill("mission locale")
    page.get_by_role("button", name="Chercher").click()
    page.locator(".lien-choix a").first.click()
    answer(page, "Nous savons qui fait quoi")
    answer(page, "Coopérer")
    assert Declaration.objects.filter(source=source, niveau_reel=1, niveau_souhaite=4).exists()


def test_adding_shows_duplicates_before_saving(page: Page, demo: Espace) -> None:
    known = Acteur.objects.filter(espace=demo, nature="structure")[0]
    go(page, "Acteurs")
    page.get_by_role("link", name="Ajouter un acteur").click()
    page.get_by_label("Nom (à remplir)").fill(known.nom.upper())
    page.get_by_role("radio", name=known.sphere.nom).check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="peut-être déjà là")).to_be_visible()
    add_acteur(page, "Atelier vélo du Plateau", "Développement social")


def test_network_drawn_filtered_and_in_a_table(page: Page, demo: Espace) -> None:
    go(page, "Réseau")
    drawing = page.locator(".reseau-large svg")
    expect(drawing).to_be_visible()
    everybody = drawing.locator("g > title").count()
    page.get_by_role("checkbox", name="Action sociale").check()
    page.get_by_role("checkbox", name="Développement local").check()
    page.get_by_role("button", name="Appliquer").click()
    fewer = drawing.locator("g > title").count()
    assert 0 < fewer < everybody
    page.get_by_role("link", name="Tableau", exact=True).click()
    expect(page.get_by_role("columnheader", name="Niveau")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Action sociale")).to_be_checked()
    expect(page.get_by_role("img", name="Développement social")).to_have_count(0)


def test_diagnosis_then_crossing_then_proposal(page: Page, demo: Espace) -> None:
    go(page, "Diagnostic")
    page.get_by_text("Comment c’est calculé").first.click()
    expect(page.locator("details[open]").first).to_be_visible()
    page.locator("table.matrice").get_by_role("link", name="Action sociale et Développement local").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sur 100 liens possibles")
    page.get_by_role("button", name="Proposer une rencontre").first.click()
    expect(page.get_by_text("C’est noté : un lien souhaité")).to_be_visible()
    page.get_by_role("button", name="Annuler cette proposition").click()
    expect(page.get_by_text("est annulée")).to_be_visible()
