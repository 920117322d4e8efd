"""From a page of the site to what explains it: « Aide sur cette page »."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from maillage.aide.pages import ACCUEIL, list_codes

RENVOIS: Final = {
    "accueil": "premiers-pas",
    "account": "premiers-pas#entrer",
    "acteurs": "acteurs",
    "acteurs:ajouter_personne": "acteurs#une-personne-à-un-poste",
    "acteurs:corbeille": "acteurs#retirer-rétablir",
    "acteurs:creer": "acteurs#ajouter",
    "acteurs:declarer": "liens#déclarer",
    "acteurs:declarer_etape": "liens#déclarer",
    "acteurs:fiche": "acteurs#lire-une-fiche",
    "acteurs:lien": "liens#répondre--confirmer-ou-dire-autrement",
    "acteurs:liens": "liens#répondre--confirmer-ou-dire-autrement",
    "acteurs:modifier": "acteurs#corriger",
    "acteurs:moi": "donnees-personnelles#vous-êtes-nommée-à-un-poste",
    "acteurs:moi_retirer": "donnees-personnelles#vous-êtes-nommée-à-un-poste",
    "acteurs:porte_parole": "liens#au-nom-de-qui-vous-parlez",
    "acteurs:souhaits": "liens#les-liens-souhaités",
    "api": "api",
    "api:jetons": "api#un-jeton-daccès",
    "apports": "apporter",
    "comptes:compte": "donnees-personnelles#vous-avez-un-compte",
    "diagnostic": "diagnostic",
    "diagnostic:comparer": "diagnostic#garder-une-photo-comparer",
    "diagnostic:croisement": "diagnostic#un-croisement",
    "diagnostic:espace": "premiers-pas#lire",
    "diagnostic:photo": "diagnostic#garder-une-photo-comparer",
    "diagnostic:photos": "diagnostic#garder-une-photo-comparer",
    "doublons": "acteurs#les-doublons",
    "espaces": "premiers-pas#ouvrir-un-espace",
    "espaces:inviter": "premiers-pas#inviter",
    "espaces:journal": "roles",
    "espaces:membre": "roles",
    "espaces:membres": "roles",
    "espaces:quitter": "roles#partir-retirer-supprimer",
    "espaces:supprimer": "roles#partir-retirer-supprimer",
    "exports": "emporter",
    "exports:archive": "emporter#tout-lespace-en-une-archive",
    "exports:restaurer": "emporter#revenir-ailleurs",
    "mfa": "premiers-pas#entrer",
    "referentiels": "territoires#ajouter-un-monde-professionnel",
    "territoires": "territoires",
    "territoires:composer": "territoires#composer-un-périmètre",
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
