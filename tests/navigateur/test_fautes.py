"""What goes wrong: hostile names, forged addresses, two people on one sheet, two clicks, a session that ends."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace, Trace
from maillage.referentiels.chargement import load_all
from tests.conftest_navigateur import Ouvrir, sign_in
from tests.fabriques_acteurs import make_acteur, make_lien
from tests.navigateur.gestes import add_acteur, go, read_code

pytestmark = pytest.mark.navigateur

HOSTILE = '=HYPERLINK("http://voleur.example")<img src=x onerror=alert(1)><script>alert(2)</script>'


@pytest.fixture
def page(ouvrir: Ouvrir, site: str, lisaude: Espace, claire: Utilisateur) -> Page:
    """The animation, on the home of its espace."""
    load_all()
    page = ouvrir()
    sign_in(page, site, claire)
    page.goto("/espace/lisaude/")
    return page


def test_markup_and_formulas_in_a_name_are_only_text(page: Page, lisaude: Espace) -> None:
    alerts: list[str] = []

    def note(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    make_lien(make_acteur(lisaude, "CIAS"), make_acteur(lisaude, "GAL", sphere="DL"))
    page.get_by_role("link", name="Ajouter un acteur").first.click()
    page.get_by_label("Nom (à remplir)").fill(HOSTILE)
    page.get_by_role("radio", name="Développement local").check()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    make_lien(Acteur.objects.get(nom=HOSTILE), Acteur.objects.get(nom="CIAS"))
    for path in ("", "acteurs/", "reseau/", "reseau/?vue=tableau", "diagnostic/", "croisement/AS-DL/", "journal/"):
        page.goto(f"/espace/lisaude/{path}")
        page.wait_for_load_state("networkidle")
        assert page.locator("main img, main script").count() == 0, path
    page.goto("/espace/lisaude/acteurs/")
    expect(page.get_by_role("link", name=HOSTILE)).to_be_visible()
    assert alerts == []


def test_forged_addresses_of_another_espace_are_not_found(page: Page, lisaude: Espace, ailleurs: Espace) -> None:
    theirs = [make_acteur(ailleurs, "Chez eux"), make_acteur(ailleurs, "Aussi chez eux")]
    lien = make_lien(*theirs)
    mine = make_acteur(lisaude, "Chez nous")
    one, other = (acteur.pk for acteur in theirs)
    forged = [f"acteurs/{one}/", f"acteurs/{one}/modifier/", f"acteurs/{one}/declarer/", f"liens/{lien.pk}/"]
    forged += [f"liens/{mine.pk}/{other}/aujourdhui/", f"acteurs/nouveau/?dans={one}", f"reseau/?acteur={one}"]
    for path in forged:
        answer = page.goto(f"/espace/lisaude/{path}")
        assert answer is not None
        assert answer.status == 404, path
        assert "hez eux" not in page.inner_text("body"), path
    answer = page.goto("/espace/ailleurs/")
    assert answer is not None
    assert answer.status == 404


def test_two_people_on_one_sheet_are_shown_both(
    page: Page, ouvrir: Ouvrir, site: str, lisaude: Espace, driss: Utilisateur
) -> None:
    acteur = make_acteur(lisaude, "Centre social", telephone="01 00 00 00 00")
    other = ouvrir()
    sign_in(other, site, driss)
    for one in (page, other):
        one.goto(f"/espace/lisaude/acteurs/{acteur.pk}/modifier/")
    page.get_by_label("Nom (à remplir)").fill("Centre social et culturel")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("est à jour")).to_be_visible()

    other.get_by_label("Nom (à remplir)").fill("Espace de vie sociale")
    other.get_by_label("Appelez-nous pour").fill("l’accueil des familles")
    other.get_by_role("button", name="Enregistrer").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Quelqu’un vient de modifier cette fiche")
    expect(other.get_by_text("Sur la fiche : Centre social et culturel")).to_be_visible()
    mine = other.get_by_role("radio", name="Ce que vous avez écrit : Espace de vie sociale")
    mine.check()
    acteur.refresh_from_db()
    assert acteur.nom == "Centre social et culturel", "nothing written before the choice"
    other.get_by_role("button", name="Enregistrer ces choix").click()
    expect(other.get_by_text("est à jour")).to_be_visible()
    acteur.refresh_from_db()
    assert (acteur.nom, acteur.appelez_nous_pour) == ("Espace de vie sociale", "l’accueil des familles")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_saves_once(
    ouvrir: Ouvrir, site: str, lisaude: Espace, claire: Utilisateur, *, javascript: bool
) -> None:
    """With scripts, one request leaves; without, two do, and the second is the first again."""
    load_all()
    page = ouvrir(java_script_enabled=javascript)
    sign_in(page, site, claire)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto("/espace/lisaude/acteurs/nouveau/")
    page.get_by_label("Nom (à remplir)").fill("Épicerie solidaire")
    page.get_by_role("radio", name="Développement social").check()
    page.get_by_role("button", name="Enregistrer").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Épicerie solidaire")
    assert len(sent) == 1 if javascript else len(sent) >= 1
    assert Acteur.objects.count() == 1
    assert Trace.objects.filter(geste="creer", objet="acteurs.acteur").count() == 1


def test_the_same_creation_sent_at_the_same_instant_is_one(page: Page, lisaude: Espace) -> None:
    page.goto("/espace/lisaude/acteurs/nouveau/")
    page.get_by_label("Nom (à remplir)").fill("Épicerie solidaire")
    page.get_by_role("radio", name="Développement social").check()
    answers = page.evaluate(
        """() => {
          const form = document.querySelector("main form[method=post]");
          const body = new URLSearchParams(new FormData(form));
          const send = () => fetch(form.action, {method: "POST", body}).then(answer => [answer.status, answer.url]);
          return Promise.all([send(), send(), send()]);
        }"""
    )
    assert {status for status, _ in answers} == {200}
    assert len({address for _, address in answers}) == 1, "all three lead to the one sheet"
    assert Acteur.objects.count() == 1


def test_a_session_that_ends_in_the_middle_of_a_form_loses_nothing(page: Page, lisaude: Espace) -> None:
    """The form is sent, one signs in again by a code, and what was typed is there to be sent."""
    add_acteur(page, "CIAS", "Action sociale")
    page.get_by_role("link", name="Corriger").first.click()
    page.get_by_label("Appelez-nous pour").fill("un logement d’urgence")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url("**/compte/connexion/**")
    page.get_by_label("Adresse").fill("claire@exemple.fr")
    page.get_by_role("button", name="Recevoir un code").click()
    page.wait_for_url("**/code/**")
    page.get_by_label("Code reçu").fill(read_code())
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre saisie n’est pas perdue")
    expect(page.get_by_text("un logement d’urgence")).to_be_visible()
    assert Acteur.objects.get().appelez_nous_pour == ""
    page.get_by_role("button", name="Envoyer maintenant").click()
    expect(page.get_by_text("est à jour")).to_be_visible()
    assert Acteur.objects.get().appelez_nous_pour == "un logement d’urgence"


def test_a_network_that_fails_loses_nothing(page: Page, lisaude: Espace) -> None:
    """What was typed is put back when the page is opened again."""
    go(page, "Acteurs")
    page.get_by_role("link", name="Ajouter un acteur").click()
    form = page.url
    page.get_by_label("Nom (à remplir)").fill("Garage solidaire")

    def cut(route: Route) -> None:
        route.abort()

    page.route("**/acteurs/nouveau/", cut)
    page.get_by_role("radio", name="Développement local").check()
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/acteurs/nouveau/", cut)
    page.goto(form)
    expect(page.get_by_text("Nous avons remis ce que vous aviez saisi")).to_be_visible()
    expect(page.get_by_label("Nom (à remplir)")).to_have_value("Garage solidaire")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Garage solidaire")
