"""An animatrice brings a contract, its instances and who sits there; the diagnosis says more; she takes it all back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from maillage.cadres.models import Cadre, Participation
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, find_faults, sign_in
from tests.navigateur.gestes import go

pytestmark = pytest.mark.navigateur

CONTRAT = "CTG du val d’Orsanne"
COPIL = "Comité de pilotage du val d’Orsanne"
ATELIER = "Atelier parentalité du val d’Orsanne"
DEJA_LA = "COTECH CTG"
"""An instance of the demonstration: the new comité seats the same actors."""


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path: Path) -> None:
    """What is done in the background is done in the request."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def membres_du_cotech(demo: Espace) -> list[str]:
    seats = Participation.objects.filter(cadre__espace=demo, cadre__nom=DEJA_LA)
    return list(seats.order_by("acteur__nom").values_list("acteur__nom", flat=True))


@pytest.fixture
def classeur(membres_du_cotech: list[str], tmp_path: Path) -> Path:
    """As the animatrice keeps it: the contract and its instances in one sheet, who sits there in another."""
    book = Workbook()
    cadres = book.active
    assert cadres is not None
    cadres.title = "cadres"
    cadres.append(["nom", "nature", "fait partie de", "référence", "monde", "thèmes", "début", "échéance"])
    cadres.append([CONTRAT, "dispositif", "", "CTG", "DS", "PEN | PAR", "01/01/2026", "31/12/2029"])
    cadres.append([COPIL, "instance", CONTRAT, "", "DS", "PEN | PAR | JEU", "01/02/2026", ""])
    cadres.append([ATELIER, "instance", CONTRAT, "", "DS", "PAR", "01/03/2026", ""])
    sieges = book.create_sheet("participations")
    sieges.append(["cadre", "acteur", "rôle", "depuis"])
    for membre in membres_du_cotech:
        sieges.append([COPIL, membre, "membre", "01/02/2026"])
    for membre in membres_du_cotech[:3]:
        sieges.append([ATELIER, membre, "membre", "01/03/2026"])
    book.save(tmp_path / "ctg.xlsx")
    return tmp_path / "ctg.xlsx"


def test_a_contract_comes_in_changes_the_diagnosis_and_leaves(
    ouvrir: Ouvrir, site: str, membres: dict[str, Utilisateur], membres_du_cotech: list[str], classeur: Path
) -> None:
    page = ouvrir()
    sign_in(page, site, membres["animation"])
    avant = read_diagnosis(page)
    assert COPIL not in avant["instances-redondantes"]
    preview(page, classeur, len(membres_du_cotech))
    bring(page)
    read_instance(page, membres_du_cotech)
    page.go_back()
    apres = follow_to_diagnosis(page)
    assert f"« {COPIL} »" in apres["instances-redondantes"]
    assert DEJA_LA in apres["instances-redondantes"]
    assert apres["conversion-instances"] != avant["conversion-instances"]
    undo(page)
    assert read_diagnosis(page) == avant


def read_diagnosis(page: Page) -> dict[str, str]:
    page.goto("/espace/lisaude/")
    go(page, "Diagnostic")
    return read_findings(page)


def read_findings(page: Page) -> dict[str, str]:
    """What each finding says, by its code."""
    expect(page.get_by_role("heading", name="Ce qu’il faut retenir")).to_be_visible()
    cards = page.locator("#retenir").locator("xpath=..").locator(".carte[id]").or_(page.locator(".autres > .carte[id]"))
    return {str(card.get_attribute("id")): " ".join(card.locator(".dit, .dit + p").all_inner_texts()) for card in cards.all()}


def preview(page: Page, classeur: Path, seats: int) -> None:
    """Nothing is written before it is read."""
    go(page, "Acteurs")
    page.get_by_role("link", name="Apporter").first.click()
    page.get_by_label("Votre fichier").set_input_files(classeur)
    page.get_by_role("button", name="Déposer et lire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que nous avons compris du fichier")
    photo(page, "2-colonnes")
    page.get_by_role("button", name="Voir ce que cela donnera").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 lignes")
    expect(page.get_by_text("Rien n’est encore écrit")).to_be_visible()
    photo(page, "2-apercu")
    print(page.inner_text("main"))
    assert find_faults(page) == []
    assert not Cadre.objects.filter(nom=CONTRAT).exists()


def bring(page: Page) -> None:
    page.get_by_role("button", name="mporter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trois cadres ajoutés.")
    photo(page, "2-fait")


def read_instance(page: Page, noms: list[str]) -> None:
    """From the contract to its comité, and everyone who sits there."""
    page.get_by_role("link", name="Voir les cadres").click()
    photo(page, "2-cadres")
    page.get_by_role("main").get_by_role("link", name=COPIL).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(COPIL)
    expect(page.get_by_role("link", name=CONTRAT)).to_be_visible()
    photo(page, "2-instance")
    qui = page.get_by_role("region", name="Qui y participe")
    for nom in noms:
        expect(qui.get_by_role("link", name=nom, exact=True)).to_be_visible()


def follow_to_diagnosis(page: Page) -> dict[str, str]:
    page.go_back()
    page.get_by_role("link", name="Lire ce qui change dans le diagnostic").click()
    photo(page, "2-diagnostic")
    return read_findings(page)


def undo(page: Page) -> None:
    page.go_back()
    page.get_by_text("Annuler cet import").first.click()
    page.get_by_role("button", name="Annuler cet import").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("annulé")
    photo(page, "2-annule")
    assert not Cadre.objects.filter(nom__in=(CONTRAT, COPIL, ATELIER), retire_le=None).exists()


def photo(page: Page, nom: str) -> None:
    page.screenshot(path=f"/tmp/histoires/{nom}.png", full_page=True)
