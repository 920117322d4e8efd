"""The network in three ways, the server's drawing, the living one and the table: the same actors, links and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, sign_in

pytestmark = pytest.mark.navigateur
RESEAU = "/espace/lisaude/reseau/"
FILTRES = [
    "",
    "sphere=AS&sphere=DL",
    "au_moins=3&etat=confirme",
    "etat=souhaite",
    "theme=alimentation&sphere=DS&sphere=PA&sphere=DL",
    "niveau=structure&au_moins=4",
    "acteur={acteur}",
]
ECOUTER = "addEventListener('reseau:montre', event => { window.montre = event.detail; });"
LIRE_DESSIN = """svg => {
  const milieu = forme => {
    const valeur = nom => Number(forme.getAttribute(nom));
    if (forme.tagName === "circle") return [valeur("cx"), valeur("cy")];
    if (forme.tagName === "rect") return [valeur("x") + valeur("width") / 2, valeur("y") + valeur("height") / 2];
    const coins = forme.getAttribute("points").split(" ").map(coin => coin.split(",").map(Number));
    return [0, 1].map(axe => coins.reduce((somme, coin) => somme + coin[axe], 0) / coins.length);
  };
  const marques = [...svg.querySelectorAll("g > title")].map(titre => [
    titre.textContent, milieu(titre.parentElement.querySelector("circle, rect, polygon"))]);
  const traits = [...svg.querySelectorAll("path")]
    .map(path => path.getAttribute("d").match(/^M(\\S+) ([^L\\s]+)L(\\S+) (\\S+)$/)?.slice(1).map(Number))
    .filter(Boolean);
  return {marques, traits};
}"""
LIRE_VIVANT = """() => {
  const {donnees, garde} = window.montre;
  const nom = rang => donnees.acteurs[rang].nom;
  return {
    marques: [...garde.acteurs].map(rang => [nom(rang), [donnees.acteurs[rang].x, donnees.acteurs[rang].y]]),
    liens: [...garde.liens].map(rang => [nom(donnees.liens[rang].a), nom(donnees.liens[rang].b)]),
  };
}"""
LIRE_TABLEAU = """() => ({
  liens: [...document.querySelectorAll("main tbody tr")].map(tr => [...tr.querySelectorAll("a")].slice(0, 2).map(a => a.textContent)),
  seuls: [...document.querySelectorAll(".reseau-seuls a")].map(a => a.textContent),
})"""  # noqa: E501


@dataclass(frozen=True)
class Lu:
    """What a reader learns: who is there (with their place, where there is one), who is linked."""

    places: dict[str, tuple[float, float]]
    liens: set[frozenset[str]]

    @property
    def acteurs(self) -> set[str]:
        return set(self.places)


@pytest.fixture
def page(ouvrir: Ouvrir, site: str, membres: dict[str, Utilisateur]) -> Page:
    page = ouvrir()
    page.add_init_script(ECOUTER)
    sign_in(page, site, membres["animation"])
    return page


@pytest.mark.parametrize("filtre", FILTRES)
def test_drawing_living_drawing_and_table_say_the_same(page: Page, demo: Espace, filtre: str) -> None:
    filtre = filtre.format(acteur=Acteur.objects.filter(espace=demo, nature="structure")[0].pk)
    page.goto(f"{RESEAU}?{filtre}")
    page.locator("[data-reseau][data-pret]").wait_for()
    drawn, living = read_drawing(page), read_living(page)
    table = read_table(page, filtre)
    assert drawn.acteurs == living.acteurs == table.acteurs
    assert drawn.liens == living.liens == table.liens
    assert len(drawn.acteurs) > 1
    assert drawn.liens


def test_filters_ticked_in_the_page_change_all_three(page: Page, demo: Espace) -> None:
    page.goto(RESEAU)
    page.locator("[data-reseau][data-pret]").wait_for()
    everything, phrase = read_living(page), page.locator("[data-reseau-phrase]").inner_text()
    page.get_by_role("checkbox", name="Développement local").check()
    expect(page.locator("[data-reseau-phrase]")).not_to_have_text(phrase)
    living, drawn = read_living(page), read_drawing(page)
    assert living.acteurs < everything.acteurs
    assert (living.acteurs, living.liens) == (drawn.acteurs, drawn.liens)
    table = read_table(page, page.url.partition("?")[2])
    assert (living.acteurs, living.liens) == (table.acteurs, table.liens)


@pytest.mark.parametrize("filtre", FILTRES[:3])
def test_everyone_stands_at_the_same_place_in_both_drawings(page: Page, demo: Espace, filtre: str) -> None:
    """Whatever is filtered; up to the size and the stretch of the sheet."""
    page.goto(f"{RESEAU}?{filtre}")
    page.locator("[data-reseau][data-pret]").wait_for()
    drawn, living = read_drawing(page).places, read_living(page).places
    names = sorted(drawn)
    here, there = (np.array([places[name] for name in names]) for places in (drawn, living))
    for axis in (0, 1):
        assert measure_gap(there[:, axis], here[:, axis]) < 0.02


def measure_gap(source: np.ndarray[Any, Any], target: np.ndarray[Any, Any]) -> float:
    """The greatest distance left by the best line from one axis to the other, as a part of its length."""
    slope, start = np.polyfit(source, target, 1)
    return float(np.abs(slope * source + start - target).max() / np.ptp(target))


def read_drawing(page: Page) -> Lu:
    told = page.locator("[data-reseau] svg").first.evaluate(LIRE_DESSIN)
    places = {name: (x, y) for name, (x, y) in told["marques"]}
    pairs = (find_ends(places, trait) for trait in told["traits"])
    return Lu(places, {pair for pair in pairs if len(pair) == 2})


def find_ends(places: dict[str, tuple[float, float]], trait: list[float]) -> frozenset[str]:
    """The two actors that a line joins: it goes from centre to centre. Other lines (the legend) join nobody."""
    ends = (trait[:2], trait[2:])
    return frozenset(
        name for x, y in ends for name, (cx, cy) in places.items() if abs(x - cx) < 0.3 and abs(y - cy) < 0.3
    )


def read_living(page: Page) -> Lu:
    told = page.evaluate(LIRE_VIVANT)
    return Lu({name: (x, y) for name, (x, y) in told["marques"]}, {frozenset(pair) for pair in told["liens"]})


def read_table(page: Page, filtre: str) -> Lu:
    """All its pages."""
    liens: set[frozenset[str]] = set()
    seuls: set[str] = set()
    number = 0
    while number == 0 or page.get_by_role("link", name="Suivant").count():
        number += 1
        page.goto(f"{RESEAU}?{filtre}&vue=tableau&page={number}")
        told = page.evaluate(LIRE_TABLEAU)
        liens |= {frozenset(pair) for pair in told["liens"]}
        seuls |= set(told["seuls"])
    return Lu(dict.fromkeys(seuls.union(*liens), (0.0, 0.0)), liens)
