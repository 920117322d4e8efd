"""For whom a file is made: everybody, or the animation. Decides what is read, and what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import models

from maillage.espaces.droits import Droits
from maillage.espaces.models import Espace, Visibilite
from maillage.publication.typographie import fr

LICENCE_OUVERTE = "Licence Ouverte 2.0 (Etalab)"
ADRESSE_LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


class Diffusion(models.TextChoices):
    PUBLIQUE = "publique", "À transmettre"
    ANIMATION = "animation", "Pour l’animation"


def read_diffusion(asked: str | None, droits: Droits) -> Diffusion:
    """Raises PermissionDenied when the complete file is asked by someone else than the animation."""
    if asked != Diffusion.ANIMATION:
        return Diffusion.PUBLIQUE
    if not droits.peut_animer:
        raise PermissionDenied("Le fichier complet est réservé à l’animation de l’espace.")
    return Diffusion.ANIMATION


def narrow_droits(droits: Droits, diffusion: str) -> Droits:
    """A file for everybody is read as a passer-by reads the espace, whoever asks for it."""
    return droits if diffusion == Diffusion.ANIMATION else Droits(droits.espace, None)


@dataclass(frozen=True)
class Mention:
    """What travels with a file. `licence` is empty when it may not be handed on freely."""

    espace: str
    jour: date
    """The day it was made, or the espace's own."""
    licence: str
    phrase: str


def write_mention(espace: Espace, diffusion: str) -> Mention:
    """A closed espace has given nobody a licence: its members agree on what they hand on."""
    if diffusion == Diffusion.ANIMATION:
        return _mention(espace, "", "Réservé à l’animation de l’espace.")
    if espace.visibilite != Visibilite.PUBLIQUE:
        phrase = "L’espace est réservé à ses membres : demandez à l’animation avant de transmettre ce fichier."
        return _mention(espace, "", phrase)
    phrase = f"{LICENCE_OUVERTE}, {ADRESSE_LICENCE} : citez l’espace et la date."
    return _mention(espace, LICENCE_OUVERTE, phrase)


def _mention(espace: Espace, licence: str, phrase: str) -> Mention:
    fictional = " Territoire fictif : lieux, structures et personnes sont inventés." if espace.fictif else ""
    return Mention(espace.nom, espace.aujourdhui, licence, fr(phrase + fictional))
