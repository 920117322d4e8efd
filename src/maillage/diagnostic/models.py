"""Photo (a diagnosis kept at a date) and Travail (a long computation, its progress and what it gave)."""

from __future__ import annotations

from typing import ClassVar

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from maillage.analyse.francais import say_first
from maillage.espaces.models import Espace
from maillage.espaces.travaux import TravailDeFond


class Niveau(models.TextChoices):
    SERVICE = "service", "Services séparés"
    STRUCTURE = "structure", "Structures entières"


class Declencheur(models.TextChoices):
    MAIN = "main", "Conservée à la main"
    IMPORT = "import", "Avant un import"
    CAMPAGNE = "campagne", "À la fin d’une campagne"


class Photo(models.Model):
    """The diagnosis of a day, whole: what is compared with another, and read years later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="photos")
    niveau = models.CharField("lecture", max_length=20, choices=Niveau, default=Niveau.SERVICE)
    date_reference = models.DateField("date du diagnostic")
    cree_le = models.DateTimeField("conservée le", auto_now_add=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="conservée par"
    )
    declencheur = models.CharField("pourquoi", max_length=20, choices=Declencheur, default=Declencheur.MAIN)
    diagnostic = models.JSONField("diagnostic", editable=False)
    """The contract of docs/format-diagnostic.md."""
    noms = models.JSONField("noms", default=dict, editable=False)
    """Every id that the details name, as it was called that day."""
    liens = models.JSONField("liens", default=list, editable=False)
    """The pairs of nodes that were linked: what appeared or vanished since is counted from them."""

    class Meta:
        verbose_name = "photo du diagnostic"
        verbose_name_plural = "photos du diagnostic"
        ordering: ClassVar = ["-cree_le", "-id"]
        indexes: ClassVar = [models.Index(fields=["espace", "-cree_le"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(niveau__in=Niveau.values), name="photo_niveau_connu"),
        ]

    def __str__(self) -> str:
        return f"Diagnostic du {say_first(date_format(self.date_reference, 'j F Y'))}"

    def get_absolute_url(self) -> str:
        return reverse("diagnostic:photo", args=[self.espace.slug, self.pk])


class Genre(models.TextChoices):
    DIAGNOSTIC = "diagnostic", "Diagnostic"
    PDF = "pdf", "Document PDF"
    DOCX = "docx", "Document modifiable"
    HTML = "html", "Page web"
    DEUX_PAGES = "deux-pages", "Deux pages pour les élus"


class Travail(TravailDeFond):
    """A computation too long for a page. One row per thing asked for and state of the data."""

    genre = models.CharField(max_length=20, choices=Genre)
    niveau = models.CharField(max_length=20, choices=Niveau)
    portee = models.CharField(max_length=20)
    """`publique` or `complete`: which network is read (see lecture.py). For a document, also who may download it."""
    empreinte = models.CharField(max_length=64)
    """Digest of the data it was made from."""
    resultat = models.JSONField(null=True, editable=False)
    contenu = models.BinaryField(null=True, editable=False)

    class Meta:
        verbose_name = "travail de fond"
        verbose_name_plural = "travaux de fond"
        ordering: ClassVar = ["-cree_le", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["espace", "genre", "niveau", "portee", "empreinte"], name="travail_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.get_genre_display()} – {self.espace}"
