"""Avis: how often an advice was said done, off the point or absent here. Projet: a request kept and followed."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, ClassVar

import uuid_utils.compat as uuid
from django.db import models
from django.db.models import Q
from django.utils import timezone

from maillage.espaces.models import Espace
from maillage.territoires.models import Territoire

DUREE = timedelta(days=365)
"""A project nobody opened for that long is erased."""


class Choix(models.TextChoices):
    FAIT = "fait", "Déjà fait"
    HORS_SUJET = "hors-sujet", "Pas pertinent"
    ABSENT = "absent", "N’existe pas ici"


class Avis(models.Model):
    """A count, and nothing of who said it. Without espace: said of the general answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, null=True, related_name="+")
    regle = models.CharField("règle", max_length=40)
    choix = models.CharField("choix", max_length=20, choices=Choix)
    nombre = models.PositiveIntegerField("nombre", default=0)

    class Meta:
        verbose_name = "avis sur une recommandation"
        verbose_name_plural = "avis sur les recommandations"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["espace", "regle", "choix"], condition=Q(espace__isnull=False), name="avis_espace_unique"
            ),
            models.UniqueConstraint(fields=["regle", "choix"], condition=Q(espace=None), name="avis_general_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.regle} – {self.get_choix_display()}"


def digest(cle: str) -> str:
    return sha256(cle.encode()).hexdigest()


def make_cle() -> str:
    return token_urlsafe(24)


class ProjetQuerySet(models.QuerySet["Projet"]):
    def alive(self) -> ProjetQuerySet:
        return self.filter(expire_le__gt=timezone.now())

    def shown_in(self, espace: Espace) -> ProjetQuerySet:
        """Those that their bearers chose to show to the animation."""
        return self.alive().filter(espace=espace, montre_animation=True)


class Projet(models.Model):
    """What was asked, at which phase it is, what was done. No name, no account: whoever has the link may act.

    The link's key is kept as a digest only: the database does not open projects.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, null=True, related_name="projets")
    empreinte = models.CharField(max_length=64, unique=True, editable=False)
    mots = models.CharField("le projet", max_length=200, blank=True)
    themes: models.JSONField[Any, Any] = models.JSONField("thèmes", default=list)
    publics: models.JSONField[Any, Any] = models.JSONField("publics", default=list)
    commune = models.ForeignKey(
        Territoire, models.SET_NULL, null=True, related_name="+", verbose_name="commune"
    )  # a commune that leaves the list does not take the project with it
    phase = models.CharField("phase", max_length=2, default="P1")
    monde = models.CharField("monde", max_length=20, blank=True)
    faits: models.JSONField[Any, Any] = models.JSONField("ce qui est fait", default=list)
    montre_animation = models.BooleanField("montré à l’animation de l’espace", default=False)
    cree_le = models.DateTimeField("gardé le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)
    expire_le = models.DateTimeField("effacé le")

    objects = ProjetQuerySet.as_manager()

    class Meta:
        verbose_name = "projet suivi"
        verbose_name_plural = "projets suivis"
        ordering: ClassVar = ["-modifie_le", "id"]

    def __str__(self) -> str:
        """Its words are not told where it is named: the journal is read by the animation."""
        return f"Projet suivi du {self.cree_le:%d/%m/%Y}" if self.cree_le else "Projet suivi"
