"""An animateur brings three real lists, sorts duplicates, sees the map, corrects in LibreOffice, leaves with it all.

The lists are those of the Ardèche in three national files, read beside the repository.
"""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.doublons.models import Fusion
from maillage.espaces.models import Espace
from maillage.referentiels.chargement import load_all
from maillage.territoires.contours import approximate, list_communes
from tests.conftest_navigateur import Ouvrir, sign_in
from tests.fabriques_acteurs import make_commune, make_perimetre
from tests.formats.sorties.conftest import Convert, convert
from tests.navigateur.gestes import go

__all__ = ["convert"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.navigateur]

LISTES = {
    "france_services_20240801.csv": ("code_postal", "Passerelle"),
    "aidants_connect_structures_2023.csv": ("Zip Code", "Action sociale"),
    "siae_2019_07.csv": ("CODE_POSTAL", "Développement local"),
}
"""Each file, the column of its postal codes, and the world of its actors."""
E = "/espace/lisaude/"


@pytest.fixture
def listes(partage: Path, tmp_path: Path) -> dict[str, Path]:
    """The rows of the Ardèche in each file."""
    return {nom: cut(partage / "annuaires" / nom, tmp_path / nom, column) for nom, (column, _) in LISTES.items()}


def cut(source: Path, target: Path, column: str) -> Path:
    with source.open(encoding="utf-8-sig", newline="") as read, target.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictReader(read)
        writer = csv.DictWriter(out, rows.fieldnames or [])
        writer.writeheader()
        writer.writerows(row for row in rows if row[column].startswith("07"))
    return target


@pytest.fixture
def ardeche(lisaude: Espace, listes: dict[str, Path]) -> Espace:
    """An espace with nobody in it: its communes are those of the first file, drawn as approximate cells."""
    load_all()
    communes = {}
    with listes["france_services_20240801.csv"].open(encoding="utf-8", newline="") as read:
        for row in csv.DictReader(read):
            commune = communes[row["insee_com"]] = make_commune(row["lib_com"], code=row["insee_com"])
            commune.latitude, commune.longitude = float(row["latitude"]), float(row["longitude"])
            commune.save()
    make_perimetre(lisaude, *communes.values())
    approximate(list_communes(lisaude))
    return lisaude


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path: Path) -> None:
    """What is done in the background is done in the request."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path / "media"


def test_three_lists_to_one_espace_and_away(
    ouvrir: Ouvrir, site: str, ardeche: Espace, claire: Utilisateur, listes: dict[str, Path], convert: Convert,
    tmp_path: Path,
) -> None:  # fmt: skip
    page = ouvrir(accept_downloads=True)
    page.set_default_timeout(60_000)
    sign_in(page, site, claire)
    for nom, (_, monde) in LISTES.items():
        bring(page, listes[nom], monde)
    assert Acteur.objects.count() > 60
    sort_duplicates(page)
    see_the_map(page)
    edited = edit(convert(download(page, "acteurs.ods", tmp_path), "csv"))
    bring_back(page, edited)
    leave(page, tmp_path)


def bring(page: Page, liste: Path, monde: str) -> None:
    """Columns as they are guessed; rows at fault are left aside."""
    go(page, "Acteurs") if page.url != "about:blank" else page.goto(f"{E}acteurs/")
    page.get_by_role("link", name="Apporter").first.click()
    page.get_by_label("Votre fichier").set_input_files(liste)
    page.get_by_role("button", name="Déposer et lire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que nous avons compris du fichier")
    page.get_by_label("De quel monde").select_option(label=monde)
    page.get_by_role("button", name="Voir ce que cela donnera").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("lignes")
    page.get_by_role("button", name="mporter").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ajouté")


def sort_duplicates(page: Page) -> None:
    """The first pair is one actor, the second is two."""
    page.goto(f"{E}doublons/")
    page.get_by_role("button", name="Chercher les doublons").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("semblables à voir")
    pairs = page.get_by_role("main").locator(".liste.marquee a.nom")
    before, shown = Acteur.objects.filter(retire_le=None).count(), pairs.count()
    assert shown >= 2
    pairs.first.click()
    page.get_by_role("button", name="réunir les deux fiches").click()
    expect(page.get_by_text("est réuni à")).to_be_visible()
    assert (Fusion.objects.count(), Acteur.objects.filter(retire_le=None).count()) == (1, before - 1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Est-ce le même acteur ?")  # the next pair
    page.get_by_role("button", name="Ce sont deux acteurs").click()
    page.goto(f"{E}doublons/")
    expect(page.get_by_text("Deux acteurs distincts · 1")).to_be_visible()
    expect(page.get_by_role("heading", name="Fiches réunies")).to_be_visible()


def see_the_map(page: Page) -> None:
    go(page, "Réseau")
    page.get_by_role("link", name="Carte").click()
    page.locator("[data-carte][data-pret=oui]").wait_for()
    expect(page.get_by_role("heading", level=1)).to_have_text("Qui agit où")


def download(page: Page, fichier: str, folder: Path) -> Path:
    page.goto(f"{E}emporter/")
    with page.expect_download() as told:
        page.locator(f"a[href*='{fichier}?diffusion=animation']").click()
    told.value.save_as(folder / fichier)
    return folder / fichier


def edit(saved: Path) -> Path:
    """What LibreOffice saved, with another telephone on one row."""
    with saved.open(encoding="utf-8", newline="") as read:
        header, first, *others = csv.reader(read, delimiter=";")
    first[header.index("telephone")] = "04 75 01 02 03"
    with saved.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows([header, first, *others])
    return saved


def bring_back(page: Page, edited: Path) -> None:
    before = {one.pk: one.telephone for one in Acteur.objects.filter(retire_le=None)}
    page.goto(f"{E}apporter/")
    page.get_by_label("Votre fichier").set_input_files(edited)
    page.get_by_role("button", name="Déposer et lire").click()
    page.get_by_role("button", name="Voir ce que cela donnera").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("une à mettre à jour")
    page.get_by_role("button", name="Tout importer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("mis à jour")
    after = {one.pk: one.telephone for one in Acteur.objects.filter(retire_le=None)}
    assert {after[pk] for pk in before if after[pk] != before[pk]} == {"04 75 01 02 03"}
    assert after.keys() == before.keys()


def leave(page: Page, folder: Path) -> None:
    page.goto(f"{E}emporter/")
    page.get_by_role("button", name="Préparer l’archive complète").click()
    with page.expect_download() as told:
        page.get_by_role("button", name="Télécharger l’archive").click()
    told.value.save_as(folder / "archive.zip")
    with zipfile.ZipFile(folder / "archive.zip") as archive:
        assert archive.testzip() is None
        assert any(name.endswith("carte.html") for name in archive.namelist())
