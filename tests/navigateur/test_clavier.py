"""The contributor's story with only a keyboard: everything is reached, the focus is always seen, never trapped."""

from __future__ import annotations

import pytest

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, sign_in
from tests.navigateur.contribution import play, set_up
from tests.navigateur.mains import ARRETS, Clavier

pytestmark = pytest.mark.navigateur

LE_PIED = "Logiciel libre, licence et source"
"""The last stop of every page."""
PAGES = ["", "acteurs/", "acteurs/nouveau/", "reseau/", "reseau/?vue=tableau", "carte/", "carte/?vue=tableau"]
PAGES += ["diagnostic/", "croisement/AS-DL/", "cadres/", "cadres/nouveau/", "cadres/calendrier/"]
PAGES += ["freins/", "associer/", "associer/?mots=navette+pour+les+anciens&phase=P1"]


def test_a_contributor_without_a_mouse(ouvrir: Ouvrir, site: str, lisaude: Espace, claire: Utilisateur) -> None:
    clavier = Clavier(ouvrir(reduced_motion="reduce"))
    play(clavier, set_up(lisaude, claire, site))
    assert clavier.unseen == []


@pytest.mark.parametrize("path", PAGES)
def test_the_focus_goes_through_the_page_and_out(
    ouvrir: Ouvrir, site: str, demo: Espace, membres: dict[str, Utilisateur], path: str
) -> None:
    """From the skip link to the foot of the page, and back."""
    page = ouvrir(reduced_motion="reduce")
    sign_in(page, site, membres["contribution"])
    page.goto(f"/espace/lisaude/{path}")
    page.wait_for_load_state("networkidle")
    clavier = Clavier(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "evitement"
    for _ in range(ARRETS * 3):
        page.keyboard.press("Tab")
        if clavier.look() == LE_PIED:
            break
    assert clavier.look() == LE_PIED
    page.keyboard.press("Shift+Tab")
    assert clavier.look() not in {"", LE_PIED}
    assert clavier.unseen == []
