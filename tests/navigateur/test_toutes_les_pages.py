"""On every page of the site, for everyone who may open it, on a screen and on a phone: axe finds nothing to mend."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from playwright.sync_api import Page, expect

from maillage.acteurs.identites import make_jeton
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, find_faults, sign_in
from tests.navigateur.gestes import read_code
from tests.navigateur.vues import EN_CHEMIN, SANS_PAGE, Decor, fill, list_samples
from tests.test_vues_ouvertes import make_address, walk

pytestmark = pytest.mark.navigateur
LARGEURS = (1280, 360)
ROLES = ("animation", "public", "contribution", "lecture")
JETON = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def decor(demo: Espace, membres: dict[str, Utilisateur]) -> Decor:
    return fill(demo, membres)


@pytest.fixture
def animation(membres: dict[str, Utilisateur]) -> Client:
    return open_client(membres["animation"])


def test_every_view_that_draws_a_page_is_looked_at(decor: Decor, animation: Client) -> None:
    """A new view enters `vues.py`, or it only receives. The administration is Django’s own."""
    views = [named for named in walk(get_resolver().url_patterns) if not named[0].startswith("admin:")]
    known = {*list_samples(decor), *SANS_PAGE, *EN_CHEMIN}
    mine = f"/moi/{make_jeton(decor.personne)}/"
    unknown = {
        name: make_address(name, view).replace("/moi/inconnu/", mine) for name, view in views if name not in known
    }
    assert {name: path for name, path in unknown.items() if animation.get(path).status_code != 405} == {}
    assert known - {name for name, _ in views} == set()


def test_what_has_no_page_has_none(decor: Decor, animation: Client) -> None:
    step = f"/espace/lisaude/liens/{decor.structure.pk}/{decor.voisin.pk}/"
    paths = {name: make_address(name, view) for name, view in walk(get_resolver().url_patterns) if name in SANS_PAGE}
    paths |= {"acteurs:lien_entre": step, "diagnostic:document": "/espace/lisaude/diagnostic/document/html/"}
    paths |= {
        "exports:fichier": "/espace/lisaude/emporter/acteurs.csv",
        "api-v1:acteur": f"/api/v1/espaces/lisaude/acteurs/{decor.structure.pk}",
        "api-v1:cadre": f"/api/v1/espaces/lisaude/cadres/{decor.action.pk}",
        "associer:papier": f"/projet/{decor.projet}/projet.pdf",
    }
    paths["acteurs:moi_export"] = f"/moi/{make_jeton(decor.personne)}/tout-ce-qui-me-concerne.csv"
    del paths["api-v1:api-root"]  # opens nothing by itself: told as such to programs
    for name, path in paths.items():
        answer = animation.get(path)
        as_file = "attachment" in answer.headers.get("Content-Disposition", "")
        data = answer.headers["Content-Type"].startswith("application/json")
        assert answer.status_code == 302 or (answer.status_code == 200 and (as_file or data)), name


@pytest.mark.parametrize("role", ROLES)
def test_nothing_to_mend(ouvrir: Ouvrir, site: str, decor: Decor, membres: dict[str, Utilisateur], role: str) -> None:
    page = ouvrir(reduced_motion="reduce")
    if role in membres:
        sign_in(page, site, membres[role])
    paths = list_paths(decor, membres, role)
    faults = {}
    for path in paths:
        page.goto(path)
        assert page.url == site + path
        faults |= {(path, width): found for width in LARGEURS if (found := look(page, width))}
    assert faults == {}
    assert len(paths) >= 15


def list_paths(decor: Decor, membres: dict[str, Utilisateur], role: str) -> list[str]:
    """What this role is shown, and nobody before it in the list of roles was shown alike. One page of each refusal."""
    clients = {name: open_client(membres.get(name)) for name in ROLES[: ROLES.index(role) + 1]}
    kept, refusals = [], set[int]()
    for path in [*(path for samples in list_samples(decor).values() for path in samples), "/perdue/"]:
        answer = clients[role].get(path)
        if answer.status_code == 302 or answer.status_code in refusals:
            continue
        refusals |= {answer.status_code} - {200}
        shown = read_main(answer)
        if all(read_main(client.get(path)) != shown for name, client in clients.items() if name != role):
            kept.append(path)
    return kept


def open_client(utilisateur: Utilisateur | None) -> Client:
    client = Client()
    if utilisateur:
        client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def read_main(answer: HttpResponse) -> str:
    """What differs from one reader to another, but for the token of its forms."""
    return JETON.sub("", answer.content.decode().partition("<main")[2])


def look(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    for living in ("[data-reseau]", "[data-carte]"):
        if page.locator(living).count():
            page.locator(f"{living}[data-pret]").wait_for()
    return find_faults(page)


def test_nothing_to_mend_on_the_way_in(ouvrir: Ouvrir) -> None:
    """Pages that no address opens: the codes, and what one does to a passkey."""
    page = ouvrir(reduced_motion="reduce")
    faults: dict[str, list[list[str]]] = {}

    def stop(name: str) -> None:
        faults[name] = [look(page, width) for width in LARGEURS]

    make_authenticator(page)
    page.goto("/compte/creer/")
    page.get_by_label("Adresse").fill("nora@exemple.fr")
    page.get_by_role("button", name="Créer mon compte").click()
    page.wait_for_url("**/courriel/code/**")
    stop("account_email_verification_sent")
    page.get_by_label("Code").fill(read_code())
    page.get_by_role("button", name="Continuer").click()
    page.get_by_text("vous êtes connecté").wait_for()

    page.goto("/compte/cles/ajouter/")
    stop("mfa_add_webauthn")
    page.get_by_label("Nom de cette clé").fill("Mon téléphone")
    page.get_by_role("button", name="Créer la clé").click()
    page.get_by_text("Votre clé d’accès est prête").wait_for()
    stop("comptes:compte")
    page.get_by_role("link", name="Renommer").click()
    stop("mfa_edit_webauthn")
    page.goto("/compte/")
    page.get_by_role("link", name="Retirer Mon téléphone").click()
    stop("mfa_remove_webauthn")
    page.goto("/compte/verification/")
    stop("account_reauthenticate")

    page.goto("/espaces/nouveau/")
    page.get_by_label("Nom (à remplir)").fill("À moitié")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Créer l’espace").click()
    page.get_by_label("Adresse").fill("nora@exemple.fr")
    page.get_by_role("button", name="Recevoir un code").click()
    page.wait_for_url("**/connexion/code/**")
    stop("account_confirm_login_code")
    page.get_by_label("Code").fill(read_code())
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre saisie n’est pas perdue")
    stop("espaces:reprise")
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("la carte est à commencer")
    stop("an empty espace")
    assert faults == {name: [[], []] for name in faults}


def make_authenticator(page: Page) -> None:
    """A passkey that says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_nothing_to_mend_when_a_form_is_refused(
    ouvrir: Ouvrir, site: str, demo: Espace, membres: dict[str, Utilisateur]
) -> None:
    page = ouvrir(reduced_motion="reduce")
    sign_in(page, site, membres["animation"])
    known = demo.acteurs.filter(nature="structure")[0]
    refused = {}
    for path in ("acteurs/nouveau/", "membres/inviter/", "reglages/", "reglages/spheres/ajouter/"):
        page.goto(f"/espace/lisaude/{path}")
        page.evaluate("document.querySelectorAll('main [required]').forEach(field => field.required = false)")
        page.locator("main input[type=text], main input[type=email]").first.fill("")
        page.locator("main form .bouton").last.click()
        expect(page.locator(".resume-erreurs")).to_be_visible()
        refused[path] = [look(page, width) for width in LARGEURS]
    page.goto("/espace/lisaude/acteurs/nouveau/")
    page.get_by_label("Nom (à remplir)").fill(known.nom)
    page.get_by_role("radio", name=known.sphere.nom).check()
    page.get_by_role("heading", name="peut-être déjà là").wait_for()
    refused["while typing"] = [look(page, width) for width in LARGEURS]
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="C’est le même").first.wait_for()
    refused["duplicates"] = [look(page, width) for width in LARGEURS]
    page.get_by_role("button", name="C’est le même").first.click()
    refused["the same"] = [look(page, width) for width in LARGEURS]
    assert refused == {path: [[], []] for path in refused}


def test_axe_would_find_a_fault(ouvrir: Ouvrir) -> None:
    page = ouvrir()
    page.goto("/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")
    assert [fault.split()[0] for fault in find_faults(page)] == ["label"]
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate("document.querySelector('main input').style.width = '500px'")
    assert find_faults(page)[-1] == "wider than the screen"
