"""Territoire (commune, EPCI, département, région, or composed by hand) and what contains what."""

from __future__ import annotations

from typing import ClassVar

import uuid_utils.compat as uuid
from django.db import models
from django.db.models import Q

from maillage.espaces.models import Espace
from maillage.referentiels.textes import normalise
from maillage.territoires.natures import COMPOSES, OFFICIELS, NatureTerritoire
from maillage.territoires.queries import TerritoireQuerySet

__all__ = ["COMPOSES", "OFFICIELS", "NatureTerritoire", "Territoire", "TerritoireEspace", "TerritoireQuerySet"]


class Territoire(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, null=True, blank=True, related_name="territoires_composes")
    nature = models.CharField("nature", max_length=20, choices=NatureTerritoire)
    code = models.CharField("code", max_length=20)
    nom = models.CharField("nom", max_length=150)
    nom_cherche = models.CharField(max_length=150, editable=False, db_index=True)
    """The name without accents nor case: both databases search it alike."""
    population = models.PositiveIntegerField("population", null=True, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    communes: models.ManyToManyField[Territoire, models.Model] = models.ManyToManyField(
        "self", symmetrical=False, related_name="contenants", blank=True
    )
    actuel = models.BooleanField("dans la liste officielle d’aujourd’hui", default=True)
    """False for a commune that merged, an EPCI that closed: kept for those who point to it, no longer proposed."""

    objects = TerritoireQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        ordering: ClassVar = ["nom_cherche", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["nature", "code"], condition=Q(espace=None), name="territoire_officiel_unique"
            ),
            models.UniqueConstraint(
                fields=["espace", "nature", "code"],
                condition=Q(espace__isnull=False),
                name="territoire_compose_unique",
                violation_error_message="Un périmètre porte déjà ce code.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def est_compose(self) -> bool:
        """Put together by an espace, which may change it."""
        return self.espace_id is not None and self.nature in COMPOSES


def build_search_name(nom: str, *others: str) -> str:
    """What `nom_cherche` holds: the name first, then other ways to say it."""
    return normalise(" ".join([nom, *others]))[:150]


class OrigineContour(models.TextChoices):
    OFFICIEL = "officiel", "Service national"
    FICHIER = "fichier", "Fichier donné"
    APPROCHE = "approche", "Approché par le centre"
    FICTIF = "fictif", "Territoire fictif"


class Contour(models.Model):
    """The shape of a commune, apart from it: lists never read it."""

    territoire = models.OneToOneField(Territoire, models.CASCADE, primary_key=True, related_name="contour")
    geometrie = models.JSONField("géométrie")
    """GeoJSON, Polygon or MultiPolygon, WGS 84, simplified."""
    origine = models.CharField("origine", max_length=20, choices=OrigineContour)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "contour"

    def __str__(self) -> str:
        return f"Contour de {self.territoire}"


class TerritoireEspace(models.Model):
    """The territory of an espace: usually an EPCI, sometimes several or a perimeter of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.OneToOneField(Espace, models.CASCADE, related_name="perimetre")
    territoires = models.ManyToManyField(Territoire, verbose_name="territoires", related_name="choisi_par")

    class Meta:
        verbose_name = "périmètre de l’espace"

    def __str__(self) -> str:
        return f"Périmètre de {self.espace}"
