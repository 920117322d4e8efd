"""Marks: short texts that change whenever an answer may, made by short queries before any row is read."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Count, Max, Sum
from django.db.models.functions import Length

from maillage.acteurs.models import Acteur
from maillage.carte.demande import Demande
from maillage.espaces.droits import Droits
from maillage.espaces.models import Espace, Trace
from maillage.referentiels.models import Sphere
from maillage.territoires.models import Territoire

VERSION = 1
"""Of what the script receives."""


def mark_ground(espace: Espace) -> str:
    """How many communes in how many containers, their names, places and shapes. One query.

    No journal dates the ground: whoever hosts the site loads it.
    """
    communes = Territoire.objects.communes_of(Territoire.objects.chosen_by(espace)).order_by()
    told = communes.aggregate(
        nombre=Count("contenants"), noms=Sum(Length("nom")), habitants=Sum("population"), x=Sum("longitude"),
        y=Sum("latitude"), formes=Count("contour"), dernier=Max("contour__modifie_le"),
    )  # fmt: skip
    for name in ("x", "y"):  # rounded, because databases add in any order
        told[name] = round(told[name] or 0, 3)
    return digest([VERSION, str(espace.pk), told])


def mark_vue(droits: Droits, demande: Demande, sol: str) -> str:
    """The ground, the journal, what comes in by loads, who reads, what is asked. Three queries.

    An actor or a perimeter never changes without a line in the journal, or a date on its row.
    """
    espace = droits.espace
    acteurs = Acteur.objects.filter(espace=espace)
    facts = [
        sol,
        espace.aujourdhui,
        demande.filters(),
        demande.perimetres,
        droits.adhesion and (str(droits.adhesion.utilisateur_id), droits.adhesion.role),
        Trace.objects.filter(espace=espace).aggregate(dernier=Max("id")),
        acteurs.aggregate(nombre=Count("pk"), dernier=Max("modifie_le"), retire=Max("retire_le")),
        list(Sphere.objects.usable_in(espace).values_list("code", "nom", "forme", "lettre", "trait")),
    ]
    return digest(facts)


def digest(facts: list[Any] | bytes) -> str:
    """As an ETag is written."""
    content = facts if isinstance(facts, bytes) else repr(facts).encode()
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
