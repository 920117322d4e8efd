"""A new animateur: from an empty espace to a first diagnosis typed by hand, then acted on, kept, carried away."""

from __future__ import annotations

import io

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from maillage.acteurs.declarer import declare as say
from maillage.acteurs.liens import EtatLien, Lien
from maillage.acteurs.models import Acteur
from maillage.espaces.models import Espace
from maillage.referentiels.chargement import load_all
from maillage.territoires.models import NatureTerritoire, Territoire
from tests.conftest_navigateur import Ouvrir
from tests.fabriques_acteurs import make_acteur, make_commune
from tests.navigateur.gestes import add_acteur, create_account, declare, go

pytestmark = pytest.mark.navigateur


@pytest.fixture
def france(transactional_db: None) -> None:
    """As the site is installed: the reference lists, and of the official territories, one EPCI of two communes."""
    load_all()
    epci = Territoire.objects.create(
        nature=NatureTerritoire.EPCI,
        code="200099999",
        nom="Communauté de communes du Val d’Ourle",
        nom_cherche="communaute de communes du val d ourle",
    )
    epci.communes.set([make_commune("Ourle-le-Haut"), make_commune("Saint-Ambre")])


def test_from_an_empty_espace_to_a_first_diagnosis(ouvrir: Ouvrir, france: None) -> None:
    page = ouvrir()
    open_espace(page)
    choose_territory(page)
    describe_first_actors(page)
    espace = Espace.objects.get()
    read_too_early(page)
    declare_first_links(page)
    read_what_is_missing(page)
    complete(espace)
    read_the_sentence(page)
    propose_then_undo(page, espace)
    keep_and_carry_away(page)


def open_espace(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Ouvrir un espace").click()
    create_account(page, "nadia@exemple.fr")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ouvrez un espace pour votre territoire")
    page.get_by_label("Nom (à remplir)").fill("Val d’Ourle")
    page.get_by_role("button", name="Créer l’espace").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("la carte est à commencer")


def choose_territory(page: Page) -> None:
    page.locator(".tiroir summary").click()
    page.get_by_role("link", name="Réglages").click()
    page.get_by_role("link", name="Territoire").first.click()
    page.get_by_label("Nom ou code").fill("val d ourle")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("button", name="Ajouter").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Votre territoire compte 2 communes")


def describe_first_actors(page: Page) -> None:
    """Two worlds; a structure, its service, its poste; and a name that is already there is shown while it is typed."""
    add_acteur(page, "Centre social des Deux Rives", "Développement social", "Ourle-le-Haut")
    page.get_by_role("link", name="Ajouter un service").click()
    page.get_by_label("Nom (à remplir)").fill("Accueil de loisirs")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Centre social des Deux Rives").first.click()
    page.get_by_role("link", name="Ajouter un poste").click()
    page.get_by_label("Intitulé du poste").fill("Référente familles")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Qui tient ce poste")).to_be_visible()
    add_acteur(page, "Pays du Val d’Ourle", "Développement local", "Saint-Ambre")

    go(page, "Acteurs")
    page.get_by_role("link", name="Ajouter un acteur").click()
    page.get_by_label("Nom (à remplir)").press_sequentially("centre social 2 rives")
    expect(page.get_by_role("heading", name="peut-être déjà là")).to_have_count(0)
    page.get_by_label("Nom (à remplir)").fill("Centre social des deux rive")
    expect(page.get_by_role("heading", name="Cet acteur est peut-être déjà là")).to_be_visible()
    assert Acteur.objects.count() == 4, "looking for duplicates writes nothing"
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Renoncer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deux structures et un service, de deux mondes.")


def read_too_early(page: Page) -> None:
    """Nobody has said a link: nothing is said of how worlds meet."""
    go(page, "Diagnostic")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Il est trop tôt pour dire comment les mondes se rencontrent."
    )


def declare_first_links(page: Page) -> None:
    """The animation says what it knows of both sides: one confirms the other."""
    go(page, "Acteurs")
    page.get_by_role("link", name="Centre social des Deux Rives", exact=True).click()
    declare(page, "Pays du Val d’Ourle", "Nous échangeons des informations", "Coopérer")
    expect(page.get_by_text("Un côté dit que ce lien existe")).to_be_visible()
    page.get_by_role("button", name="Oui, c’est bien cela").click()
    expect(page.get_by_text("Les deux côtés disent travailler ensemble")).to_be_visible()


def read_what_is_missing(page: Page) -> None:
    """Three actors, one link: what can be said is, and no rate."""
    go(page, "Diagnostic")
    expect(page.locator(".couverture")).to_be_visible()
    expect(page.get_by_role("heading", name="Ce qui ne peut pas encore être dit")).to_be_visible()
    page.locator("table.matrice").get_by_role("link", name="Développement social et Développement local").click()
    expect(page.locator("main")).to_contain_text("cinq acteurs")
    assert "Sur 100 liens possibles" not in page.locator("h1").inner_text()


def complete(espace: Espace) -> None:
    """What would take the animateur an afternoon: six of each world, linked inside, and little across."""
    worlds = {
        code: list(Acteur.objects.filter(espace=espace, nature="structure", sphere__code=code)) for code in ("DS", "DL")
    }
    for code, acteurs in worlds.items():
        acteurs += [
            make_acteur(espace, f"{code} numéro {n}", sphere=code, themes=("alimentation",)) for n in range(2, 7)
        ]
        for one, other in zip(acteurs, acteurs[1:] + acteurs[:1], strict=True):
            say(source=one, cible=other, qui=None, quand=espace.aujourdhui, attributs={"niveau_reel": 3})


def read_the_sentence(page: Page) -> None:
    go(page, "Diagnostic")
    page.locator("table.matrice").get_by_role("link", name="Développement social et Développement local").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sur 100 liens possibles entre ces deux mondes")


def propose_then_undo(page: Page, espace: Espace) -> None:
    page.get_by_role("button", name="Proposer une rencontre").first.click()
    expect(page.get_by_text("C’est noté : un lien souhaité")).to_be_visible()
    wished = Lien.objects.get(espace=espace, etat=EtatLien.SOUHAITE)
    here = page.url
    page.locator(".tiroir summary").click()
    page.get_by_role("link", name="Liens souhaités").click()
    expect(page.get_by_role("rowheader", name=wished.a.nom).filter(has_text=wished.b.nom)).to_be_visible()
    page.goto(here)
    page.get_by_role("button", name="Annuler cette proposition").click()
    expect(page.get_by_text("est annulée")).to_be_visible()
    assert not Lien.objects.filter(espace=espace, etat=EtatLien.SOUHAITE).exists()


def keep_and_carry_away(page: Page) -> None:
    go(page, "Diagnostic")
    page.get_by_role("button", name="Conserver ce diagnostic").click()
    expect(page.get_by_text("C’est conservé")).to_be_visible()
    go(page, "Diagnostic")
    pdf = download(page, "PDF")
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf, "says that it is made to be read aloud"
    words = "\n".join(
        paragraph.text for paragraph in Document(io.BytesIO(download(page, "Document modifiable"))).paragraphs
    )
    assert "Val d’Ourle" in words


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(".documents").get_by_role("link", name=name).click()
    return waiting.value.path().read_bytes()
