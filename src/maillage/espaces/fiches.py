"""Fiche: what actors and cadres have in common as sheets of an espace — seen, dated, verified, put aside, merged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Self, TypeVar
from uuid import UUID

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Q

from maillage.analyse.francais import add_months
from maillage.espaces.droits import Droits
from maillage.espaces.models import Espace

PERIME: Final = 18
"""Months after which a verification is said to be old."""


class VisibiliteFiche(models.TextChoices):
    PUBLIQUE = "publique", "Comme l’espace"
    MEMBRES = "membres", "Les membres"
    BROUILLON = "brouillon", "Brouillon"


def may_be_seen(droits: Droits, chemin: str = "") -> Q:
    """Published ones for everybody, the others by right; removed ones for no one. `chemin` leads to the sheet."""
    kept = Q(**{f"{chemin}retire_le": None})
    if droits.peut_contribuer:
        return kept
    if droits.est_membre:
        return kept & ~Q(**{f"{chemin}visibilite": VisibiliteFiche.BROUILLON})
    return kept & Q(**{f"{chemin}visibilite": VisibiliteFiche.PUBLIQUE})


F = TypeVar("F", bound="Fiche")


class FicheQuerySet(models.QuerySet[F]):
    def visible_to(self, droits: Droits) -> Self:
        """Of this espace only, as `may_be_seen` says."""
        return self.filter(may_be_seen(droits), espace=droits.espace)

    def removed_from(self, espace: Espace) -> Self:
        """Put aside, and still to be brought back."""
        return self.filter(espace=espace, fusionne_dans=None).exclude(retire_le=None)

    def list_successors(self, espace: Espace) -> dict[UUID, UUID]:
        """Of each sheet that was taken over, the one that says it today, through as many fusions as there were."""
        merged = self.filter(espace=espace).exclude(fusionne_dans=None).order_by()
        into: dict[UUID, UUID] = dict(merged.values_list("pk", "fusionne_dans"))
        return {pk: _follow(into, pk) for pk in into}


def _follow(into: Mapping[UUID, UUID], pk: UUID) -> UUID:
    while pk in into:
        pk = into[pk]
    return pk


class Fiche(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="%(class)ss")
    nom = models.CharField("nom", max_length=200)
    sigle = models.CharField("sigle", max_length=30, blank=True)
    visibilite = models.CharField(
        "qui voit cette fiche", max_length=20, choices=VisibiliteFiche, default=VisibiliteFiche.PUBLIQUE
    )
    source = models.CharField(max_length=60, blank=True, editable=False)
    source_id = models.CharField(max_length=100, blank=True, editable=False)
    nom_cherche = models.CharField(max_length=600, editable=False)
    """Name, acronym and what helps to find it, without accents nor case: both databases search and sort it alike."""
    nom_rapproche = models.CharField(max_length=300, editable=False)
    """The name with its acronyms in one form: what duplicates are looked for in."""
    date_verification = models.DateField("vérifié par un humain le", null=True, blank=True)
    verifie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="vérifié par"
    )
    cree_le = models.DateTimeField("créée le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifiée le", auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    """Grows at each edit: two people on one sheet are told of each other."""
    retire_le = models.DateTimeField(null=True, blank=True, editable=False)
    fusionne_dans = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="absorbes"
    )
    """The sheet that took this one over: it was the same. Its old address leads there."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.nom

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or "nom" in fields:
            self.index_name()
        if fields is not None and "nom" in fields:
            kwargs["update_fields"] = {*fields, "nom_cherche", "nom_rapproche"}
        super().save(*args, **kwargs)

    def index_name(self) -> None:
        """Write the searched copies of the name. To be called by hand before a `bulk_create`."""
        raise NotImplementedError

    def is_visible_to(self, droits: Droits) -> bool:
        """The rule of `may_be_seen`, for one row already read."""
        if self.espace_id != droits.espace.pk or self.retire_le is not None:
            return False
        if droits.peut_contribuer:
            return True
        return self.visibilite == VisibiliteFiche.PUBLIQUE or (
            droits.est_membre and self.visibilite == VisibiliteFiche.MEMBRES
        )

    def is_stale(self, aujourdhui: date) -> bool:
        """Never verified by a human, or too long ago."""
        return self.date_verification is None or self.date_verification <= add_months(aujourdhui, -PERIME)

    def say_verifier(self, droits: Droits) -> str:
        """Who verified, empty when nobody did: a name for members only."""
        if self.date_verification is None:
            return ""
        return self.verifie_par.get_short_name() if droits.est_membre and self.verifie_par else "un humain"
