"""What people do in several stories, by what they see: labels, buttons, links."""

from __future__ import annotations

import re

from django.core import mail
from playwright.sync_api import Page, expect

CODE = re.compile(r"^ {4}([A-Z0-9-]+)$", re.MULTILINE)


def read_code() -> str:
    """The one of the last e-mail."""
    return CODE.findall(str(mail.outbox[-1].body))[0]


def read_address(words: str) -> str:
    """The path of the personal link in the last e-mail that holds these words."""
    body = next(str(one.body) for one in reversed(mail.outbox) if words in str(one.body))
    return re.findall(r"http://[^/\s]+(/\S+)", body)[0]


def create_account(page: Page, courriel: str) -> None:
    """From the page of sign-in, where one was sent: an address, a code, and back to what one wanted."""
    page.get_by_role("link", name=re.compile("Créez-le|Créer un compte")).click()
    page.get_by_label("Adresse").fill(courriel)
    page.get_by_role("button", name="Créer mon compte").click()
    page.wait_for_url("**/courriel/code/**")
    page.get_by_label("Code").fill(read_code())
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(lambda address: "/code/" not in address)


def go(page: Page, section: str) -> None:
    """By the main menu."""
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name=section).click()


def add_acteur(page: Page, nom: str, monde: str, commune: str = "") -> None:
    """From the list of actors: what the short form asks."""
    go(page, "Acteurs")
    page.get_by_role("link", name="Ajouter un acteur").click()
    page.get_by_label("Nom (à remplir)").fill(nom)
    page.get_by_role("radio", name=monde).check()
    page.get_by_label("Commune (facultatif)").fill(commune)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(nom)


def answer(page: Page, words: str) -> None:
    """One question, one answer, next."""
    page.locator("label").filter(has_text=words).first.click()
    page.get_by_role("button", name="Continuer").click()


def declare(page: Page, avec: str, niveau: str, souhait: str = "") -> None:
    """From the sheet of one's structure: with whom, today, tomorrow."""
    page.get_by_role("link", name="Déclarer un lien").click()
    page.get_by_label("Un nom, un sigle ou une commune").fill(avec)
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name=avec).click()
    answer(page, niveau)
    if souhait:
        answer(page, souhait)
    else:
        page.get_by_role("link", name="Passer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(avec)
