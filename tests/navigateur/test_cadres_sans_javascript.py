"""Cadres, freins and « Qui associer ? » when no script runs: written, corrected, asked, kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from maillage.associer.models import Projet
from maillage.cadres.models import Cadre, Participation
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from maillage.freins.models import Voix
from tests.conftest_navigateur import Ouvrir, sign_in
from tests.navigateur.gestes import go

pytestmark = pytest.mark.navigateur


@pytest.fixture
def page(ouvrir: Ouvrir, site: str, membres: dict[str, Utilisateur]) -> Page:
    """Someone who contributes, without JavaScript."""
    page = ouvrir(java_script_enabled=False)
    sign_in(page, site, membres["contribution"])
    page.goto("/espace/lisaude/")
    return page


def add_cadre(page: Page, nom: str, nature: str, reference: str = "") -> None:
    """From the list: what the short form asks."""
    go(page, "Cadres")
    page.get_by_role("link", name="Ajouter un cadre").click()
    page.get_by_role("radio", name=nature).check()
    page.get_by_label("Nom (à remplir)").fill(nom)
    page.get_by_label("Dispositif de référence").fill(reference)
    page.get_by_role("button", name="Enregistrer").click()


def test_a_contract_its_meaning_asked_and_who_takes_part(page: Page, demo: Espace) -> None:
    add_cadre(page, "Contrat du haut pays", "Dispositif", "CEJ")
    page.get_by_role("group", name="Lequel voulez-vous dire").get_by_role("button", name="engagement jeune").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Contrat du haut pays")
    page.get_by_role("link", name="Ajouter un participant").click()
    page.get_by_label("Un nom, un sigle ou une commune").fill("mission locale")
    page.get_by_role("button", name="Chercher").click()
    page.locator(".liste a.nom").first.click()
    page.get_by_role("radio", name="Pilote").check()
    page.get_by_role("button", name="Enregistrer").click()
    seat = Participation.objects.get(cadre__nom="Contrat du haut pays")
    assert (seat.role, seat.cadre.reference is not None) == ("pilote", True)
    remove_then_put_back(page, str(seat.acteur))
    assert Participation.objects.get(cadre=seat.cadre).pk == seat.pk


def remove_then_put_back(page: Page, acteur: str) -> None:
    page.get_by_role("link", name=re.compile("Corriger")).last.click()
    page.get_by_text("Retirer cette participation").first.click()
    page.get_by_role("button", name="Retirer", exact=True).click()
    expect(page.get_by_text(f"{acteur} ne figure plus ici")).to_be_visible()
    page.get_by_role("button", name="Annuler le retrait").click()
    expect(page.get_by_text("C’est rétabli")).to_be_visible()


def test_dispositifs_narrowed_then_the_calendar(page: Page, demo: Espace) -> None:
    page.goto("/dispositifs/")
    page.get_by_role("checkbox", name="Contrat").first.check()
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("à cette recherche")
    page.locator(".liste a.nom").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/espace/lisaude/cadres/")
    page.get_by_role("link", name="Calendrier").click()
    with page.expect_download() as begun:
        page.get_by_role("link", name="Mettre dans mon agenda").click()
    assert begun.value.path().read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")


def test_what_slows_two_worlds_is_noted_and_one_gives_a_voice(
    page: Page, demo: Espace, membres: dict[str, Utilisateur]
) -> None:
    page.goto("/espace/lisaude/croisement/AS-DL/")
    note = page.locator("details", has_text="Noter un frein ou un levier").last
    if note.get_attribute("open") is None:
        note.locator("summary").click()
    mine = Voix.objects.filter(adhesion__utilisateur=membres["contribution"])
    before = set(mine)
    note.get_by_label("Ce que vous avez vu").select_option(index=1)
    note.get_by_role("button", name="Noter").click()
    [given] = set(mine.all()) - before
    page.locator(f"form[action*='{given.observation_id}']").get_by_role("button", name="Reprendre ma voix").click()
    assert set(mine.all()) == before


def test_a_project_is_asked_then_kept(page: Page, demo: Espace) -> None:
    page.goto("/associer/")
    page.get_by_label("Sur quel territoire").select_option(label="Monts et Vallée de la Lisaude")
    page.get_by_label("Votre projet, en quelques mots").fill("navette pour les anciens")
    page.get_by_role("button", name="Voir qui associer").click()
    assert page.locator(".conseils > li").count() >= 1
    page.get_by_role("button", name="Garder ce projet").click()
    expect(page.get_by_role("heading", name="La clé de ce projet")).to_be_visible()
    page.locator(".conseils > li").first.get_by_role("button", name="C’est fait").click()
    expect(page.get_by_role("button", name="Remettre à faire")).to_have_count(1)
    assert Projet.objects.get().mots == "navette pour les anciens"
    assert Cadre.objects.filter(espace=demo).exists()
