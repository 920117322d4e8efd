"""Regle: for a project on these themes, at these phases, begun from that world, whom to bring in and why."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from maillage.analyse.association.demande import ROLES
from maillage.analyse.association.metiers import load_metiers
from maillage.analyse.reseau import PHASES
from maillage.referentiels.bases import Livrable


class Priorite(models.IntegerChoices):
    INDISPENSABLE = 1, "Indispensable"
    UTILE = 2, "Utile"
    A_ENVISAGER = 3, "À envisager"


class RegleQuerySet(models.QuerySet["Regle"]):
    def applied(self) -> RegleQuerySet:
        return self.filter(active=True)


class Regle(Livrable):
    """One rule of domain brief §7.4. Lists are codes separated by spaces: `associer` mixes types, métiers and roles."""

    code = models.CharField("code", max_length=40, unique=True)
    themes = models.CharField(
        "thèmes",
        max_length=100,
        blank=True,
        help_text="Vide\u00a0: tous les thèmes. Le premier est le sujet, les autres disent où il compte.",
    )
    publics = models.CharField(
        "habitants concernés", max_length=120, blank=True, help_text="Vide\u00a0: tous les habitants."
    )
    phases = models.CharField("phases", max_length=20, help_text="P1 à P6, séparées par des espaces.")
    initiateur = models.CharField(
        "d’où vient le projet", max_length=20, blank=True, help_text="Vide\u00a0: de partout."
    )
    associer = models.CharField("qui associer", max_length=100, help_text="Types, métiers (M01…) ou rôles (ELU, HAB).")
    role = models.CharField("rôle attendu", max_length=200)
    priorite = models.PositiveSmallIntegerField("priorité", choices=Priorite, default=Priorite.UTILE)
    raison = models.TextField("raison, montrée aux personnes")
    question = models.CharField(
        "question à poser", max_length=200, blank=True, help_text="Vide\u00a0: celle de l’étape du projet."
    )
    ordre = models.PositiveSmallIntegerField("ordre", default=100)
    active = models.BooleanField("appliquée", default=True)

    objects = RegleQuerySet.as_manager()

    class Meta:
        verbose_name = "règle d’association"
        verbose_name_plural = "règles d’association"
        ordering: ClassVar = ["ordre", "code"]

    def __str__(self) -> str:
        return f"{self.code}\u00a0: {self.role}"

    def clean(self) -> None:
        """Codes must be known: a rule with a wrong one would never be heard."""
        from maillage.referentiels.models import Public, Sphere, Theme, TypeActeur  # noqa: PLC0415  (it gathers this file)

        known_types = {*TypeActeur.objects.values_list("code", flat=True), *load_metiers(), *ROLES}
        spheres = set(Sphere.objects.shared().values_list("code", flat=True))
        unknown = {
            "themes": _unknown(self.themes, set(Theme.objects.values_list("code", flat=True))),
            "publics": _unknown(self.publics, set(Public.objects.values_list("code", flat=True))),
            "phases": _unknown(self.phases, set(PHASES)),
            "initiateur": _unknown(self.initiateur, spheres),
            "associer": _unknown(self.associer, known_types),
        }
        faults = {name: f"Code inconnu\u00a0: {', '.join(codes)}." for name, codes in unknown.items() if codes}
        if faults:
            raise ValidationError(faults)


def _unknown(written: str, known: set[str]) -> list[str]:
    return [code for code in written.split() if code not in known]
