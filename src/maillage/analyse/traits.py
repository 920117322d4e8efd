"""What describes a pair of actors, linked or not: the six traits from which plausibility is learnt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from maillage.analyse.graphe import Floats, Graphe, Ints
from maillage.analyse.reseau import Reseau

TRAITS = ("relations", "spheres", "partenaires", "themes", "communes", "parent")
"""How linked both are, how their spheres mix, then the partners, themes, places and house that they share."""

SHRINKAGE_PAIRS = 8.0
"""Pairs at the network's mean rate added to each actor's own, so that a handful of links does not speak too loud."""
SHRINKAGE_LINKS = 2.0
"""Links added to what is seen, and to what is expected, between two spheres."""
SHRINKAGE_PARTNERS = 0.5

MAX_DENSE = 500
"""Up to this many actors common partners are counted by one product of matrices."""
BLOCK = 1_000_000
"""Partners looked at in one go: bounds memory."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Attributs:
    """What is known of actors beside their links; a row without any theme (or commune) means « not known ».

    `themes` and `communes` have shape (n, number of codes); `maisons` has shape (n,): actors of one structure share it.
    """

    themes: Bools
    communes: Bools
    maisons: Ints

    @classmethod
    def none(cls, n: int) -> Attributs:
        return cls(np.zeros((n, 0), dtype=bool), np.zeros((n, 0), dtype=bool), np.arange(n, dtype=np.int64))

    @classmethod
    def from_reseau(cls, reseau: Reseau) -> Attributs:
        houses = [acteur.parent or acteur.id for acteur in reseau.acteurs]
        rank = {house: position for position, house in enumerate(sorted(set(houses)))}
        return cls(
            themes=encode_sets([acteur.themes for acteur in reseau.acteurs]),
            communes=encode_sets([acteur.communes for acteur in reseau.acteurs]),
            maisons=np.array([rank[house] for house in houses], dtype=np.int64),
        )


@dataclass(frozen=True, eq=False)
class Lecture:
    """Reads the traits of pairs on one network; the pair's own link, if any, is always left out of what is counted."""

    graphe: Graphe
    attributs: Attributs

    def read(self, pairs: Ints) -> Floats:
        """Traits of each pair, shape (k, 6); NaN where themes or communes of one side are not known."""
        if not len(pairs):
            return np.empty((0, len(TRAITS)))
        own = self.are_linked(pairs)
        degrees = self.graphe.degrees[pairs] - own[:, None]
        return np.column_stack(
            (
                self._read_degrees(degrees),
                self._read_spheres(pairs, own),
                self._read_partners(pairs, degrees),
                _read_shared_themes(self.attributs.themes, pairs),
                _read_shared_communes(self.attributs.communes, pairs),
                self.attributs.maisons[pairs[:, 0]] == self.attributs.maisons[pairs[:, 1]],
            )
        )

    @cached_property
    def _keys(self) -> Ints:
        """Both directions of each link as one sorted number."""
        indptr, indices = self.graphe.neighbours
        return np.repeat(np.arange(self.graphe.n, dtype=np.int64), np.diff(indptr)) * self.graphe.n + indices

    def _exist(self, keys: Ints) -> Bools:
        if not self._keys.size:
            return np.zeros(keys.shape, dtype=bool)
        place = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        return np.asarray(self._keys[place] == keys)

    def are_linked(self, pairs: Ints) -> Ints:
        """1 where the pair is a link, 0 elsewhere. Shape (k,)."""
        return self._exist(pairs[:, 0] * self.graphe.n + pairs[:, 1]).astype(np.int64)

    def _read_degrees(self, degrees: Ints) -> Floats:
        """Sum of the two log-odds of being linked to anyone: the degree product, but bounded in a dense network."""
        n, m = self.graphe.n, self.graphe.m
        mean = (m + 0.5) / (n * (n - 1) / 2 + 1)
        rate = (degrees + SHRINKAGE_PAIRS * mean) / (n - 2 + SHRINKAGE_PAIRS)
        return np.asarray(np.log(rate / (1 - rate)).sum(axis=1))

    def _read_spheres(self, pairs: Ints, own: Ints) -> Floats:
        """Log of links seen between the two spheres over links expected from their numbers of partners."""
        links, ends = self._sphere_links
        left, right = self.graphe.labels[pairs[:, 0]], self.graphe.labels[pairs[:, 1]]
        same = (left == right).astype(np.int64)
        seen = links[left, right] - own
        product = (ends[left] - own * (1 + same)) * (ends[right] - own * (1 + same))
        expected = product / np.maximum(2 * (self.graphe.m - own), 1) / (1 + same)
        return np.asarray(np.log((seen + SHRINKAGE_LINKS) / (expected + SHRINKAGE_LINKS)))

    @cached_property
    def _sphere_links(self) -> tuple[Ints, Ints]:
        """Links between two spheres, shape (s, s), and ends of links in each, shape (s,)."""
        labels, edges, s = self.graphe.labels, self.graphe.edges, len(self.graphe.spheres)
        cells = np.bincount(labels[edges[:, 0]] * s + labels[edges[:, 1]], minlength=s * s).reshape(s, s)
        ends = cells.sum(axis=0) + cells.sum(axis=1)
        return cells + cells.T - np.diag(np.diag(cells)), ends

    def _read_partners(self, pairs: Ints, degrees: Ints) -> Floats:
        """Log of the Adamic-Adar sum over what the two numbers of partners alone lead to expect."""
        rarity, own_degrees = self._rarity, self.graphe.degrees
        chance = (rarity * own_degrees * (own_degrees - 1)).sum() / max(2 * self.graphe.m, 1) ** 2
        expected = degrees[:, 0] * degrees[:, 1] * chance
        return np.asarray(np.log((self._sum_rarity(pairs) + SHRINKAGE_PARTNERS) / (expected + SHRINKAGE_PARTNERS)))

    @cached_property
    def _rarity(self) -> Floats:
        """1 / log(partners) of each actor: a common partner who knows few people says more (Adamic & Adar 2003)."""
        degrees = self.graphe.degrees
        return np.where(degrees > 1, 1 / np.log(np.maximum(degrees, 2)), 0.0)

    def _sum_rarity(self, pairs: Ints) -> Floats:
        if self.graphe.n <= MAX_DENSE:
            return np.asarray(self._partners_table[pairs[:, 0], pairs[:, 1]])
        return self._sum_rarity_by_blocks(pairs)

    @cached_property
    def _partners_table(self) -> Floats:
        adjacency = np.zeros((self.graphe.n, self.graphe.n))
        adjacency[self.graphe.edges[:, 0], self.graphe.edges[:, 1]] = 1.0
        adjacency += adjacency.T
        return np.asarray((adjacency * self._rarity) @ adjacency)

    def _sum_rarity_by_blocks(self, pairs: Ints) -> Floats:
        """Walk the partners of the less linked of the two and keep those of the other: memory bounded by `BLOCK`."""
        first_is_less = self.graphe.degrees[pairs[:, 0]] <= self.graphe.degrees[pairs[:, 1]]
        less = np.where(first_is_less, pairs[:, 0], pairs[:, 1])
        steps = self.graphe.degrees[less]
        block = np.cumsum(steps) // BLOCK
        sums = np.zeros(len(pairs))
        for number in np.unique(block):
            rows = np.flatnonzero(block == number)
            sums[rows] = self._walk(less[rows], pairs[rows].sum(axis=1) - less[rows], steps[rows])
        return sums

    def _walk(self, less: Ints, other: Ints, steps: Ints) -> Floats:
        indptr, indices = self.graphe.neighbours
        owner = np.repeat(np.arange(len(less)), steps)
        first = np.cumsum(steps) - steps
        met = indices[np.arange(len(owner)) + np.repeat(indptr[less] - first, steps)]
        common = self._exist(other[owner] * self.graphe.n + met)
        total: Floats = np.bincount(owner[common], self._rarity[met[common]], len(less)).astype(np.float64)
        return total


def _count_shared(table: Bools, pairs: Ints) -> tuple[Floats, Floats]:
    """Codes the two actors share, and the smaller of their two counts; both NaN when one side has none."""
    sizes = table.sum(axis=1)[pairs].min(axis=1).astype(np.float64)
    shared = np.zeros(len(pairs))
    for rows in np.array_split(np.arange(len(pairs)), max(1, len(pairs) * table.shape[1] // (8 * BLOCK))):
        shared[rows] = (table[pairs[rows, 0]] & table[pairs[rows, 1]]).sum(axis=1)
    sizes[sizes == 0] = np.nan
    return np.where(np.isnan(sizes), np.nan, shared), sizes


def _read_shared_themes(themes: Bools, pairs: Ints) -> Floats:
    """log(1 + shared themes): the first one says most."""
    return np.asarray(np.log1p(_count_shared(themes, pairs)[0]))


def _read_shared_communes(communes: Bools, pairs: Ints) -> Floats:
    """Share of the smaller ground that the other covers, so that covering everything is no merit in itself."""
    shared, smaller = _count_shared(communes, pairs)
    return shared / smaller


def encode_sets(sets: Sequence[Iterable[str]]) -> Bools:
    """One row per set, one column per code in alphabetical order."""
    codes = sorted({code for one in sets for code in one})
    column = {code: position for position, code in enumerate(codes)}
    table = np.zeros((len(sets), len(codes)), dtype=bool)
    for row, one in enumerate(sets):
        table[row, [column[code] for code in one]] = True
    return table
