"""Sphere, Theme, Public, TypeActeur, and the short lists of values. Dispositifs are in `dispositifs.py`."""

from __future__ import annotations

from typing import ClassVar

import uuid_utils.compat as uuid
from django.db import models
from django.db.models import Q

from maillage.espaces.models import Espace
from maillage.referentiels.bases import Livrable, Repere
from maillage.referentiels.dispositifs import Dispositif, Fenetre
from maillage.referentiels.regles import Regle

__all__ = [
    "Dispositif",
    "Effort",
    "Fenetre",
    "Forme",
    "Liste",
    "Public",
    "Regle",
    "Sphere",
    "Theme",
    "TypeActeur",
    "Valeur",
]


class Forme(models.TextChoices):
    CERCLE = "cercle", "Cercle"
    CARRE = "carre", "Carré"
    TRIANGLE = "triangle", "Triangle"
    LOSANGE = "losange", "Losange"
    HEXAGONE = "hexagone", "Hexagone"


class SphereQuerySet(models.QuerySet["Sphere"]):
    def usable_in(self, espace: Espace) -> SphereQuerySet:
        """The shared ones and the espace's own."""
        return self.filter(Q(espace=None) | Q(espace=espace))

    def shared(self) -> SphereQuerySet:
        return self.filter(espace=None)

    def own(self, espace: Espace) -> SphereQuerySet:
        """Those that the espace added for itself."""
        return self.filter(espace=espace)


class Sphere(Livrable):
    """A professional world: told by its shape and letter, never by colour alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, null=True, blank=True, related_name="spheres")
    code = models.CharField("code", max_length=20)
    nom = models.CharField("nom", max_length=80)
    description = models.TextField("description", blank=True)
    forme = models.CharField("forme", max_length=20, choices=Forme, default=Forme.HEXAGONE)
    lettre = models.CharField("lettre", max_length=2)
    trait = models.CharField("couleur", max_length=7, default="#5B6470")
    fond = models.CharField("couleur de fond", max_length=7, default="#ECEEF0")
    ordre = models.PositiveSmallIntegerField("ordre", default=100)

    objects = SphereQuerySet.as_manager()

    class Meta:
        verbose_name = "sphère"
        ordering: ClassVar = ["ordre", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], condition=Q(espace=None), name="sphere_commune_unique"),
            models.UniqueConstraint(
                fields=["espace", "code"],
                name="sphere_espace_unique",
                violation_error_message="Une sphère porte déjà ce code dans cet espace.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom


class Theme(Repere):
    slug = models.SlugField("slug", unique=True)

    class Meta(Repere.Meta):
        verbose_name = "thème"


class Public(Repere):
    """Whom an action is for. `professionnel` : the five that are not residents."""

    professionnel = models.BooleanField("public professionnel", default=False)

    class Meta(Repere.Meta):
        verbose_name = "public"
        verbose_name_plural = "publics"


class TypeActeur(Repere):
    """A kind of structure (domain brief §3). `spheres`: where it usually stands; `financeur`: is called to pay.

    Networks are codes of data·inclusion v1, separated by spaces: `reseaux_porteurs` every structure of this type
    belongs to, `reseaux_possibles` only some do (a centre social may be federated or not).
    """

    spheres = models.ManyToManyField(Sphere, verbose_name="sphères", related_name="types", blank=True)
    reseaux_porteurs = models.CharField("réseaux porteurs (data·inclusion v1)", max_length=200, blank=True)
    reseaux_possibles = models.CharField("réseaux porteurs possibles", max_length=200, blank=True)
    financeur = models.BooleanField("financeur", default=False)

    class Meta(Repere.Meta):
        verbose_name = "type de structure"
        verbose_name_plural = "types de structure"


class Liste(models.TextChoices):
    """Short lists: the attributes of a link and of a project (domain brief §0.4, §7)."""

    NIVEAU = "niveau", "Niveaux de relation"
    PHASE = "phase", "Phases d’un projet"
    SUJET = "sujet", "Sujets d’un lien"
    FREQUENCE = "frequence", "Fréquences"
    FORMALISATION = "formalisation", "Formalisations"
    FINANCEMENT = "financement", "Financements"
    INITIATEUR = "initiateur", "Qui a commencé"
    CADRE = "cadre", "Cadres d’un lien"
    PORTE_PAR = "porte-par", "Ce qui porte le lien"
    TENDANCE = "tendance", "Tendances"
    ECHELLE = "echelle", "Échelles"
    FREIN = "frein", "Freins"
    LEVIER = "levier", "Leviers"
    ROLE = "role", "Rôles dans un cadre"
    METIER = "metier", "Métiers"


class Effort(models.IntegerChoices):
    """What a levier asks of those who pull it."""

    UN = 1, "Facile"
    DEUX = 2, "Demande de s’organiser"
    TROIS = 3, "Demande une décision ou des moyens"


class ValeurQuerySet(models.QuerySet["Valeur"]):
    def of(self, liste: Liste) -> ValeurQuerySet:
        return self.filter(liste=liste)


class Valeur(Livrable):
    """One value of one short list. The code is what links keep; the name and the description are what people read.

    A frein names the leviers that may loosen it; a levier says what effort it asks (domain brief §8).
    """

    liste = models.CharField("liste", max_length=20, choices=Liste)
    code = models.CharField("code", max_length=40)
    nom = models.CharField("nom", max_length=120)
    description = models.TextField("description", blank=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=100)
    effort = models.PositiveSmallIntegerField(
        "effort", null=True, blank=True, choices=Effort, help_text="D’un levier seulement."
    )
    leviers = models.ManyToManyField(
        "self",
        verbose_name="leviers",
        symmetrical=False,
        blank=True,
        related_name="freins",
        limit_choices_to={"liste": Liste.LEVIER},
        help_text="D’un frein seulement\u00a0: ce qui peut le desserrer.",
    )

    objects = ValeurQuerySet.as_manager()

    class Meta:
        verbose_name = "valeur"
        ordering: ClassVar = ["liste", "ordre"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["liste", "code"], name="valeur_unique"),
            models.CheckConstraint(
                condition=Q(effort=None) | Q(effort__in=Effort.values),
                name="valeur_effort_connu",
                violation_error_message="L’effort va de 1 à 3.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom
