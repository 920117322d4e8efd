"""A contributor on a phone, on the network of a valley."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, sign_in
from tests.navigateur.contribution import play, set_up
from tests.navigateur.mains import Doigt

pytestmark = pytest.mark.navigateur

TELEPHONE = {"width": 360, "height": 740, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
RESEAU_LENT = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 25_000}
"""Milliseconds, and bytes a second: a poor 3G."""


@pytest.fixture
def telephone(ouvrir: Ouvrir) -> Page:
    page = ouvrir(**TELEPHONE)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", RESEAU_LENT)
    return page


def test_a_contributor_on_a_phone(telephone: Page, site: str, lisaude: Espace, claire: Utilisateur) -> None:
    play(Doigt(telephone), set_up(lisaude, claire, site))


def test_the_menu_and_the_main_action_are_under_the_thumb(
    telephone: Page, site: str, lisaude: Espace, claire: Utilisateur
) -> None:
    decor = set_up(lisaude, claire, site)
    sign_in(telephone, site, claire)
    telephone.goto(f"/espace/lisaude/acteurs/{decor.ccas.pk}/")
    for button in (
        telephone.get_by_role("button", name="Menu", exact=True),
        telephone.get_by_role("link", name="Déclarer un lien"),
    ):
        box = button.bounding_box()
        assert box is not None
        assert box["y"] > 740 - 70
        assert box["height"] >= 44
    telephone.get_by_role("button", name="Menu", exact=True).tap()
    telephone.get_by_role("link", name="Réseau").tap()
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Qui travaille avec qui")
    telephone.locator(".tiroir summary").tap()
    telephone.get_by_role("link", name="Vos liens").tap()
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Dites d’abord quelle est votre structure.")
