"""An animatrice brings a contract, its instances and who sits there; the diagnosis says more; she takes it all back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

from maillage.cadres.models import Cadre, Participation
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, find_faults, sign_in
from tests.navigateur.gestes import go

pytestmark = pytest.mark.navigateur

CONTRAT = "CTG du val d’Orsanne"
COPIL = "Comité de pilotage du val d’Orsanne"
TABLE = "Table des familles et de l’alimentation"
COTECH, COPIL_PAT = "COTECH CTG", "COPIL PAT"
"""Instances of the demonstration: the new comité seats again those of the first, the table brings both together."""


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path: Path) -> None:
    """What is done in the background is done in the request."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path / "media"


def list_seated(espace: Espace, *instances: str) -> list[str]:
    seats = Participation.objects.filter(cadre__espace=espace, cadre__nom__in=instances).order_by("acteur__nom")
    return list(dict.fromkeys(seats.values_list("acteur__nom", flat=True)))


@pytest.fixture
def classeur(demo: Espace, tmp_path: Path) -> Path:
    """As the animatrice keeps it: the contract and its instances in one sheet, who sits there in another."""
    book = Workbook()
    cadres = book.active
    assert cadres is not None
    cadres.title = "cadres"
    cadres.append(["nom", "nature", "fait partie de", "référence", "monde", "thèmes", "début", "échéance"])
    cadres.append([CONTRAT, "dispositif", "", "CTG", "DS", "PEN | PAR", "01/01/2026", "31/12/2029"])
    cadres.append([COPIL, "instance", CONTRAT, "", "DS", "PEN | PAR | JEU", "01/02/2026", ""])
    cadres.append([TABLE, "instance", CONTRAT, "", "DS", "PAR | ALI", "01/03/2026", ""])
    sieges = book.create_sheet("participations")
    sieges.append(["cadre", "acteur", "rôle", "depuis"])
    for membre in list_seated(demo, COTECH):
        sieges.append([COPIL, membre, "membre", "01/02/2026"])
    for membre in list_seated(demo, COTECH, COPIL_PAT):
        sieges.append([TABLE, membre, "membre", "01/03/2026"])
    book.save(tmp_path / "ctg.xlsx")
    return tmp_path / "ctg.xlsx"


def test_a_contract_comes_in_changes_the_diagnosis_and_leaves(
    ouvrir: Ouvrir, site: str, demo: Espace, membres: dict[str, Utilisateur], classeur: Path
) -> None:
    page = ouvrir()
    sign_in(page, site, membres["animation"])
    avant = read_diagnosis(page)
    assert COPIL not in avant["instances-redondantes"]
    preview(page, classeur)
    fait = bring(page)
    read_instance(page, list_seated(demo, COTECH))
    read_changes(page, fait)
    apres = follow_to_diagnosis(page, fait)
    assert f"« {COPIL} »" in apres["instances-redondantes"]
    assert COTECH in apres["instances-redondantes"]
    assert apres["conversion-instances"] != avant["conversion-instances"]
    undo(page, fait)
    assert read_diagnosis(page) == avant


def read_diagnosis(page: Page) -> dict[str, str]:
    page.goto("/espace/lisaude/")
    go(page, "Diagnostic")
    return read_findings(page)


def read_findings(page: Page) -> dict[str, str]:
    """What each finding says, by its code."""
    expect(page.get_by_role("heading", name="Ce qu’il faut retenir")).to_be_visible()
    cards = page.locator("#retenir").locator("xpath=..").locator(".carte[id]").or_(page.locator(".autres > .carte[id]"))
    return {str(card.get_attribute("id")): read_words(card) for card in cards.all()}


def read_words(card: Locator) -> str:
    return " ".join(" ".join(card.locator(".dit, .dit + p").all_inner_texts()).split())


def preview(page: Page, classeur: Path) -> None:
    """Nothing is written before it is read."""
    go(page, "Acteurs")
    page.get_by_role("link", name="Apporter").first.click()
    page.get_by_label("Votre fichier").set_input_files(classeur)
    page.get_by_role("button", name="Déposer et lire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que nous avons compris du fichier")
    page.get_by_role("button", name="Voir ce que cela donnera").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sur trois lignes : trois nouvelles.")
    counted = re.compile(r"Participations\s: \w+ nouvelles\.")
    expect(page.get_by_text("Rien n’est encore écrit")).to_contain_text(counted)
    assert find_faults(page) == []
    page.get_by_role("link", name="Voir les lignes").click()
    expect(page.get_by_text("Caf de la Haute-Lisaude (membre)").first).to_be_visible()
    page.get_by_role("link", name="Revenir à l’aperçu").click()
    assert not Cadre.objects.filter(nom=CONTRAT).exists()


def bring(page: Page) -> str:
    """The page that tells what was done, and undoes it."""
    page.get_by_role("button", name="Tout importer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Trois cadres ajoutés et ")
    return page.url


def read_instance(page: Page, noms: list[str]) -> None:
    """From the contract to its comité, and everyone who sits there."""
    page.get_by_role("link", name="Voir les cadres").click()
    page.get_by_role("main").get_by_role("link", name=COPIL).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(COPIL)
    expect(page.get_by_role("link", name=CONTRAT)).to_be_visible()
    qui = page.get_by_role("region", name="Qui y participe")
    for nom in noms:
        expect(qui.get_by_role("link", name=nom, exact=True)).to_be_visible()


def read_changes(page: Page, fait: str) -> None:
    """What the diagnosis says now that it did not say just before."""
    page.goto(fait)
    page.get_by_role("link", name="Ce que cela change dans le diagnostic").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce qui a changé dans le diagnostic")
    changed = page.get_by_role("region", name="Dispositifs, instances, actions")
    expect(changed.get_by_role("listitem").filter(has_text=COPIL).filter(has_text=COTECH).first).to_be_visible()
    assert find_faults(page) == []


def follow_to_diagnosis(page: Page, fait: str) -> dict[str, str]:
    page.goto(fait)
    page.get_by_role("link", name="Lire le diagnostic").click()
    return read_findings(page)


def undo(page: Page, fait: str) -> None:
    """Asked once."""
    page.goto(fait)
    page.locator("summary").filter(has_text="Annuler cet import").click()
    page.get_by_role("button", name="Annuler cet import").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("annulé")
    assert not Cadre.objects.filter(nom__in=(CONTRAT, COPIL, TABLE), retire_le=None).exists()
