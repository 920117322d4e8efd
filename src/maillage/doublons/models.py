"""Paire (two sheets that look alike, and what was decided), Fusion (one taken over by the other), Recherche."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from maillage.acteurs.models import Acteur
from maillage.espaces.models import Espace
from maillage.espaces.travaux import TravailDeFond

if TYPE_CHECKING:
    from maillage.espaces.droits import Droits


class Verdict(models.TextChoices):
    A_VOIR = "a-voir", "À voir"
    PLUS_TARD = "plus-tard", "Remis à plus tard"
    DISTINCTS = "distincts", "Deux acteurs distincts"


class PaireQuerySet(models.QuerySet["Paire"]):
    def of(self, droits: Droits) -> PaireQuerySet:
        """Pairs of the espace whose two sheets are still there."""
        kept = self.filter(espace=droits.espace, a__retire_le=None, b__retire_le=None)
        return kept.select_related("a__sphere", "a__type", "a__commune", "b__sphere", "b__type", "b__commune")


class Paire(models.Model):
    """Two sheets that a search found alike. `a` is the smaller id. A decision outlives later searches."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="paires")
    a = models.ForeignKey(Acteur, models.CASCADE, related_name="+")
    b = models.ForeignKey(Acteur, models.CASCADE, related_name="+")
    score = models.FloatField("vraisemblance")
    """Between 0 and 1: how likely the two are one, by the linkage."""
    raisons = models.JSONField("pourquoi", default=list)
    verdict = models.CharField("décision", max_length=20, choices=Verdict, default=Verdict.A_VOIR)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="décidé par"
    )
    decide_le = models.DateTimeField("décidé le", null=True, blank=True)

    objects = PaireQuerySet.as_manager()

    class Meta:
        verbose_name = "paire de fiches semblables"
        ordering: ClassVar = ["-score", "id"]
        indexes: ClassVar = [models.Index(fields=["espace", "verdict", "-score"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["espace", "a", "b"], name="paire_unique"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="paire_ordonnee"),
        ]

    def __str__(self) -> str:
        return f"{self.a} et {self.b}"


class Fusion(models.Model):
    """One sheet taken over by another, with all it takes to split them again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="fusions")
    garde = models.ForeignKey(Acteur, models.CASCADE, related_name="fusions_recues")
    absorbe = models.ForeignKey(Acteur, models.CASCADE, related_name="fusions_faites")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    quand = models.DateTimeField("fusionnés le", auto_now_add=True)
    ecrits = models.JSONField(default=dict, editable=False)
    """The fields of the kept sheet that changed: name → [before, after]."""
    releve = models.JSONField(default=dict, editable=False)
    """What moved or was set aside (see `fusion.Releve`). Holds opinions of links: never shown nor exported."""
    defaite_le = models.DateTimeField("séparés le", null=True, blank=True)

    class Meta:
        verbose_name = "fusion de deux fiches"
        ordering: ClassVar = ["-quand", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["absorbe"], condition=Q(defaite_le=None), name="fusion_en_cours_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.absorbe} dans {self.garde}"


class Recherche(TravailDeFond):
    """A search for duplicates across the whole espace, done in the background."""

    trouvees = models.PositiveIntegerField(default=0)
    """New pairs to look at."""

    class Meta:
        verbose_name = "recherche de doublons"
        ordering: ClassVar = ["-cree_le", "-id"]

    def __str__(self) -> str:
        return f"Recherche de doublons, {self.espace}"
