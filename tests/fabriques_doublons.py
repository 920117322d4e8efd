"""Makers of pairs of sheets, on top of the makers of their sheets."""

from __future__ import annotations

from typing import Any

from maillage.doublons.registre import get_genre_of
from maillage.espaces.fiches import Fiche


def make_paire(one: Fiche, other: Fiche, **fields: Any) -> Any:
    """Of two actors, or of two cadres."""
    a, b = sorted((one, other), key=lambda fiche: fiche.pk)
    fields = {"score": 0.9, "raisons": ["noms proches"]} | fields
    return get_genre_of(type(one)).paires.objects.create(espace=one.espace, a=a, b=b, **fields)
