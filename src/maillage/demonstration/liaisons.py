"""Who works with whom: quotas by pair of spheres, and a draw in which sharing a theme, a commune, partners counts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import TypeVar

from maillage.demonstration.tables import Structure, read_affinites
from maillage.demonstration.territoire import SECTEUR_DE

Paire = tuple[str, str]
T = TypeVar("T")

QUOTAS: dict[Paire, int] = {
    ("AS", "AS"): 74,
    ("AS", "DS"): 46,
    ("AS", "DL"): 22,
    ("AS", "PA"): 34,
    ("DS", "DS"): 34,
    ("DL", "DS"): 22,
    ("DS", "PA"): 20,
    ("DL", "DL"): 62,
    ("DL", "PA"): 24,
    ("PA", "PA"): 12,
}
"""Links between structures, by pair of spheres in alphabetical order: 350 in all."""

SANS_LIEN: frozenset[Paire] = frozenset({("MSA", "S50"), ("S08", "S50")})
"""MSA and chamber of agriculture are close, neither is tied to the health network: never drawn."""


AFFINITE_ORDINAIRE = 0.5
"""How naturally two types of structure meet when affinites.csv says nothing of them."""


def order(a: str, b: str) -> Paire:
    return (a, b) if a < b else (b, a)


def fold(structure: Structure) -> str:
    """The structure that stands for a service in the count of links."""
    return structure.parent if structure.nature == "service" else structure.id


def name_spheres(paire: Paire, structures: Mapping[str, Structure]) -> Paire:
    return order(structures[paire[0]].sphere, structures[paire[1]].sphere)


def pick(rng: Random, items: Sequence[T], weights: Sequence[float], k: int) -> list[T]:
    """`k` different items, the heavier the likelier (Efraimidis and Spirakis 2006), in the order they came in."""
    keys = [rng.random() ** (1 / weight) if weight > 0 else -1.0 for weight in weights]
    kept = sorted(sorted(range(len(items)), key=lambda i: -keys[i])[:k])
    return [items[i] for i in kept]


class Affinite:
    """How likely two structures are to work together."""

    def __init__(self, structures: Mapping[str, Structure]) -> None:
        self.structures = structures
        self.types = read_affinites()

    def weigh(self, paire: Paire, partenaires_communs: int = 0) -> float:
        a, b = (self.structures[i] for i in paire)
        themes = len(a.liste_themes & b.liste_themes)
        size = math.pow(float(a.poids) * float(b.poids), 0.6)
        return (
            self.types.get((a.type, b.type), AFFINITE_ORDINAIRE)
            * (0.3 + themes)
            * self._weigh_place(a, b)
            * size
            * (1 + 0.25 * partenaires_communs)
        )

    @staticmethod
    def _weigh_place(a: Structure, b: Structure) -> float:
        """Same commune, same valley, at least one commune in common, or none: the plateau is far from everything."""
        if a.commune and a.commune == b.commune:
            return 2.5
        if a.commune and b.commune and SECTEUR_DE[a.commune] == SECTEUR_DE[b.commune]:
            return 1.6
        return 1.0 if set(a.communes) & set(b.communes) else 0.15


def draw_liens(
    structures: Mapping[str, Structure], plantes: Iterable[Paire], fermees: Iterable[Paire], rng: Random
) -> list[Paire]:
    """Complete the planted pairs up to the quotas, one by one, so that common partners count as the network grows.

    `fermees`: pairs that must stay without a link, because someone only wishes it.
    """
    linked = set(plantes)
    affinite = Affinite(structures)
    voisins: dict[str, set[str]] = {identifiant: set() for identifiant in structures}
    for a, b in linked:
        voisins[a].add(b)
        voisins[b].add(a)
    by_block = _list_open_pairs(structures, linked | SANS_LIEN | set(fermees))
    drawn = []
    for block in _shuffle_places(structures, linked, rng):
        weights = [affinite.weigh((a, b), len(voisins[a] & voisins[b])) for a, b in by_block[block]]
        [paire] = rng.choices(by_block[block], weights)
        by_block[block].remove(paire)
        voisins[paire[0]].add(paire[1])
        voisins[paire[1]].add(paire[0])
        drawn.append(paire)
    return sorted(drawn)


def _shuffle_places(structures: Mapping[str, Structure], linked: Iterable[Paire], rng: Random) -> list[Paire]:
    taken = Counter(name_spheres(paire, structures) for paire in linked)
    places = [block for block, quota in QUOTAS.items() for _ in range(quota - taken[block])]
    rng.shuffle(places)
    return places


def _list_open_pairs(structures: Mapping[str, Structure], closed: set[Paire]) -> dict[Paire, list[Paire]]:
    by_block: dict[Paire, list[Paire]] = {block: [] for block in QUOTAS}
    for a, b in combinations(sorted(i for i, s in structures.items() if s.ouverture in ("tout", "sphere")), 2):
        block = name_spheres((a, b), structures)
        apart = block[0] != block[1] and "sphere" in (structures[a].ouverture, structures[b].ouverture)
        silent = "oui" not in (structures[a].repond, structures[b].repond)
        if not apart and not silent and (a, b) not in closed:
            by_block[block].append((a, b))
    return by_block
