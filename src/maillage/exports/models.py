"""Emport: the archive of an espace being made, or waiting to be downloaded by the person who asked for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse
from django.utils import timezone

from maillage.espaces.models import Espace
from maillage.exports.diffusion import Diffusion

DUREE = timedelta(days=1)
"""How long an archive waits. It may hold persons: it does not stay."""
SILENCE = timedelta(minutes=10)
"""A work that said nothing for so long was killed: it may be asked again."""


DOSSIER = "emports"
"""Among the files of the site, where no address leads."""


class Etat(models.TextChoices):
    ATTENTE = "attente", "En attente"
    EN_COURS = "en-cours", "En cours"
    FAIT = "fait", "Prête"
    EMPORTE = "emporte", "Téléchargée"
    ECHEC = "echec", "Échec"


class EmportQuerySet(models.QuerySet["Emport"]):
    def current(self) -> EmportQuerySet:
        return self.filter(cree_le__gt=timezone.now() - DUREE)

    def expired(self) -> EmportQuerySet:
        return self.filter(cree_le__lte=timezone.now() - DUREE)

    def pending(self) -> EmportQuerySet:
        """Waiting or under way, and heard of lately."""
        return self.filter(etat__in=[Etat.ATTENTE, Etat.EN_COURS], vu_le__gt=timezone.now() - SILENCE)


class Emport(models.Model):
    """One archive, for one person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="emports")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    diffusion = models.CharField(max_length=20, choices=Diffusion)
    etat = models.CharField(max_length=20, choices=Etat, default=Etat.ATTENTE)
    etape = models.CharField(max_length=80, blank=True)
    fait = models.PositiveSmallIntegerField(default=0)
    octets = models.PositiveBigIntegerField(default=0)
    cree_le = models.DateTimeField(default=timezone.now)
    vu_le = models.DateTimeField(default=timezone.now)

    objects = EmportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-cree_le", "-id"]
        indexes: ClassVar = [models.Index(fields=["espace", "par", "-cree_le"])]

    def __str__(self) -> str:
        return f"{self.espace} – {self.get_diffusion_display()}"

    def get_absolute_url(self) -> str:
        return reverse("exports:archive", args=[self.espace.slug, self.pk])

    @property
    def chemin(self) -> str:
        return f"{DOSSIER}/{self.pk}.zip"

    @property
    def est_muet(self) -> bool:
        """Not finished, and silent for too long."""
        return self.etat in (Etat.ATTENTE, Etat.EN_COURS) and self.vu_le <= timezone.now() - SILENCE

    @property
    def jusqua(self) -> datetime:
        return self.cree_le + DUREE

    def forget_file(self) -> None:
        """Twice is harmless."""
        default_storage.delete(self.chemin)
