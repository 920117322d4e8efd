"""Acteur, and who speaks in its name. Links are in `liens.py`, the person who may hold a poste in `titulaires.py`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.noms import build_search_text, canonise
from maillage.acteurs.titulaires import Personne, VisibilitePersonne
from maillage.comptes.models import Utilisateur
from maillage.espaces.fiches import Fiche, FicheQuerySet
from maillage.espaces.models import Adhesion
from maillage.referentiels.models import Public, Sphere, Theme, TypeActeur
from maillage.territoires.models import Territoire

__all__ = [
    "Acteur",
    "Declaration",
    "EtatLien",
    "Lien",
    "Nature",
    "Personne",
    "PorteParole",
    "VisibilitePersonne",
]


class Nature(models.TextChoices):
    STRUCTURE = "structure", "Structure"
    SERVICE = "service", "Service"
    POSTE = "poste", "Poste"
    COLLECTIF = "collectif", "Collectif"


class AdresseWeb(models.URLField[str, str]):
    """Without scheme, an address is read as https (Django’s own default from its version 6)."""

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(*args, **{"assume_scheme": "https"} | kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


class PrecisionLieu(models.TextChoices):
    """How far the point on the map may be trusted."""

    FICHIER = "fichier", "Donné par le fichier d’origine"
    ADRESSE = "adresse", "Trouvé par l’adresse"
    COMMUNE = "commune", "Au centre de la commune"


class ActeurQuerySet(FicheQuerySet["Acteur"]):
    def nodes(self) -> ActeurQuerySet:
        """What a network shows: everything but postes."""
        return self.exclude(nature=Nature.POSTE)

    def for_list(self) -> ActeurQuerySet:
        return self.select_related("sphere", "type", "commune", "parent").prefetch_related("themes")


class Acteur(Fiche):
    nature = models.CharField("nature", max_length=20, choices=Nature, default=Nature.STRUCTURE)
    parent = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="enfants", verbose_name="fait partie de"
    )
    sphere = models.ForeignKey(Sphere, models.RESTRICT, verbose_name="monde", related_name="acteurs")
    type = models.ForeignKey(
        TypeActeur, models.PROTECT, null=True, blank=True, verbose_name="type", related_name="acteurs"
    )
    description = models.TextField("ce que l’on y fait", blank=True, max_length=1500)
    appelez_nous_pour = models.TextField("appelez-nous pour", blank=True, max_length=500)
    themes = models.ManyToManyField(Theme, verbose_name="thèmes", blank=True, related_name="acteurs")
    publics = models.ManyToManyField(Public, verbose_name="publics", blank=True, related_name="acteurs")
    commune = models.ForeignKey(
        Territoire, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="commune du siège"
    )
    territoires = models.ManyToManyField(Territoire, verbose_name="agit à", blank=True, related_name="acteurs")
    adresse = models.CharField("adresse", max_length=200, blank=True)
    lieu_confidentiel = models.BooleanField(
        "lieu confidentiel", default=False, help_text="Seuls la commune ou le département sont montrés."
    )
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    precision_lieu = models.CharField("précision du lieu", max_length=20, choices=PrecisionLieu, blank=True)
    """Where latitude and longitude (WGS 84) come from; empty with them. A confidential place has none of its own."""
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    courriel = models.EmailField("courriel de la structure", blank=True)
    site_web = AdresseWeb("site web", blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    fin_financement = models.DateField("financé jusqu’au", null=True, blank=True)

    objects = ActeurQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["nom_cherche", "id"]
        indexes: ClassVar = [
            models.Index(fields=["espace", "nom_cherche", "id"]),  # the list, in its order
            models.Index(
                fields=[
                    "espace",
                    "retire_le",
                    "visibilite",
                    "nature",
                    "sphere",
                    "type",
                    "commune",
                    "date_verification",
                    "id",
                    "nom_cherche",
                ],
                name="acteur_facettes",  # the counts of the list are read from it alone
            ),
            models.Index(fields=["espace", "source", "source_id"]),  # imports recognise their own
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="acteur_point_sur_terre",
                violation_error_message="La latitude va de -90 à 90, la longitude de -180 à 180.",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="acteur_pas_son_parent",
                violation_error_message="Un acteur ne peut pas faire partie de lui-même.",
            ),
            models.CheckConstraint(
                condition=~Q(nature=Nature.POSTE, parent=None),
                name="poste_a_un_parent",
                violation_error_message="Dites dans quelle structure se trouve ce poste.",
            ),
        ]

    def index_name(self) -> None:
        type_nom = self.type.nom if self.type else ""
        commune = self.commune.nom if self.commune else ""
        self.nom_cherche = build_search_text(self.nom, self.sigle, type_nom, commune)
        self.nom_rapproche = canonise(self.nom)[:300]

    def get_absolute_url(self) -> str:
        return reverse("acteurs:fiche", args=[self.espace.slug, self.pk])

    @property
    def lieu(self) -> str:
        """Where it may be found, as far as it may be told: the commune alone when the place is confidential."""
        commune = self.commune.nom if self.commune else ""
        return commune if self.lieu_confidentiel else ", ".join(part for part in (self.adresse, commune) if part)


class PorteParole(models.Model):
    """A member who may speak for an actor: declare, confirm and contest its links in its name.

    Hangs from the membership: whoever leaves the espace, or is removed from it, no longer speaks for anyone in it.
    """

    acteur = models.ForeignKey(Acteur, models.CASCADE, related_name="porte_parole")
    adhesion = models.ForeignKey(Adhesion, models.CASCADE, related_name="parle_pour")

    class Meta:
        verbose_name = "porte-parole"
        verbose_name_plural = "porte-parole"
        constraints: ClassVar = [models.UniqueConstraint(fields=["acteur", "adhesion"], name="porte_parole_unique")]

    def __str__(self) -> str:
        return f"{self.utilisateur} parle pour {self.acteur}"

    @property
    def utilisateur(self) -> Utilisateur:
        return self.adhesion.utilisateur
