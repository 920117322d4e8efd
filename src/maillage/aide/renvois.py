"""From a page of the site to what explains it: « Aide sur cette page »."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from maillage.aide.pages import ACCUEIL, list_codes

RENVOIS: Final = {
    "accueil": "premiers-pas",
    "account": "premiers-pas#entrer",
    "mfa": "premiers-pas#entrer",
    "comptes": "premiers-pas#entrer",
    "comptes:compte": "donnees-personnelles#vous-avez-un-compte",
    "espaces": "premiers-pas#ouvrir-un-espace",
    "espaces:membres": "roles",
    "espaces:membre": "roles",
    "espaces:inviter": "premiers-pas#inviter",
    "acteurs": "premiers-pas#décrire-les-acteurs",
    "acteurs:moi": "donnees-personnelles",
    "apports": "apporter",
    "carte": "carte",
    "reseau": "premiers-pas#lire",
    "diagnostic": "premiers-pas#lire",
    "doublons": "premiers-pas#décrire-les-acteurs",
    "exports": "emporter",
    "exports:restaurer": "emporter#revenir-ailleurs",
    "referentiels": "territoires#ajouter-un-monde-professionnel",
    "territoires": "territoires",
    "territoires:recoupements": "territoires#voir-où-les-périmètres-se-recoupent",
    "vieprivee": "donnees-personnelles",
}
"""By view, or by room (or family: `account_…`) for all its views: a page of the guide, and its heading."""


def find_target(view: str) -> str:
    """The page and heading; empty when no page speaks of it. A room with a page of its own name needs no line here."""
    room = view.partition(":")[0] if ":" in view else view.partition("_")[0]
    return RENVOIS.get(view) or RENVOIS.get(room) or (room if room in list_codes() - {ACCUEIL} else "")


def find_help(view: str) -> str:
    """Its address; empty in the help itself and where no page speaks of it."""
    code, _, ancre = find_target(view).partition("#")
    if not code or view.startswith("aide:"):
        return ""
    return reverse("aide:page", args=[code]) + (f"#{ancre}" if ancre else "")
