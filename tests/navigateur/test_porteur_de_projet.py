"""Someone without account, on a phone, starts a project: whom to call, what to ask, and a link to follow it by."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from maillage.acteurs.models import Acteur, Personne
from maillage.associer.models import Avis, Choix, Projet
from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, find_faults

pytestmark = pytest.mark.navigateur

TELEPHONE = {"width": 360, "height": 740, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
AU_PLUS = 7
"""Advices that one person can follow."""


@pytest.fixture
def telephone(ouvrir: Ouvrir) -> Page:
    return ouvrir(**TELEPHONE)


def test_a_project_from_an_idea_to_a_followed_link(telephone: Page, ouvrir: Ouvrir, demo: Espace) -> None:
    enter_by_the_door(telephone)
    ask(telephone, "épicerie itinérante")
    say_where(telephone, "Valmorane")
    read_advices(telephone, demo)
    say_not_relevant_then_take_back(telephone)
    lien = keep(telephone)
    ailleurs = ouvrir(**TELEPHONE)
    ailleurs.goto(lien)
    tick_one(ailleurs)
    advance(ailleurs)
    print_it(ailleurs)


def test_an_acronym_of_several_meanings_is_asked(telephone: Page, demo: Espace) -> None:
    enter_by_the_door(telephone)
    ask(telephone, "CEJ")
    compris = telephone.get_by_role("region", name="Ce que nous avons compris")
    expect(compris).to_contain_text("CEJ veut dire plusieurs choses, et nous ne devinons pas")
    for sens in ("Contrat enfance-jeunesse", "Contrat d’engagement jeune"):
        expect(compris.get_by_role("listitem").filter(has_text=sens)).to_be_visible()
    assert find_faults(telephone) == []
    compris.get_by_role("checkbox", name="Emploi, insertion").check()
    compris.get_by_role("button", name="Revoir les conseils").tap()
    expect(compris).to_contain_text("Vous avez choisi vous-même les thèmes")
    expect(compris).to_contain_text("Thèmes : Emploi, insertion")


def enter_by_the_door(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Je monte un projet")).to_be_visible()
    page.get_by_role("link", name="Trouver qui associer").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Qui associer, et quand ?")


def ask(page: Page, mots: str) -> None:
    """In the example territory, with an idea only."""
    page.get_by_label("Sur quel territoire").select_option(label="Monts et Vallée de la Lisaude")
    page.get_by_label("Votre projet, en quelques mots").fill(mots)
    page.get_by_role("radio", name="Une idée").check()
    page.get_by_role("button", name="Voir qui associer").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"pour « {mots} »")


def say_where(page: Page, commune: str) -> None:
    page.get_by_role("link", name="Dire votre commune").tap()
    expect(page.get_by_label("Où (facultatif)")).to_be_in_viewport()
    page.get_by_label("Où (facultatif)").select_option(label=commune)
    page.get_by_role("button", name="Voir qui associer").tap()
    expect(page.get_by_text(f"À {commune}, avec les acteurs que la carte")).to_be_visible()


def list_advices(page: Page) -> Locator:
    return page.locator(".conseils > li")


def read_advices(page: Page, espace: Espace) -> None:
    """Few, each with its question; actors of the map are named, people never."""
    advices = list_advices(page)
    assert 1 <= advices.count() <= AU_PLUS
    expect(advices.get_by_text("Question à poser")).to_have_count(advices.count())
    named = advices.locator("dd").get_by_role("link").all_inner_texts()
    assert named
    assert set(named) <= set(Acteur.objects.filter(espace=espace).values_list("nom", flat=True))
    told = page.get_by_role("main").inner_text()
    people = Personne.objects.filter(poste__espace=espace)
    assert people.exists()
    assert [one.nom for one in people if one.nom in told] == []
    assert find_faults(page) == []


def say_not_relevant_then_take_back(page: Page) -> None:
    first = list_advices(page).first
    first.get_by_role("button", name="Pas pertinent").tap()
    expect(page.get_by_text("C’est noté, sans dire qui")).to_be_visible()
    expect(first).to_contain_text("Vous avez dit : pas pertinent.")
    assert list(Avis.objects.values_list("choix", "nombre")) == [(Choix.HORS_SUJET, 1)]
    first.get_by_role("button", name="Reprendre cet avis").tap()
    expect(first.get_by_role("button", name="Pas pertinent")).to_be_visible()
    assert not Avis.objects.filter(nombre__gt=0).exists()


def keep(page: Page) -> str:
    """The secret address, as it is told to be noted."""
    asked = list_advices(page).get_by_role("heading").all_inner_texts()
    page.get_by_role("button", name="Garder ce projet").tap()
    expect(page.get_by_role("heading", name="La clé de ce projet")).to_be_visible()
    assert list_advices(page).get_by_role("heading").all_inner_texts() == asked
    assert find_faults(page) == []
    lien = page.locator(".adresse-cle").inner_text()
    assert lien == page.url
    assert not Projet.objects.get().montre_animation
    return lien


def tick_one(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("« épicerie itinérante »")
    first = list_advices(page).first
    first.get_by_role("button", name="C’est fait").tap()
    expect(first.get_by_role("button", name="Remettre à faire")).to_be_visible()
    expect(page.get_by_role("button", name="Remettre à faire")).to_have_count(1)


def advance(page: Page) -> None:
    """Other advices come first."""
    before = list_advices(page).get_by_role("heading").all_inner_texts()
    page.get_by_label("Où en êtes-vous").select_option(label="Nous cherchons l’argent")
    page.get_by_role("button", name="Changer d’étape").tap()
    expect(page.get_by_text("Étape : nous cherchons l’argent.")).to_be_visible()
    assert list_advices(page).get_by_role("heading").all_inner_texts() != before
    assert list_advices(page).count() <= AU_PLUS


def print_it(page: Page) -> None:
    """The advices and their questions; no key, no button, nothing wider than the sheet."""
    page.emulate_media(media="print")
    expect(list_advices(page).get_by_text("Question à poser").first).to_be_visible()
    expect(page.locator(".adresse-cle")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [one for one in page.get_by_role("button").all_inner_texts() if one] == []
