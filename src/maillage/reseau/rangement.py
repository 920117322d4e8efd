"""Which espaces have newcomers whose seat on the drawing is not kept yet, and keeping it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from maillage.acteurs.models import Acteur, Nature
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.models import Espace, Trace
from maillage.reseau.actions import settle_places
from maillage.reseau.models import Position

CALME = timedelta(minutes=10)
"""Someone who types a list of actors, then their links, is left to finish: seats depend on links."""


def settle_all(calme: timedelta = CALME) -> int:
    """Keep the seats of the newcomers of every espace that is quiet. Returns how many seats."""
    return sum(settle_places(espace=espace) for espace in list_to_settle(calme))


def list_to_settle(calme: timedelta = CALME) -> QuerySet[Espace]:
    seated = Position.objects.filter(acteur=OuterRef("pk"))
    newcomers = Acteur.objects.filter(espace=OuterRef("pk"), retire_le=None).exclude(nature=Nature.POSTE)
    newcomers = newcomers.exclude(visibilite=VisibiliteFiche.BROUILLON).filter(~Exists(seated))
    busy = Trace.objects.filter(espace=OuterRef("pk"), quand__gt=timezone.now() - calme)
    return Espace.objects.kept().filter(Exists(newcomers)).exclude(Exists(busy))
