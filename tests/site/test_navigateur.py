"""In Chromium, under the real security policy: axe, widths, menus without JavaScript, passkeys."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from playwright.sync_api import Browser

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from tests.conftest_navigateur import find_faults, open_page, sign_in

PUBLIQUES = ["/", "/composants/", "/accessibilite/", "/a-propos/", "/compte/connexion/", "/compte/creer/", "/perdue/"]
MIENNES = ["/compte/", "/compte/courriel/", "/compte/quitter/", "/compte/cles/ajouter/", "/compte/deconnexion/"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.navigateur]


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_to_mend_on_public_pages(chromium: Browser, site: str, width: int) -> None:
    page = open_page(chromium, width)
    faults = {}
    for path in PUBLIQUES:
        page.goto(site + path)
        faults[path] = find_faults(page)
    assert faults == {path: [] for path in PUBLIQUES}


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_to_mend_on_one_s_own_pages(chromium: Browser, site: str, claire: Utilisateur, width: int) -> None:
    page = open_page(chromium, width)
    sign_in(page, site, claire)
    faults = {}
    for path in [*MIENNES, "/espace/lisaude/presentation/"]:
        page.goto(site + path)
        faults[path] = find_faults(page)
    assert all(found == [] for found in faults.values()), faults


def test_security_policy_stops_nothing_of_ours(chromium: Browser, site: str, claire: Utilisateur) -> None:
    page = open_page(chromium, 1280)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Policy" in message.text else None)
    outside: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(site) else outside.append(request.url))
    sign_in(page, site, claire)
    for path in [*PUBLIQUES, *MIENNES]:
        page.goto(site + path)
    assert refused == []
    assert outside == []


@pytest.mark.parametrize("javascript", [True, False])
def test_menus_open_on_a_phone_with_or_without_javascript(
    chromium: Browser, site: str, claire: Utilisateur, lisaude: Espace, *, javascript: bool
) -> None:
    page = open_page(chromium, 360, java_script_enabled=javascript)
    sign_in(page, site, claire)
    page.goto(f"{site}/espace/lisaude/presentation/")
    assert not page.get_by_role("link", name="Acteurs", exact=True).is_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    assert page.get_by_role("link", name="Acteurs", exact=True).is_visible()
    page.keyboard.press("Escape")
    page.locator(".tiroir summary").click()
    assert page.get_by_role("button", name="Se déconnecter").is_visible()


def test_half_typed_form_survives_leaving(chromium: Browser, site: str, claire: Utilisateur) -> None:
    page = open_page(chromium, 1280)
    sign_in(page, site, claire)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{site}/compte/")
    page.fill("[name=nom]", "Claire à moitié")
    page.goto(f"{site}/a-propos/")
    page.goto(f"{site}/compte/")
    assert page.input_value("[name=nom]") == "Claire à moitié"
    page.get_by_role("button", name="Repartir de ce qui est enregistré").click()
    assert page.input_value("[name=nom]") == "Claire Morin"


def test_passkey_from_sign_up_to_removal(chromium: Browser, site: str) -> None:
    page = open_page(chromium, 360)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.goto(f"{site}/compte/creer/")
    page.fill("[name=email]", "nora@exemple.fr")
    page.get_by_role("button", name="Créer mon compte").click()
    page.wait_for_url("**/courriel/code/**")
    code = re.findall(r"^    ([A-Z0-9-]+)$", str(mail.outbox[-1].body), re.MULTILINE)[0]
    page.fill("[name=code]", code)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_text("vous êtes connecté").wait_for()

    page.goto(f"{site}/compte/cles/ajouter/")
    page.fill("[name=name]", "Mon téléphone")
    page.get_by_role("button", name="Créer la clé").click()
    page.get_by_text("Votre clé d’accès est prête").wait_for()
    page.locator(".tiroir summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_text("Vous êtes déconnecté").wait_for()

    page.goto(f"{site}/compte/connexion/?next=/compte/")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.wait_for_url(f"{site}/compte/")
    page.get_by_role("link", name="Retirer Mon téléphone").click()
    page.get_by_role("button", name="Retirer la clé").click()
    page.get_by_text("La clé d’accès est retirée").wait_for()
    page.context.close()
