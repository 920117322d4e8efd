"""Emport: the archive of an espace being made, or waiting to be downloaded by the person who asked for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse
from django.utils import timezone

from maillage.espaces.travaux import Etat, TravailDeFond, TravauxQuerySet
from maillage.exports.diffusion import Diffusion

DUREE = timedelta(days=1)
"""How long an archive waits. It may hold persons: it does not stay."""
DOSSIER = "emports"
"""Among the files of the site, where no address leads."""


class EmportQuerySet(TravauxQuerySet):
    def current(self) -> EmportQuerySet:
        return self.filter(cree_le__gt=timezone.now() - DUREE)

    def expired(self) -> EmportQuerySet:
        return self.filter(cree_le__lte=timezone.now() - DUREE)


class Emport(TravailDeFond):
    """One archive, for one person."""

    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    diffusion = models.CharField(max_length=20, choices=Diffusion)
    octets = models.PositiveBigIntegerField(default=0)
    emporte_le = models.DateTimeField("téléchargée le", null=True)

    objects: ClassVar = EmportQuerySet.as_manager()

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
    def prete(self) -> bool:
        """Made, and not taken away yet."""
        return self.fini and self.emporte_le is None

    @property
    def situation(self) -> str:
        if self.fini:
            return "prête" if self.prete else "téléchargée"
        return Etat(Etat.ECHEC if self.rate else self.etat).label.lower()

    @property
    def jusqua(self) -> datetime:
        return self.cree_le + DUREE

    def forget_file(self) -> None:
        """Twice is harmless."""
        default_storage.delete(self.chemin)
