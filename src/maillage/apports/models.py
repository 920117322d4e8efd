"""Apport (one file brought, from its deposit to its undoing), its lines, and what an espace remembers of headings."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import ClassVar

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.espaces.models import Espace

SILENCE = timedelta(minutes=3)
"""A work that said nothing for so long was killed: it may be begun again."""
CONSERVATION = timedelta(days=30)
"""A file that nobody imported is forgotten after that."""
DOSSIER = "apports"


class EtatApport(models.TextChoices):
    """In the order in which they follow each other; `analyse` and `import` are worked at in the background."""

    DEPOSE = "depose", "Déposé"
    COLONNES = "colonnes", "Colonnes à relire"
    ANALYSE = "analyse", "Lecture en cours"
    APERCU = "apercu", "Aperçu à relire"
    IMPORT = "import", "Import en cours"
    FAIT = "fait", "Importé"
    ANNULATION = "annulation", "Annulation en cours"
    ANNULE = "annule", "Annulé"
    ABANDONNE = "abandonne", "Abandonné"
    REFUSE = "refuse", "Illisible"


EN_TRAVAIL = (EtatApport.DEPOSE, EtatApport.ANALYSE, EtatApport.IMPORT, EtatApport.ANNULATION)
OUVERTS = (EtatApport.DEPOSE, EtatApport.COLONNES, EtatApport.ANALYSE, EtatApport.APERCU, EtatApport.IMPORT)


class GenreApport(models.TextChoices):
    ACTEURS = "acteurs", "Des acteurs"
    LIENS = "liens", "Des liens"
    CADRES = "cadres", "Des cadres et qui y prend part"


def name_file(_apport: Apport, original: str) -> str:
    """Nobody can guess it; only its suffix is kept, which says how to read it."""
    suffix = PurePath(original).suffix.lower()
    return f"{DOSSIER}/{secrets.token_hex(24)}{suffix if suffix in SUFFIXES else ''}"


SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".ods", ".json", ".geojson", ".xlsm", ".xls")


class ApportQuerySet(models.QuerySet["Apport"]):
    def working(self, espace: Espace) -> ApportQuerySet:
        """Imports or undoings under way in this espace, and heard of lately."""
        recent = timezone.now() - SILENCE
        return self.filter(espace=espace, etat__in=[EtatApport.IMPORT, EtatApport.ANNULATION], vu_le__gt=recent)

    def forgotten(self) -> ApportQuerySet:
        """Never imported, and untouched for a month."""
        return self.filter(etat__in=OUVERTS, vu_le__lte=timezone.now() - CONSERVATION)


class Apport(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="apports")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    nom_fichier = models.CharField("fichier", max_length=150)
    fichier = models.FileField(upload_to=name_file, blank=True, editable=False)
    taille = models.PositiveBigIntegerField("taille", default=0)
    etat = models.CharField("état", max_length=20, choices=EtatApport, default=EtatApport.DEPOSE)
    depose_le = models.DateTimeField("déposé le", auto_now_add=True)
    vu_le = models.DateTimeField(default=timezone.now)
    """Last sign of life: of the person, or of the work in the background."""
    importe_le = models.DateTimeField("importé le", null=True, blank=True)

    # What was understood of the file
    feuilles = models.JSONField(default=list, editable=False)
    """Names of the sheets, those that the spreadsheet hides marked: `[["Feuil1", false], …]`."""
    feuille = models.CharField(max_length=200, blank=True)
    titres = models.SmallIntegerField(default=0)
    """Which filled row holds the headings, from 0; -1: none."""
    genre = models.CharField("ce qu’il contient", max_length=20, choices=GenreApport, default=GenreApport.ACTEURS)
    colonnes = models.JSONField(default=list, editable=False)
    """Each column as `formats.reconnaissance.ColonneVue`, with the field chosen for it."""
    defauts = models.JSONField(default=dict, editable=False)
    """What the file does not say, chosen once: sphere, type, nature, visibilite, source."""
    refus = models.JSONField(default=list, editable=False)
    """Why the file cannot be read, in words."""

    # What the preview found
    bilan = models.JSONField(default=dict, editable=False)
    """Counts by `SortLigne`, number of rows, of faults, of places."""
    fautes = models.JSONField(default=list, editable=False)
    sans_fautives = models.BooleanField(default=False)
    """Someone chose to leave the faulty rows aside."""
    etape = models.CharField(max_length=80, blank=True)
    fait = models.PositiveSmallIntegerField(default=0)

    objects = ApportQuerySet.as_manager()

    class Meta:
        verbose_name = "apport"
        ordering: ClassVar = ["-depose_le", "-id"]
        indexes: ClassVar = [models.Index(fields=["espace", "-depose_le"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(etat__in=EtatApport.values), name="apport_etat_connu"),
        ]

    def __str__(self) -> str:
        return self.nom_fichier

    def get_absolute_url(self) -> str:
        return reverse("apports:apport", args=[self.espace.slug, self.pk])

    @property
    def en_travail(self) -> bool:
        return self.etat in EN_TRAVAIL

    @property
    def est_muet(self) -> bool:
        """At work, and silent for too long: the process was stopped. Nothing was written."""
        return self.en_travail and self.vu_le <= self.limite

    @property
    def limite(self) -> datetime:
        return timezone.now() - SILENCE


class SortLigne(models.TextChoices):
    """What becomes of a row."""

    NOUVELLE = "nouvelle", "Nouvelle"
    IDENTIQUE = "identique", "Identique"
    MODIFIEE = "modifiee", "À mettre à jour"
    CONFLIT = "conflit", "À mettre à jour, avec un désaccord"
    RESSEMBLANTE = "ressemblante", "Peut-être déjà là"
    REPETEE = "repetee", "Répétée dans le fichier"
    FAUTIVE = "fautive", "En faute"
    CORBEILLE = "corbeille", "Dans la corbeille"


class Reponse(models.TextChoices):
    """The answers to a possible duplicate, and to a disagreement."""

    MEME = "meme", "C’est la même"
    AUTRE = "autre", "C’est une autre"
    PLUS_TARD = "plus-tard", "Plus tard"
    GARDER = "garder", "Garder ce qui est écrit ici"
    PRENDRE = "prendre", "Prendre ce que dit le fichier"


class LigneApportQuerySet(models.QuerySet["LigneApport"]):
    def left_for_later(self, espace: Espace) -> LigneApportQuerySet:
        """New actors that may be others: what a page of duplicates starts from."""
        return self.filter(apport__espace=espace, apport__etat=EtatApport.FAIT, reponse=Reponse.PLUS_TARD)


class LigneApport(models.Model):
    """One row of the file: what it says until it is imported, then which thing it became."""

    apport = models.ForeignKey(Apport, models.CASCADE, related_name="lignes")
    numero = models.PositiveIntegerField()
    sort = models.CharField(max_length=20, choices=SortLigne)
    source = models.CharField(max_length=60, blank=True, editable=False)
    source_id = models.CharField(max_length=100, blank=True, editable=False)
    """Where the row comes from, and its identifier there; without one, a digest of what names it, after « # »."""
    valeurs = models.JSONField(default=dict, editable=False)
    """What will be written, codes and ids resolved. Emptied once imported: the actor holds it."""
    objet = models.UUIDField(null=True, editable=False, db_index=True)
    """The actor or the declaration that it is, or that it will make: a new row's is chosen with the preview."""
    reconnu = models.CharField(max_length=20, blank=True)
    """How it was recognised: `id`, `source` or `rapprochement`."""
    ecarts = models.JSONField(default=list, editable=False)
    """Field by field: `{champ, ici, fichier, conflit}`, in the words of the screen."""
    candidats = models.JSONField(default=list, editable=False)
    """Actors it may be: `{id, nom, score, raisons}`, the likeliest first."""
    reponse = models.CharField(max_length=20, blank=True, choices=Reponse)
    choisi = models.UUIDField(null=True, editable=False)
    """Which candidate « c’est la même » named."""
    empreintes = models.JSONField(default=dict, editable=False)
    """A digest of each value imported: the next import of the same source tells from it what the source changed."""

    objects = LigneApportQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne apportée"
        ordering: ClassVar = ["numero"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["apport", "numero"], name="ligne_apport_unique")]
        indexes: ClassVar = [
            models.Index(fields=["apport", "sort", "numero"]),  # the preview, kind by kind
            models.Index(fields=["source", "source_id"]),  # the next file of the same source
        ]

    def __str__(self) -> str:
        return f"ligne {self.numero}"


class MemoireColonnes(models.Model):
    """The columns that an espace chose for these headings: proposed again for the next file that has them."""

    espace = models.ForeignKey(Espace, models.CASCADE, related_name="+")
    genre = models.CharField(max_length=20, choices=GenreApport)
    signature = models.CharField(max_length=64)
    """Digest of the headings, in order."""
    champs = models.JSONField(default=dict)
    """Heading → field."""
    defauts = models.JSONField(default=dict)
    modifie_le = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["espace", "signature"], name="memoire_colonnes_unique"),
        ]

    def __str__(self) -> str:
        return f"colonnes de {self.espace}"
