"""Cadre: a dispositif of here, an instance that meets, an action carried out; Participation: who takes part in it."""

from __future__ import annotations

from typing import Any, ClassVar

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.acteurs.models import Acteur, AdresseWeb, VisibiliteActeur, may_be_seen
from maillage.acteurs.noms import build_search_text, canonise
from maillage.espaces.droits import Droits
from maillage.espaces.models import Espace
from maillage.referentiels.models import Dispositif, Public, Sphere, Theme
from maillage.territoires.models import Territoire

Visibilite = VisibiliteActeur
"""Who sees a sheet: the same three answers for an actor and for what it takes part in."""
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


class CadreQuerySet(models.QuerySet["Cadre"]):
    def visible_to(self, droits: Droits) -> CadreQuerySet:
        """Of this espace only, by the rule of actors: the same three answers, the same bin."""
        return self.filter(may_be_seen(droits), espace=droits.espace)

    def removed_from(self, espace: Espace) -> CadreQuerySet:
        """Put aside, and still to be brought back."""
        return self.filter(espace=espace, fusionne_dans=None).exclude(retire_le=None)

    def of(self, nature: NatureCadre) -> CadreQuerySet:
        return self.filter(nature=nature)

    def running(self) -> CadreQuerySet:
        """Neither over, nor given up."""
        return self.exclude(statut__in=FINIS)

    def for_list(self) -> CadreQuerySet:
        return self.select_related("sphere", "reference", "parent").prefetch_related("themes")


class Cadre(models.Model):
    """What organisations do together, told whatever its kind: they have the same pages and the same exports."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="cadres")
    nature = models.CharField("nature", max_length=20, choices=NatureCadre)
    nom = models.CharField("nom", max_length=200)
    sigle = models.CharField("sigle", max_length=30, blank=True)
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
    visibilite = models.CharField(
        "qui voit cette fiche", max_length=20, choices=Visibilite, default=Visibilite.PUBLIQUE
    )
    source = models.CharField(max_length=60, blank=True, editable=False)
    source_id = models.CharField(max_length=100, blank=True, editable=False)
    nom_cherche = models.CharField(max_length=600, editable=False)
    """Name, acronym and reference without accents nor case: both databases search and sort it alike."""
    nom_rapproche = models.CharField(max_length=300, editable=False)
    """The name with its acronyms in one form: what duplicates are looked for in."""
    date_verification = models.DateField("vérifié par un humain le", null=True, blank=True)
    verifie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="vérifié par"
    )
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    """Grows at each edit: two people on one sheet are told of each other."""
    retire_le = models.DateTimeField(null=True, blank=True, editable=False)
    fusionne_dans = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="absorbes"
    )
    """The sheet that took this one over: it was the same. Its old address leads there."""
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

    def __str__(self) -> str:
        return self.nom

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.index_name()
        if (fields := kwargs.get("update_fields")) and "nom" in fields:
            kwargs["update_fields"] = {*fields, "nom_cherche", "nom_rapproche"}
        super().save(*args, **kwargs)

    def index_name(self) -> None:
        """Write the searched copies of the name. To be called by hand before a `bulk_create`."""
        reference = self.reference.libelle if self.reference else ""
        self.nom_cherche = build_search_text(self.nom, self.sigle, reference)
        self.nom_rapproche = canonise(self.nom)[:300]

    def get_absolute_url(self) -> str:
        return reverse("cadres:fiche", args=[self.espace.slug, self.pk])

    def is_visible_to(self, droits: Droits) -> bool:
        """The rule of `CadreQuerySet.visible_to`, for one row already read."""
        if self.espace_id != droits.espace.pk or self.retire_le is not None:
            return False
        if droits.peut_contribuer:
            return True
        seen = (Visibilite.PUBLIQUE, Visibilite.MEMBRES) if droits.est_membre else (Visibilite.PUBLIQUE,)
        return self.visibilite in seen


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
