"""Observation: a frein or a levier seen on a link, an action or between two worlds; Voix: a member who sees it too."""

from __future__ import annotations

from typing import ClassVar

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from maillage.acteurs.lien_paroles import spoken_by
from maillage.acteurs.liens import Lien
from maillage.cadres.models import Cadre
from maillage.espaces.droits import Droits
from maillage.espaces.fiches import may_be_seen
from maillage.espaces.models import Adhesion, Espace
from maillage.referentiels.models import Liste, Sphere

TEXTE_MAX = 300


class NatureObservation(models.TextChoices):
    """The two lists of `Valeur` that an observation takes its code from."""

    FREIN = Liste.FREIN.value, "Ce qui freine"
    LEVIER = Liste.LEVIER.value, "Ce qui aide"


class OrigineObservation(models.TextChoices):
    MEMBRE = "membre", "Un membre"
    QUESTIONNAIRE = "questionnaire", "Un questionnaire"
    ATELIER = "atelier", "Un atelier"
    DIAGNOSTIC = "diagnostic", "Le diagnostic"


class VisibiliteObservation(models.TextChoices):
    """Never the public. What is seen on a link is, whatever is chosen, for its two sides and the animation."""

    MEMBRES = "membres", "Les membres de l’espace"
    ANIMATION = "animation", "Vous et l’animation"


SUR_LIEN = Q(lien__isnull=False, cadre=None, sphere_a=None, sphere_b=None)
SUR_CADRE = Q(lien=None, cadre__isnull=False, sphere_a=None, sphere_b=None)
SUR_CROISEMENT = Q(lien=None, cadre=None, sphere_a__isnull=False, sphere_b__isnull=False)


class ObservationQuerySet(models.QuerySet["Observation"]):
    def readable_by(self, droits: Droits) -> ObservationQuerySet:
        """Of this espace, removed ones too. The public reads nothing; a link's, its two sides and the animation."""
        if not droits.est_membre:
            return self.none()
        return self.filter(_may_be_read(droits), espace=droits.espace)

    def visible_to(self, droits: Droits) -> ObservationQuerySet:
        """What stands, of what may be read."""
        return self.readable_by(droits).filter(retire_le=None)

    def kept(self) -> ObservationQuerySet:
        return self.filter(retire_le=None)

    def with_voix(self, droits: Droits) -> ObservationQuerySet:
        """`nombre`: how many members see it too; `ma_voix`: whether the visitor is one of them."""
        mine = Voix.objects.filter(observation=OuterRef("pk"), adhesion=droits.adhesion)
        return self.annotate(nombre=Count("voix"), ma_voix=Exists(mine)).order_by("-nombre", "code", "pk")

    def with_targets(self) -> ObservationQuerySet:
        return self.select_related("lien__a__sphere", "lien__b__sphere", "cadre", "sphere_a", "sphere_b")


def _may_be_read(droits: Droits) -> Q:
    on_lien = Q(lien=None) | (may_be_seen(droits, "lien__a__") & may_be_seen(droits, "lien__b__"))
    on_cadre = Q(cadre=None) | may_be_seen(droits, "cadre__")
    if droits.peut_animer:
        return on_lien & on_cadre
    assert droits.adhesion is not None  # `readable_by` asks first
    spoken = spoken_by(droits).values("pk")
    sided = Q(lien=None) | Q(lien__a__in=spoken) | Q(lien__b__in=spoken)
    own = Q(visibilite=VisibiliteObservation.MEMBRES) | Q(par=droits.adhesion.utilisateur_id)
    return on_lien & on_cadre & sided & own


class Observation(models.Model):
    """One code, on one target, once: who sees it too gives it their voice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="observations")
    nature = models.CharField("nature", max_length=10, choices=NatureObservation)
    code = models.CharField("code", max_length=40)
    """A code of the list `frein` or `levier`."""
    lien = models.ForeignKey(
        Lien, models.CASCADE, null=True, blank=True, related_name="observations", verbose_name="lien"
    )
    """Goes with the link: a link of which nobody says anything any more is no longer."""
    cadre = models.ForeignKey(
        Cadre, models.CASCADE, null=True, blank=True, related_name="observations", verbose_name="action"
    )
    # RESTRICT: a world is removed only when nothing names it.
    sphere_a = models.ForeignKey(
        Sphere, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="premier monde"
    )
    sphere_b = models.ForeignKey(
        Sphere, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="second monde"
    )
    origine = models.CharField("origine", max_length=20, choices=OrigineObservation, default=OrigineObservation.MEMBRE)
    texte = models.CharField("ce que vous avez vu", max_length=TEXTE_MAX, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="observé par"
    )
    le = models.DateField("observé le")
    visibilite = models.CharField(
        "qui la lit", max_length=20, choices=VisibiliteObservation, default=VisibiliteObservation.MEMBRES
    )
    retire_le = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = "observation"
        ordering: ClassVar = ["-le", "id"]
        indexes: ClassVar = [models.Index(fields=["espace", "nature", "code"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=SUR_LIEN | SUR_CADRE | SUR_CROISEMENT,
                name="observation_une_cible",
                violation_error_message="Une observation porte sur un lien, une action ou un croisement.",
            ),
            models.CheckConstraint(condition=Q(nature__in=NatureObservation.values), name="observation_nature_connue"),
            models.UniqueConstraint(
                fields=["espace", "nature", "code", "lien"], condition=SUR_LIEN, name="observation_lien_unique"
            ),
            models.UniqueConstraint(
                fields=["espace", "nature", "code", "cadre"], condition=SUR_CADRE, name="observation_cadre_unique"
            ),
            models.UniqueConstraint(
                fields=["espace", "nature", "code", "sphere_a", "sphere_b"],
                condition=SUR_CROISEMENT,
                name="observation_croisement_unique",
            ),
        ]

    def __str__(self) -> str:
        """Costs a query for each part of the target that is not loaded."""
        return f"{self.get_nature_display()} ({self.code}), {self.cible}"

    @property
    def cible(self) -> str:
        if self.lien is not None:
            return f"entre {self.lien.a} et {self.lien.b}"
        if self.cadre is not None:
            return str(self.cadre)
        return f"{self.sphere_a} × {self.sphere_b}"

    def may_be_removed_by(self, droits: Droits) -> bool:
        """By who wrote it, as long as they contribute; by the animation."""
        own = droits.adhesion is not None and self.par_id == droits.adhesion.utilisateur_id
        return droits.peut_animer or (own and droits.peut_contribuer)


class Voix(models.Model):
    """One member, one voice, that they may take back. Whose it is is told to nobody but to them."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="voix")
    adhesion = models.ForeignKey(Adhesion, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "voix"
        verbose_name_plural = "voix"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["observation", "adhesion"], name="voix_unique"),
        ]

    def __str__(self) -> str:
        return f"Une voix pour {self.observation_id}"
