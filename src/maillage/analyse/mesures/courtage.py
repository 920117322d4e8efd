"""Brokerage between spheres: the roles of Gould & Fernandez (1989) in an undirected network.

An actor stands between two partners that are not linked. Counting each unordered pair of partners once:

- coordinateur: the three are of one sphere;
- consultant: both partners are of one sphere, the actor of another;
- porte: the actor is of the sphere of exactly one of the two (gatekeeper and representative are one when links have no
  direction);
- liaison: three different spheres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.analyse.graphe import Floats, Graphe, Ints
from maillage.analyse.mesures.triangles import MAX_BITS, Bits, count_shared, list_triangles

ROLES = ("coordinateur", "consultant", "porte", "liaison")


@dataclass(frozen=True, eq=False)
class Brokerage:
    """`roles`: open pairs that each actor holds, by role, shape (n, 4); `triangles`: closed ones, shape (n,)."""

    roles: Ints
    triangles: Ints
    expected: Floats | None
    """Expected totals of the four roles when sphere labels are shuffled, shape (4,); None below three actors."""

    @property
    def totals(self) -> Ints:
        total: Ints = self.roles.sum(axis=0)
        return total


def brokerage(graphe: Graphe) -> Brokerage:
    """Count roles as all pairs of partners less the linked ones: no triple loop over actors."""
    if not graphe.m:
        empty = np.zeros((graphe.n, len(ROLES)), dtype=np.int64)
        return Brokerage(roles=empty, triangles=empty.sum(axis=1), expected=expected_roles(graphe, 0))
    bits = Bits.of(graphe) if graphe.n <= MAX_BITS else None
    closed = _closed_pairs(graphe) if bits is None else _closed_pairs_from_bits(graphe, bits)
    roles = (_all_pairs(graphe) if bits is None else _all_pairs_from_bits(graphe, bits)) - closed
    return Brokerage(roles=roles, triangles=closed.sum(axis=1), expected=expected_roles(graphe, int(roles.sum())))


def expected_roles(graphe: Graphe, open_pairs: int) -> Floats | None:
    """Exact expectation of the totals over all permutations of the labels. Shape (4,); None below three actors.

    Any three actors bear three labels drawn without replacement, whatever the links: each of the `open_pairs` is of a
    role with the same probability.
    """
    n = graphe.n
    if n < 3:
        return None
    sizes = graphe.sphere_sizes.astype(np.float64)
    triples = n * (n - 1) * (n - 2)
    same = float((sizes * (sizes - 1) * (sizes - 2)).sum()) / triples
    two = float((sizes * (sizes - 1) * (n - sizes)).sum()) / triples
    return open_pairs * np.array([same, two, 2 * two, max(0.0, 1 - same - 3 * two)])


def _all_pairs_from_bits(graphe: Graphe, bits: Bits) -> Ints:
    """Unordered pairs of partners of each actor by role, linked or not. Shape (n, 4)."""
    counts = bits.count_by_sphere(bits.rows).astype(np.int64)
    inside = counts[np.arange(graphe.n), graphe.labels]
    alike = (counts * (counts - 1)).sum(axis=1) // 2
    return _sort_pairs(graphe, inside, alike)


def _all_pairs(graphe: Graphe) -> Ints:
    """The same without a column per sphere, for networks of any size."""
    both = np.concatenate((graphe.edges, graphe.edges[:, ::-1]))
    width = len(graphe.spheres)
    cells, counts = np.unique(both[:, 0] * width + graphe.labels[both[:, 1]], return_counts=True)
    actors, spheres = cells // width, cells % width
    own = spheres == graphe.labels[actors]
    inside = np.zeros(graphe.n, dtype=np.int64)
    inside[actors[own]] = counts[own]
    alike = np.bincount(actors, weights=counts * (counts - 1) // 2, minlength=graphe.n).astype(np.int64)
    return _sort_pairs(graphe, inside, alike)


def _sort_pairs(graphe: Graphe, inside: Ints, alike: Ints) -> Ints:
    """By role, from each actor's partners of its own sphere and its pairs of partners of one sphere, its own or not."""
    outside = graphe.degrees - inside
    coordinateur = inside * (inside - 1) // 2
    consultant = alike - coordinateur
    liaison = outside * (outside - 1) // 2 - consultant
    return np.column_stack((coordinateur, consultant, inside * outside, liaison))


def _closed_pairs_from_bits(graphe: Graphe, bits: Bits) -> Ints:
    """Linked pairs of partners of each actor by role. Shape (n, 4).

    The pair of partners {v, w} of u is met twice: w among what u and v share, v among what u and w share.
    """
    table = _role_table(len(graphe.spheres))
    twice = np.zeros(graphe.n * len(ROLES))
    for ends, shared in count_shared(graphe, bits):
        for actors, partners in (ends.T, ends.T[::-1]):
            roles = table[graphe.labels[actors], graphe.labels[partners]]
            cells = (actors * len(ROLES))[:, None] + roles
            twice += np.bincount(cells.ravel(), weights=shared.ravel(), minlength=len(twice))
    return twice.astype(np.int64).reshape(graphe.n, len(ROLES)) // 2


def _role_table(spheres: int) -> Ints:
    """Rank in `ROLES` by sphere of the actor, of one partner, of the other. Shape (s, s, s)."""
    own, a, b = np.ogrid[:spheres, :spheres, :spheres]
    return _role(own, a, b)


def _closed_pairs(graphe: Graphe) -> Ints:
    """Linked pairs of partners of each actor by role. Shape (n, 4)."""
    closed = np.zeros(graphe.n * 4, dtype=np.int64)
    for triangles in list_triangles(graphe):
        labels = graphe.labels[triangles]
        for corner in range(3):
            own, a, b = (labels[:, (corner + step) % 3] for step in range(3))
            closed += np.bincount(triangles[:, corner] * 4 + _role(own, a, b), minlength=graphe.n * 4)
    return closed.reshape(graphe.n, 4)


def _role(own: Ints, a: Ints, b: Ints) -> Ints:
    """Rank in `ROLES` of an actor of sphere `own` between partners of spheres `a` and `b`."""
    inside = (own == a).astype(np.int64) + (own == b)
    return np.select([inside == 2, inside == 1, a == b], [0, 2, 1], default=3)
