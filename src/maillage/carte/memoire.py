"""What was read of a map, kept by its mark: the script asks for it a moment after the page, other pages after them.

A mark changes whenever the rows do; that of a view also says who reads, with which rights and filters.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from maillage.acteurs.models import ActeurQuerySet
from maillage.carte.demande import Demande
from maillage.carte.lecture import Vue, read_vue
from maillage.carte.terrain import Terrain, read_terrain
from maillage.espaces.droits import Droits
from maillage.espaces.models import Espace

T = TypeVar("T")
GARDEES = 8


class Memoire(Generic[T]):
    """The last few; the oldest leaves when there are too many."""

    def __init__(self) -> None:
        self._gardees: OrderedDict[str, T] = OrderedDict()
        self._verrou = Lock()

    def keep(self, marque: str, lu: T) -> T:
        with self._verrou:
            self._gardees[marque] = lu
            self._gardees.move_to_end(marque)
            while len(self._gardees) > GARDEES:
                self._gardees.popitem(last=False)
        return lu

    def clear(self) -> None:
        with self._verrou:
            self._gardees.clear()

    def recall(self, marque: str) -> T | None:
        with self._verrou:
            return self._gardees.get(marque)


VUES: Memoire[Vue] = Memoire()
TERRAINS: Memoire[Terrain] = Memoire()


def find_terrain(espace: Espace, sol: str) -> Terrain:
    """The one kept under its mark, else read."""
    kept = TERRAINS.recall(sol)
    return TERRAINS.keep(sol, read_terrain(espace)) if kept is None else kept


def find_vue(droits: Droits, demande: Demande, marques: tuple[str, str], select: Callable[[], ActeurQuerySet]) -> Vue:
    """The same. `marques`: of the ground, then of the view; `select` is only called when rows must be read."""
    sol, marque = marques
    kept = VUES.recall(marque)
    if kept is None:
        kept = VUES.keep(marque, read_vue(droits, demande, select(), find_terrain(droits.espace, sol)))
    return kept
