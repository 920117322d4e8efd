"""Dispositif: a contract, plan, label, fund or programme as known in the whole country; Fenetre: when to act on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.urls import reverse

from maillage.referentiels.bases import Repere
from maillage.referentiels.textes import normalise

SEPARATEUR = "|"
_PHASE = re.compile(r"P[1-6]")


class NatureDispositif(models.TextChoices):
    CONTRAT = "contrat", "Contrat"
    SCHEMA = "schema", "Schéma ou plan"
    AGREMENT = "agrement", "Agrément"
    LABEL = "label", "Label"
    SERVICE = "service", "Service"
    INSTANCE = "instance", "Instance"
    FONDS = "fonds", "Fonds ou appel à projets"
    PROGRAMME = "programme", "Programme"
    EXPERIMENTATION = "experimentation", "Expérimentation"
    ZONAGE = "zonage", "Zonage"


class StatutDispositif(models.TextChoices):
    ACTIF = "actif", "Actif"
    EN_EVOLUTION = "en-evolution", "En évolution, ou fin annoncée"
    REMPLACE = "remplace", "Remplacé"
    TERMINE = "termine", "Terminé"


@dataclass(frozen=True)
class Moment:
    """At which phases to bring in the other sphere, and for what; `texte` may be empty."""

    phases: tuple[str, ...]
    texte: str


class DispositifQuerySet(models.QuerySet["Dispositif"]):
    def named(self, texte: str) -> list[Dispositif]:
        """Every dispositif that this acronym, name or alias may mean. Several: ask, never guess (CEJ, CLE, CTE)."""
        asked = normalise(texte)
        return [one for one in self if asked and asked in one.noms_compares] if asked else []

    def holding(self, texte: str) -> DispositifQuerySet:
        """Those whose acronym, name, alias or code hold every word, accents left aside: about a hundred rows, read."""
        words = normalise(texte).split()
        found = [one.pk for one in self if all(word in one.texte_cherche for word in words)]
        return self.filter(pk__in=found)

    def for_list(self) -> DispositifQuerySet:
        return self.select_related("sphere").prefetch_related("themes")

    def current(self) -> DispositifQuerySet:
        return self.exclude(statut__in=[StatutDispositif.REMPLACE, StatutDispositif.TERMINE])


class Dispositif(Repere):
    """One row of the reference (domain brief §2). What is local (this CTG, 2024-2028) is a Cadre that names it."""

    nom = models.CharField("nom", max_length=160)
    sigle = models.CharField("sigle", max_length=20, blank=True)
    nature = models.CharField("nature", max_length=20, choices=NatureDispositif)
    sphere = models.ForeignKey("referentiels.Sphere", models.PROTECT, verbose_name="monde", related_name="dispositifs")
    pilote = models.CharField("qui le pilote", max_length=200, blank=True)
    financeurs = models.CharField("qui le finance", max_length=200, blank=True)
    echelles = models.CharField("échelles", max_length=100, blank=True, help_text="Codes séparés par des espaces.")
    reglementation = models.CharField("textes et durée", max_length=250, blank=True)
    tous_themes = models.BooleanField("tous les thèmes", default=False)
    themes = models.ManyToManyField("referentiels.Theme", verbose_name="thèmes", related_name="dispositifs", blank=True)
    publics = models.ManyToManyField(
        "referentiels.Public", verbose_name="publics", related_name="dispositifs", blank=True
    )
    partenaires = models.ManyToManyField(
        "referentiels.TypeActeur", verbose_name="partenaires types", related_name="dispositifs", blank=True
    )
    moment = models.TextField(
        "moment pour associer l’autre monde",
        blank=True,
        help_text="Une ligne par moment\u00a0: les phases, une barre, ce que l’on y fait. « P2 P3 | données ».",
    )
    statut = models.CharField("statut", max_length=20, choices=StatutDispositif, default=StatutDispositif.ACTIF)
    precision_statut = models.CharField("précision", max_length=200, blank=True)
    remplace_par = models.ManyToManyField(
        "self", symmetrical=False, verbose_name="remplacé par", related_name="remplace", blank=True
    )
    alias = models.TextField("autres noms", blank=True, help_text="Séparés par une barre « | ».")
    date_verification = models.DateField("vérifié par un humain le", null=True, blank=True)

    objects = DispositifQuerySet.as_manager()

    class Meta(Repere.Meta):
        verbose_name = "dispositif"
        verbose_name_plural = "dispositifs"
        ordering: ClassVar = ["ordre", "nom"]

    def get_absolute_url(self) -> str:
        return reverse("cadres:dispositif", args=[self.code])

    @property
    def libelle(self) -> str:
        """« CTG (convention territoriale globale) »: the acronym is never alone."""
        return f"{self.sigle} ({self.nom[:1].lower()}{self.nom[1:]})" if self.sigle else self.nom

    @property
    def autres_noms(self) -> list[str]:
        return [name for name in self.alias.split(SEPARATEUR) if name]

    @property
    def noms_compares(self) -> set[str]:
        """Every word it answers to, without accents nor case."""
        return {normalise(name) for name in (self.sigle, self.nom, *self.autres_noms) if name}

    @property
    def texte_cherche(self) -> str:
        return " ".join(normalise(one) for one in (self.code, self.sigle, self.nom, *self.autres_noms))

    @property
    def moments(self) -> list[Moment]:
        return [_read_moment(line) for line in self.moment.splitlines() if line.strip()]


def _read_moment(line: str) -> Moment:
    phases, _, texte = line.partition(SEPARATEUR)
    return Moment(tuple(_PHASE.findall(phases)), texte.strip())


class Fenetre(Repere):
    """A window of opportunity (domain brief §2.1). Without dates it is local: told by the ends of local contracts.

    `annuelle`: comes back each year between the same days.
    """

    nom = models.CharField("nom", max_length=160)
    debut = models.DateField("à partir du", null=True, blank=True)
    fin = models.DateField("jusqu’au", null=True, blank=True)
    annuelle = models.BooleanField("revient chaque année", default=False)
    dispositifs = models.ManyToManyField(Dispositif, verbose_name="dispositifs", related_name="fenetres", blank=True)

    class Meta(Repere.Meta):
        verbose_name = "fenêtre d’opportunité"
        verbose_name_plural = "fenêtres d’opportunité"
        ordering: ClassVar = ["ordre", "nom"]
