"""In whose name a member speaks: their own structures, with services and postes; the animation, for all."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from maillage.acteurs.models import Acteur, ActeurQuerySet, PorteParole
from maillage.espaces.droits import Droits


def spoken_by(droits: Droits) -> ActeurQuerySet:
    """Actors in whose name the visitor speaks as one of theirs: attached to them or to what holds them.

    A service is reached from its structure, a poste of that service too. Being of the animation adds nothing here.
    Other queries hold this one, so it is quick: by index from the few one speaks for (a union, not an « or », for
    PostgreSQL), the espace checked by a double negation, lest SQLite read all its actors.
    """
    if droits.adhesion is None or not droits.peut_contribuer:
        return Acteur.objects.none()
    mine = PorteParole.objects.filter(adhesion=droits.adhesion).values("acteur")
    held = Acteur.objects.order_by().filter(parent__in=mine).values("pk")
    below = Acteur.objects.order_by().filter(parent__parent__in=mine).values("pk")
    spoken = Acteur.objects.filter(pk__in=mine.union(held, below), retire_le=None)
    return spoken.exclude(~Q(espace=droits.espace))


def may_speak(droits: Droits, acteur: Acteur) -> bool:
    """One query, none for the animation."""
    return acteur.pk in list_spoken(droits, [acteur.pk])


def list_spoken(droits: Droits, acteurs: Iterable[UUID]) -> set[UUID]:
    """Those in whose name the visitor may declare, among these actors of the espace. One query at most."""
    if droits.peut_animer:
        return set(acteurs)
    return set(spoken_by(droits).filter(pk__in=list(acteurs)).values_list("pk", flat=True))


def list_own(droits: Droits) -> list[Acteur]:
    """The structures to which the visitor is attached, by name."""
    if droits.adhesion is None:
        return []
    own = Acteur.objects.visible_to(droits).filter(porte_parole__adhesion=droits.adhesion)
    return list(own.select_related("espace", "sphere").order_by("nom_cherche"))


def name_origin(droits: Droits, acteur: Acteur) -> str:
    """Where the word comes from: the side itself when it is its own, else the animation."""
    return PAR_SOI if spoken_by(droits).filter(pk=acteur.pk).exists() else PAR_ANIMATION


PAR_SOI = "porte-parole"
PAR_ANIMATION = "animation"
PAR_PROPOSITION = "proposition"
"""A meeting that the diagnosis proposes, wished in one click: neither side has said anything yet."""
