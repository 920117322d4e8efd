"""Personne: who holds a poste, in its own table, erasable without touching the network; what time does to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from maillage.espaces.droits import Droits

DELAI_INFORMATION = timedelta(days=30)
"""The law gives a month to inform someone whom a colleague added; who could not be informed by then is erased."""
DELAI_CONFIRMATION = timedelta(days=90)
"""A person who has not confirmed by then is erased."""
DELAI_RAPPEL = timedelta(days=365)
"""Once a year, a confirmed person is asked whether it is still true."""
DELAI_MASQUE = timedelta(days=548)
"""Eighteen months without an answer: back to the animation alone."""
DELAI_OUBLI = timedelta(days=1096)
"""Three years without an answer: erased."""


class VisibilitePersonne(models.TextChoices):
    ANIMATION = "animation", "L’animation seulement"
    MEMBRES = "membres", "Les membres"
    PUBLIQUE = "publique", "Tout le monde"


class PersonneQuerySet(models.QuerySet["Personne"]):
    def visible_to(self, droits: Droits) -> PersonneQuerySet:
        """Publicly by consent only; to members once confirmed; unconfirmed or long silent, to the animation alone."""
        kept = self.filter(poste__espace=droits.espace)
        if droits.peut_animer:
            return kept
        confirmed = kept.filter(masquee_le=None).exclude(confirmee_le=None)
        if droits.est_membre:
            return confirmed.exclude(visibilite=VisibilitePersonne.ANIMATION)
        return confirmed.filter(visibilite=VisibilitePersonne.PUBLIQUE).exclude(consentement_le=None)

    def on_the_map(self) -> PersonneQuerySet:
        """Whose poste and espace are still there: only they are written to."""
        return self.filter(poste__retire_le=None, poste__espace__supprime_le=None).exclude(courriel="")

    def to_inform(self, maintenant: datetime) -> PersonneQuerySet:
        """The notice did not leave when they were added, and the law still gives time."""
        late = maintenant - DELAI_INFORMATION
        return self.on_the_map().filter(confirmee_le=None, informee_le=None, ajoutee_le__gte=late)

    def never_confirmed(self, maintenant: datetime) -> PersonneQuerySet:
        """For ninety days; or never informed for a month."""
        uninformed = Q(informee_le=None, ajoutee_le__lt=maintenant - DELAI_INFORMATION)
        return self.filter(Q(ajoutee_le__lt=maintenant - DELAI_CONFIRMATION) | uninformed, confirmee_le=None)

    def left_behind(self, maintenant: datetime) -> PersonneQuerySet:
        """Their poste was put aside, and nobody brought it back."""
        return self.filter(poste__retire_le__lt=maintenant - DELAI_CONFIRMATION)

    def long_silent(self, maintenant: datetime) -> PersonneQuerySet:
        return self.filter(confirmee_le__lt=maintenant - DELAI_OUBLI)

    def to_mask(self, maintenant: datetime) -> PersonneQuerySet:
        silent = self.filter(confirmee_le__lt=maintenant - DELAI_MASQUE, masquee_le=None)
        return silent.filter(confirmee_le__gte=maintenant - DELAI_OUBLI)

    def to_ask(self, maintenant: datetime) -> PersonneQuerySet:
        """Confirmed over a year ago, and not asked this year, nor since their name was masked."""
        asked = Q(rappel_le=None) | Q(rappel_le__lt=maintenant - DELAI_RAPPEL) | Q(rappel_le__lt=F("masquee_le"))
        due = {"confirmee_le__lt": maintenant - DELAI_RAPPEL, "confirmee_le__gte": maintenant - DELAI_OUBLI}
        return self.on_the_map().filter(asked, **due)


class Personne(models.Model):
    """The identity behind a poste, erasable without touching the network."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    poste = models.OneToOneField(
        "acteurs.Acteur", models.CASCADE, related_name="personne", limit_choices_to={"nature": "poste"}
    )
    prenom = models.CharField("prénom", max_length=80)
    nom = models.CharField("nom", max_length=80)
    courriel = models.EmailField("courriel professionnel", blank=True)
    telephone = models.CharField("téléphone professionnel", max_length=30, blank=True)
    visibilite = models.CharField(
        "qui voit cette personne", max_length=20, choices=VisibilitePersonne, default=VisibilitePersonne.MEMBRES
    )
    ajoutee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="ajoutée par"
    )
    ajoutee_le = models.DateTimeField("ajoutée le", auto_now_add=True)
    informee_le = models.DateTimeField("notice envoyée le", null=True, blank=True)
    confirmee_le = models.DateTimeField("confirmée le", null=True, blank=True)
    """The last time that the person said so, or did anything of their page."""
    rappel_le = models.DateTimeField("confirmation redemandée le", null=True, blank=True)
    masquee_le = models.DateTimeField("nom masqué le, faute de réponse", null=True, blank=True)
    consentement_le = models.DateTimeField("affichage public accepté le", null=True, blank=True)

    objects = PersonneQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}"

    def is_to_confirm(self, maintenant: datetime) -> bool:
        """Whether the person is asked again: never confirmed, masked, or soon a year ago."""
        if self.confirmee_le is None or self.masquee_le is not None:
            return True
        return self.confirmee_le < maintenant - DELAI_RAPPEL + timedelta(days=30)
