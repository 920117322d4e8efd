"""Paires (two sheets that look alike, and what was decided), fusions (one taken over by the other), Recherche.

Of actors, and of cadres: one table for each, with the same columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar
from uuid import UUID

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre
from maillage.espaces.models import Espace
from maillage.espaces.travaux import TravailDeFond

if TYPE_CHECKING:
    from maillage.espaces.droits import Droits


class Verdict(models.TextChoices):
    A_VOIR = "a-voir", "À voir"
    PLUS_TARD = "plus-tard", "Remis à plus tard"
    DISTINCTS = "distincts", "Deux fiches distinctes"


P = TypeVar("P", bound="PaireDeFiches")


class PaireQuerySet(models.QuerySet[P], Generic[P]):
    def of(self, droits: Droits) -> Self:
        """Pairs of the espace whose two sheets are still there."""
        kept = self.filter(espace=droits.espace, a__retire_le=None, b__retire_le=None)
        return kept.select_related(*(f"{side}__{name}" for side in "ab" for name in self.model.PROCHES))


class PaireDeFiches(models.Model):
    """Two sheets that a search found alike. `a` is the smaller id. A decision outlives later searches."""

    PROCHES: ClassVar[tuple[str, ...]] = ()
    """What is read of each sheet with the pair."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="+")
    score = models.FloatField("vraisemblance")
    """Between 0 and 1: how likely the two are one."""
    raisons = models.JSONField("pourquoi", default=list)
    verdict = models.CharField("décision", max_length=20, choices=Verdict, default=Verdict.A_VOIR)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="décidé par"
    )
    decide_le = models.DateTimeField("décidé le", null=True, blank=True)
    a: Any
    b: Any
    a_id: UUID
    b_id: UUID

    class Meta:
        abstract = True
        ordering: ClassVar = ["-score", "id"]

    def __str__(self) -> str:
        return f"{self.a} et {self.b}"


class Paire(PaireDeFiches):
    PROCHES = ("espace", "sphere", "type", "commune")

    a = models.ForeignKey(Acteur, models.CASCADE, related_name="+")
    b = models.ForeignKey(Acteur, models.CASCADE, related_name="+")

    objects = PaireQuerySet["Paire"].as_manager()

    class Meta(PaireDeFiches.Meta):
        verbose_name = "paire de fiches semblables"
        indexes: ClassVar = [models.Index(fields=["espace", "verdict", "-score"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["espace", "a", "b"], name="paire_unique"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="paire_ordonnee"),
        ]


class PaireCadres(PaireDeFiches):
    PROCHES = ("espace", "sphere", "reference", "parent")

    a = models.ForeignKey(Cadre, models.CASCADE, related_name="+")
    b = models.ForeignKey(Cadre, models.CASCADE, related_name="+")

    objects = PaireQuerySet["PaireCadres"].as_manager()

    class Meta(PaireDeFiches.Meta):
        verbose_name = "paire de cadres semblables"
        indexes: ClassVar = [models.Index(fields=["espace", "verdict", "-score"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["espace", "a", "b"], name="paire_cadres_unique"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="paire_cadres_ordonnee"),
        ]


class FusionDeFiches(models.Model):
    """One sheet taken over by another, with all it takes to split them again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="+")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    quand = models.DateTimeField("fusionnés le", auto_now_add=True)
    ecrits = models.JSONField(default=dict, editable=False)
    """The fields of the kept sheet that changed: name → [before, after]."""
    releve = models.JSONField(default=dict, editable=False)
    """What moved or was set aside, as its kind of sheet writes it. Holds opinions: never shown nor exported."""
    defaite_le = models.DateTimeField("séparés le", null=True, blank=True)
    garde: Any
    absorbe: Any

    class Meta:
        abstract = True
        ordering: ClassVar = ["-quand", "-id"]

    def __str__(self) -> str:
        return f"{self.absorbe} dans {self.garde}"


class Fusion(FusionDeFiches):
    garde = models.ForeignKey(Acteur, models.CASCADE, related_name="fusions_recues")
    absorbe = models.ForeignKey(Acteur, models.CASCADE, related_name="fusions_faites")

    class Meta(FusionDeFiches.Meta):
        verbose_name = "fusion de deux fiches"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["absorbe"], condition=Q(defaite_le=None), name="fusion_en_cours_unique"),
        ]


class FusionCadres(FusionDeFiches):
    garde = models.ForeignKey(Cadre, models.CASCADE, related_name="fusions_recues")
    absorbe = models.ForeignKey(Cadre, models.CASCADE, related_name="fusions_faites")

    class Meta(FusionDeFiches.Meta):
        verbose_name = "fusion de deux cadres"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["absorbe"], condition=Q(defaite_le=None), name="fusion_cadres_en_cours_unique"
            ),
        ]


class Recherche(TravailDeFond):
    """A search for duplicates across the whole espace, done in the background."""

    trouvees = models.PositiveIntegerField(default=0)
    """New pairs to look at, of actors and of cadres."""

    class Meta:
        verbose_name = "recherche de doublons"
        ordering: ClassVar = ["-cree_le", "-id"]

    def __str__(self) -> str:
        return f"Recherche de doublons, {self.espace}"
