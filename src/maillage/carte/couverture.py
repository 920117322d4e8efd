"""Who acts in which commune: those who have their seat there, who name it, or who name something that contains it.

Pure: no database. What is empty is a place on the map that is empty, never somebody's fault.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.carte.cles import Cle
from maillage.carte.places import Place
from maillage.carte.terrain import Commune, Terrain


@dataclass(frozen=True, eq=False)
class Presence:
    """What there is in one commune."""

    commune: Commune
    sieges: tuple[Place, ...]
    total: int
    """Actors that act there, seats included, each counted once."""
    par_sphere: Mapping[str, int]
    par: tuple[Cle, ...]
    """The territories through which they act there: itself, and what contains it."""

    @property
    def vide(self) -> bool:
        return not self.total


def compute_presences(terrain: Terrain, places: Sequence[Place], terres: Mapping[Cle, Iterable[Cle]]) -> list[Presence]:
    """One for each commune of the territory, in their order."""
    rank = {place.id: number for number, place in enumerate(places)}
    acting = {
        territoire: frozenset(rank[one] for one in acteurs if one in rank) for territoire, acteurs in terres.items()
    }
    seats: defaultdict[Cle | None, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        seats[place.commune].append(number)
    wide = _Ensembles(places, acting)
    return [_look_at(commune, terrain, places, seats[commune.id], wide) for commune in terrain.communes]


class _Ensembles:
    """Unions of actors by set of territories, made once: neighbours share their containers."""

    def __init__(self, places: Sequence[Place], acting: Mapping[Cle, frozenset[int]]) -> None:
        self.places, self.acting = places, acting
        self._made: dict[frozenset[Cle], tuple[frozenset[int], Counter[str]]] = {}

    def unite(self, territoires: frozenset[Cle]) -> tuple[frozenset[int], Counter[str]]:
        if territoires not in self._made:
            members = frozenset().union(*(self.acting[one] for one in territoires))
            self._made[territoires] = members, Counter(self.places[one].sphere for one in members)
        return self._made[territoires]


def _look_at(
    commune: Commune, terrain: Terrain, places: Sequence[Place], seats: Sequence[int], ensembles: _Ensembles
) -> Presence:
    around = frozenset(one for one in terrain.contenants.get(commune.id, ()) if ensembles.acting.get(one))
    members, worlds = ensembles.unite(around)
    own = {*seats, *ensembles.acting.get(commune.id, ())} - members
    counted = worlds + Counter(places[one].sphere for one in own)
    through = (commune.id, *sorted(around))
    return Presence(commune, tuple(places[one] for one in seats), len(members) + len(own), counted, through)
