"""The kinds of sheets that may be merged."""

from __future__ import annotations

from typing import Any, Final

from maillage.doublons.acteurs import ACTEURS
from maillage.doublons.cadres import CADRES
from maillage.doublons.genres import Genre
from maillage.espaces.fiches import Fiche

GENRES: Final[dict[str, Genre[Any]]] = {one.code: one for one in (ACTEURS, CADRES)}


def get_genre_of(modele: type[Fiche]) -> Genre[Any]:
    return next(one for one in GENRES.values() if one.modele is modele)
