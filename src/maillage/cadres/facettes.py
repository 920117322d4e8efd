"""What the cadres of an espace, and the dispositifs of the reference, may be narrowed by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet

from maillage.acteurs.facettes import Compte, Facette, count_by, hold_field, hold_related
from maillage.cadres.models import Cadre, NatureCadre, Statut
from maillage.referentiels.dispositifs import NatureDispositif, StatutDispositif
from maillage.referentiels.models import Dispositif, Theme


def count_choices(path: str, choix: type[models.TextChoices]) -> Callable[[QuerySet[Any], date], list[Compte]]:
    """One query; in the order of the choices."""

    def count(rows: QuerySet[Any], _: date) -> list[Compte]:
        counts = dict(rows.order_by().values_list(path).annotate(nombre=Count("pk")).order_by())
        return [Compte(str(one.value), str(one.label), counts.get(one.value, 0)) for one in choix]

    return count


def count_references(rows: QuerySet[Any], _: date) -> list[Compte]:
    """Acronym and long name: an acronym alone may mean two things."""
    counts = dict(rows.order_by().values_list("reference").annotate(nombre=Count("pk")).order_by())
    found = Dispositif.objects.filter(pk__in=[pk for pk in counts if pk is not None])
    return [Compte(one.code, one.libelle, counts[one.pk]) for one in found]


_hold_shown_theme = hold_related(Dispositif, "themes", "slug")


def _hold_theme(valeurs: Sequence[str], jour: date) -> Q:
    """A dispositif of all themes is of each of them."""
    return Q(tous_themes=True) | _hold_shown_theme(valeurs, jour)


def _count_themes(rows: QuerySet[Any], _: date) -> list[Compte]:
    """Three queries."""
    everywhere = rows.filter(tous_themes=True).count()
    counts = Counter(
        dict(
            rows.filter(tous_themes=False, themes__isnull=False)
            .order_by()
            .values_list("themes")
            .annotate(nombre=Count("pk"))
            .order_by()
        )
    )
    return [Compte(theme.slug, str(theme), counts[theme.pk] + everywhere) for theme in Theme.objects.all()]


CADRES = (
    Facette("nature", "Nature", hold_field("nature"), count_choices("nature", NatureCadre)),
    Facette("sphere", "Monde", hold_field("sphere__code"), count_by("sphere", "code")),
    Facette("theme", "Thème", hold_related(Cadre, "themes", "slug"), count_by("themes", "slug")),
    Facette("statut", "Où on en est", hold_field("statut"), count_choices("statut", Statut)),
    Facette("reference", "Dispositif de référence", hold_field("reference__code"), count_references),
)
DISPOSITIFS = (
    Facette("nature", "Nature", hold_field("nature"), count_choices("nature", NatureDispositif)),
    Facette("sphere", "Monde", hold_field("sphere__code"), count_by("sphere", "code")),
    Facette("theme", "Thème", _hold_theme, _count_themes),
    Facette("statut", "Statut", hold_field("statut"), count_choices("statut", StatutDispositif)),
)
OUVERTES = ("nature", "sphere")
"""Unfolded at first."""
