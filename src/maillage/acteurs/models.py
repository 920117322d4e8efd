"""Acteur, and who speaks in its name. Links are in `liens.py`, the person who may hold a poste in `titulaires.py`."""

from __future__ import annotations

from typing import Any, ClassVar

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.noms import build_search_text, canonise
from maillage.acteurs.titulaires import Personne, VisibilitePersonne
from maillage.comptes.models import Utilisateur
from maillage.espaces.droits import Droits
from maillage.espaces.models import Adhesion, Espace
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
    "VisibiliteActeur",
    "VisibilitePersonne",
]


class Nature(models.TextChoices):
    STRUCTURE = "structure", "Structure"
    SERVICE = "service", "Service"
    POSTE = "poste", "Poste"
    COLLECTIF = "collectif", "Collectif"


class VisibiliteActeur(models.TextChoices):
    PUBLIQUE = "publique", "Comme l’espace"
    MEMBRES = "membres", "Les membres"
    BROUILLON = "brouillon", "Brouillon"


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


def may_be_seen(droits: Droits, chemin: str = "") -> Q:
    """Published ones for everybody, the others by right; removed ones for no one. `chemin` leads to the sheet.

    Of an actor, and of any sheet that has its `visibilite` and its `retire_le`.
    """
    kept = Q(**{f"{chemin}retire_le": None})
    if droits.peut_contribuer:
        return kept
    if droits.est_membre:
        return kept & ~Q(**{f"{chemin}visibilite": VisibiliteActeur.BROUILLON})
    return kept & Q(**{f"{chemin}visibilite": VisibiliteActeur.PUBLIQUE})


class ActeurQuerySet(models.QuerySet["Acteur"]):
    def visible_to(self, droits: Droits) -> ActeurQuerySet:
        """Of this espace only, as `may_be_seen` says."""
        return self.filter(may_be_seen(droits), espace=droits.espace)

    def removed_from(self, espace: Espace) -> ActeurQuerySet:
        """Put aside, and still to be brought back."""
        return self.filter(espace=espace, fusionne_dans=None).exclude(retire_le=None)

    def nodes(self) -> ActeurQuerySet:
        """What a network shows: everything but postes."""
        return self.exclude(nature=Nature.POSTE)

    def for_list(self) -> ActeurQuerySet:
        return self.select_related("sphere", "type", "commune", "parent").prefetch_related("themes")


class Acteur(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="acteurs")
    nature = models.CharField("nature", max_length=20, choices=Nature, default=Nature.STRUCTURE)
    nom = models.CharField("nom", max_length=200)
    sigle = models.CharField("sigle", max_length=30, blank=True)
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
    visibilite = models.CharField(
        "qui voit cette fiche", max_length=20, choices=VisibiliteActeur, default=VisibiliteActeur.PUBLIQUE
    )
    source = models.CharField(max_length=60, blank=True, editable=False)
    source_id = models.CharField(max_length=100, blank=True, editable=False)
    nom_cherche = models.CharField(max_length=600, editable=False)
    """Name, acronym, type and commune without accents nor case: both databases search and sort it alike."""
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
    """The sheet that took this one over: it was the same actor. Its old address leads there."""

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

    def __str__(self) -> str:
        return self.nom

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.index_name()
        if (fields := kwargs.get("update_fields")) and "nom" in fields:
            kwargs["update_fields"] = {*fields, "nom_cherche", "nom_rapproche"}
        super().save(*args, **kwargs)

    def index_name(self) -> None:
        """Write the searched copies of the name. To be called by hand before a `bulk_create`."""
        type_nom = self.type.nom if self.type else ""
        commune = self.commune.nom if self.commune else ""
        self.nom_cherche = build_search_text(self.nom, self.sigle, type_nom, commune)
        self.nom_rapproche = canonise(self.nom)[:300]

    def get_absolute_url(self) -> str:
        return reverse("acteurs:fiche", args=[self.espace.slug, self.pk])

    def is_visible_to(self, droits: Droits) -> bool:
        """The rule of `ActeurQuerySet.visible_to`, for one row already read."""
        if self.espace_id != droits.espace.pk or self.retire_le is not None:
            return False
        return droits.peut_contribuer or self.visibilite in (
            (VisibiliteActeur.PUBLIQUE, VisibiliteActeur.MEMBRES) if droits.est_membre else (VisibiliteActeur.PUBLIQUE,)
        )

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
