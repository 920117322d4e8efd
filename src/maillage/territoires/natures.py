"""Kinds of territory: those of the official list, and those that people compose."""

from __future__ import annotations

from django.db import models


class NatureTerritoire(models.TextChoices):
    COMMUNE = "commune", "Commune"
    EPCI = "epci", "Intercommunalité"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"
    PETR = "petr", "PETR, Pays"
    PNR = "pnr", "Parc naturel régional"
    GAL = "gal", "GAL LEADER"
    BASSIN = "bassin", "Bassin de vie"
    AUTRE = "autre", "Autre périmètre"


OFFICIELS = (
    NatureTerritoire.COMMUNE,
    NatureTerritoire.EPCI,
    NatureTerritoire.DEPARTEMENT,
    NatureTerritoire.REGION,
)
"""Read from the official list; the others are composed by an espace."""


COMPOSES = tuple(nature for nature in NatureTerritoire if nature not in OFFICIELS)
"""What an espace may compose by hand."""
