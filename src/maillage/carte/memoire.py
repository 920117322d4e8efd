"""What was read of a map, kept by its mark: the script asks for it a moment after the page, other pages after them.

A mark changes whenever the rows do; that of a view also says who reads, with which rights and filters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from maillage.acteurs.models import ActeurQuerySet
from maillage.carte.demande import Demande
from maillage.carte.lecture import Vue, read_vue
from maillage.carte.terrain import Terrain, read_terrain
from maillage.espaces.droits import Droits
from maillage.espaces.memoire import Memoire
from maillage.espaces.models import Espace

GARDEES: Final = 8
VUES: Final = Memoire[Vue](GARDEES)
TERRAINS: Final = Memoire[Terrain](GARDEES)


def find_terrain(espace: Espace, sol: str) -> Terrain:
    """The one kept under its mark, else read."""
    return TERRAINS.find(sol, lambda: read_terrain(espace))


def find_vue(droits: Droits, demande: Demande, marques: tuple[str, str], select: Callable[[], ActeurQuerySet]) -> Vue:
    """The same. `marques`: of the ground, then of the view; `select` is only called when rows must be read."""
    sol, marque = marques
    return VUES.find(marque, lambda: read_vue(droits, demande, select(), find_terrain(droits.espace, sol)))
