"""Cadre: a dispositif of here, an instance that meets, an action carried out; Participation: who takes part in it."""

from __future__ import annotations

from typing import ClassVar

import uuid_utils.compat as uuid
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.acteurs.models import Acteur, AdresseWeb
from maillage.acteurs.noms import build_search_text, canonise
from maillage.espaces.droits import Droits
from maillage.espaces.fiches import Fiche, FicheQuerySet, may_be_seen
from maillage.referentiels.models import Dispositif, Public, Sphere, Theme
from maillage.territoires.models import Territoire

PHASES = [(f"P{rank}", nom) for rank, nom in enumerate(
    ("Émergence", "Diagnostic", "Conception, montage", "Recherche de financement", "Mise en œuvre",
     "Évaluation, capitalisation"), start=1)]  # fmt: skip
"""Codes of the engine; the names that pages show are those of the reference lists, which may be corrected."""


class NatureCadre(models.TextChoices):
    DISPOSITIF = "dispositif", "Dispositif"
    INSTANCE = "instance", "Instance"
    ACTION = "action", "Action"


class Statut(models.TextChoices):
    EN_PROJET = "en-projet", "En projet"
    ACTIF = "actif", "En cours"
    SE_TERMINE = "se-termine", "Se termine"
    TERMINE = "termine", "Terminé"
    REMPLACE = "remplace", "Remplacé"
    ABANDONNE = "abandonne", "Abandonné"


FINIS = (Statut.TERMINE, Statut.REMPLACE, Statut.ABANDONNE)


class CadreQuerySet(FicheQuerySet["Cadre"]):
    def of(self, nature: NatureCadre) -> CadreQuerySet:
        return self.filter(nature=nature)

    def running(self) -> CadreQuerySet:
        """Neither over, nor given up."""
        return self.exclude(statut__in=FINIS)

    def for_list(self) -> CadreQuerySet:
        return self.select_related("sphere", "reference", "parent").prefetch_related("themes")


class Cadre(Fiche):
    """What organisations do together, told whatever its kind: they have the same pages and the same exports."""

    nature = models.CharField("nature", max_length=20, choices=NatureCadre)
    reference = models.ForeignKey(
        Dispositif, models.PROTECT, null=True, blank=True, verbose_name="dispositif de référence", related_name="cadres"
    )
    parent = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="enfants", verbose_name="dans le cadre de"
    )
    sphere = models.ForeignKey(
        Sphere, models.RESTRICT, null=True, blank=True, verbose_name="monde", related_name="cadres"
    )
    """The world that carries it; empty for what stands between several."""
    description = models.TextField("ce que l’on y fait", blank=True, max_length=1500)
    themes = models.ManyToManyField(Theme, verbose_name="thèmes", blank=True, related_name="cadres")
    publics = models.ManyToManyField(Public, verbose_name="publics", blank=True, related_name="cadres")
    territoires = models.ManyToManyField(Territoire, verbose_name="où", blank=True, related_name="cadres")
    debut = models.DateField("depuis le", null=True, blank=True)
    fin = models.DateField("jusqu’au", null=True, blank=True)
    statut = models.CharField("statut", max_length=20, choices=Statut, default=Statut.ACTIF)
    phase = models.CharField("phase", max_length=2, choices=PHASES, blank=True)
    est_diagnostic = models.BooleanField(
        "c’est un diagnostic", default=False, help_text="Une étude, une enquête, une analyse des besoins."
    )
    site_web = AdresseWeb("site web", blank=True)
    acteurs = models.ManyToManyField(Acteur, through="Participation", related_name="cadres")

    objects = CadreQuerySet.as_manager()

    class Meta:
        verbose_name = "cadre"
        ordering: ClassVar = ["nom_cherche", "id"]
        indexes: ClassVar = [
            models.Index(fields=["espace", "nom_cherche", "id"]),  # the list, in its order
            models.Index(fields=["espace", "source", "source_id"]),  # imports recognise their own
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="cadre_pas_son_parent",
                violation_error_message="Un cadre ne peut pas faire partie de lui-même.",
            ),
            models.CheckConstraint(
                condition=Q(debut=None) | Q(fin=None) | Q(fin__gte=F("debut")),
                name="cadre_finit_apres",
                violation_error_message="La fin vient après le début.",
            ),
        ]

    def index_name(self) -> None:
        reference = self.reference.libelle if self.reference else ""
        self.nom_cherche = build_search_text(self.nom, self.sigle, reference)
        self.nom_rapproche = canonise(self.nom)[:300]

    def get_absolute_url(self) -> str:
        return reverse("cadres:fiche", args=[self.espace.slug, self.pk])


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, droits: Droits) -> ParticipationQuerySet:
        """Both ends must be: a hidden actor is not betrayed by the instance where it sits."""
        return self.filter(
            may_be_seen(droits, "cadre__"),
            may_be_seen(droits, "acteur__"),
            cadre__espace=droits.espace,
        )


class Participation(models.Model):
    """One organisation in one cadre, in one role; it may hold several."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    cadre = models.ForeignKey(Cadre, models.CASCADE, related_name="participations")
    acteur = models.ForeignKey(Acteur, models.CASCADE, related_name="participations", verbose_name="acteur")
    role = models.CharField("rôle", max_length=40, default="membre")
    """A code of the list `role`."""
    phase = models.CharField("phase d’entrée", max_length=2, choices=PHASES, blank=True)
    depuis = models.DateField("depuis le", null=True, blank=True)
    jusqu_a = models.DateField("jusqu’au", null=True, blank=True)
    cree_le = models.DateTimeField("notée le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifiée le", auto_now=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "participation"
        ordering: ClassVar = ["cadre", "phase", "depuis", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cadre", "acteur", "role"],
                name="participation_unique",
                violation_error_message="Cet acteur a déjà ce rôle dans ce cadre.",
            ),
            models.CheckConstraint(
                condition=Q(depuis=None) | Q(jusqu_a=None) | Q(jusqu_a__gte=F("depuis")),
                name="participation_finit_apres",
                violation_error_message="La fin vient après le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.acteur} dans {self.cadre}"
