"""What a contributor does from the e-mail that invites to a link seen otherwise; played by two tests, two ways."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import mail
from playwright.sync_api import Page, expect

from maillage.acteurs.declarer import declare
from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.models import Acteur, PorteParole
from maillage.comptes.models import Utilisateur
from maillage.espaces.invitations import invite, send_invitation
from maillage.espaces.models import Espace
from maillage.referentiels.chargement import load_all
from tests.fabriques_acteurs import make_acteur
from tests.navigateur.gestes import read_address, read_code
from tests.navigateur.mains import Main

COURRIEL = "odile@exemple.fr"


@dataclass(frozen=True)
class Decor:
    """Three structures, two of which say something of the first."""

    espace: Espace
    ccas: Acteur
    gal: Acteur
    mission: Acteur
    epicerie: Acteur

    def lien(self, autre: Acteur) -> Lien:
        a, b = sorted((self.ccas, autre), key=lambda one: one.pk)
        return Lien.objects.get(a=a, b=b)


def set_up(espace: Espace, claire: Utilisateur, site: str) -> Decor:
    """And the invitation is sent."""
    load_all()
    worlds = {"CCAS de Valmorane": "AS", "GAL de la Lisaude": "DL", "Mission locale": "AS", "Épicerie solidaire": "DS"}
    decor = Decor(espace, *(make_acteur(espace, nom, sphere=code, commune="Valmorane") for nom, code in worlds.items()))
    for other, level in ((decor.gal, 2), (decor.mission, 5)):
        said = {"niveau_reel": level, "origine": "porte-parole"}
        declare(source=other, cible=decor.ccas, qui=claire, quand=espace.aujourdhui, attributs=said)
    identifiant = decor.ccas.pk  # any id: the form's own
    invitation, jeton = invite(
        espace=espace, qui=claire, identifiant=identifiant, courriel=COURRIEL, role="contribution"
    )
    assert send_invitation(invitation, f"{site}/invitation/{jeton}/")
    return decor


def play(main: Main, decor: Decor) -> None:
    accept_invitation(main)
    speak_for_one_s_structure(main, decor)
    declare_and_leave(main, decor)
    confirm(main, decor)
    contest(main, decor)


def accept_invitation(main: Main) -> None:
    page = main.page
    page.goto(read_address("vous invite à rejoindre"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Claire Morin vous invite à rejoindre")
    main.press(page.locator("main").get_by_role("link", name="Créer un compte"))
    main.write(page.get_by_label("Adresse"), COURRIEL)
    main.press(page.get_by_role("button", name="Créer mon compte"))
    page.wait_for_url("**/courriel/code/**")
    main.write(page.get_by_label("Code reçu"), read_code())
    main.press(page.get_by_role("button", name="Continuer"))
    main.press(page.get_by_role("button", name="Rejoindre l’espace"))
    expect(page.get_by_text("Vous êtes membre de l’espace, avec le rôle Contribution")).to_be_visible()
    assert len(mail.outbox) >= 2


def speak_for_one_s_structure(main: Main, decor: Decor) -> None:
    page = main.page
    page.goto(f"/espace/{decor.espace.slug}/acteurs/")
    main.write(page.get_by_label("Chercher un acteur"), "ccas valmorane")
    main.press(page.get_by_role("button", name="Chercher"))
    main.press(page.get_by_role("link", name="CCAS de Valmorane", exact=True))
    main.press(page.get_by_role("button", name="C’est ma structure"))
    expect(page.get_by_role("heading", name="Ils disent travailler avec CCAS de Valmorane")).to_be_visible()
    assert PorteParole.objects.get().acteur == decor.ccas


def declare_and_leave(main: Main, decor: Decor) -> None:
    """One question after another; in the middle of the third, the phone rings."""
    page = main.page
    main.write(page.get_by_label("Un nom, un sigle ou une commune"), "epicerie")
    main.press(page.get_by_role("button", name="Chercher"))
    main.press(page.get_by_role("link", name="Épicerie solidaire"))
    main.tick(page.get_by_role("radio", name="Nous ajustons nos actions"))
    main.press(page.get_by_role("button", name="Continuer"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Et demain, que faudrait-il avec Épicerie solidaire")
    main.tick(page.get_by_role("radio", name="Coopérer"))
    main.press(page.get_by_role("button", name="Continuer"))
    expect(page.get_by_text("Un côté dit que ce lien existe")).to_be_visible()
    main.press(page.get_by_role("link", name="sur quoi"))
    main.tick(page.get_by_role("checkbox", name="Action commune"))
    half = page.url
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/a-propos/")
    page.goto(half)
    expect(page.get_by_text("Nous avons remis ce que vous aviez saisi")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Action commune")).to_be_checked()
    main.press(page.get_by_role("button", name="Continuer"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Comment travaillez-vous avec Épicerie solidaire")
    said = Declaration.objects.get(source=decor.ccas, cible=decor.epicerie)
    assert (said.niveau_reel, said.niveau_souhaite, len(said.sujets)) == (3, 4, 1)


def confirm(main: Main, decor: Decor) -> None:
    page = main.page
    open_one_s_links(page, decor)
    expect(page.get_by_role("heading", level=1)).to_have_text("2 liens attendent votre réponse.")
    main.press(page.get_by_role("link", name="GAL de la Lisaude"))
    main.press(page.get_by_role("button", name="Oui, c’est bien cela"))
    expect(page.get_by_text("Les deux côtés disent travailler ensemble")).to_be_visible()
    assert decor.lien(decor.gal).etat == EtatLien.CONFIRME


def contest(main: Main, decor: Decor) -> None:
    page = main.page
    open_one_s_links(page, decor)
    main.press(page.get_by_role("link", name="Mission locale"))
    main.press(page.get_by_role("link", name="Nous ne le voyons pas ainsi"))
    main.tick(page.get_by_role("radio", name="Nous savons qui fait quoi"))
    main.press(page.get_by_role("button", name="Continuer"))
    main.press(page.get_by_role("link", name="Passer"))
    expect(page.get_by_text("Les deux côtés ne voient pas ce lien de la même façon")).to_be_visible()
    assert decor.lien(decor.mission).etat == EtatLien.CONTESTE
    assert Declaration.objects.get(source=decor.mission, cible=decor.ccas).niveau_reel == 5, "their word stays theirs"


def open_one_s_links(page: Page, decor: Decor) -> None:
    page.goto(f"/espace/{decor.espace.slug}/liens/")
