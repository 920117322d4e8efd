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
from maillage.analyse.mesures.triangles import list_triangles

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
    """Count roles as all pairs of partners less the linked ones: no triple loop, one pass over the triangles."""
    closed = _closed_pairs(graphe)
    roles = _all_pairs(graphe) - closed
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


def _all_pairs(graphe: Graphe) -> Ints:
    """Unordered pairs of partners of each actor by role, linked or not. Shape (n, 4)."""
    both = np.concatenate((graphe.edges, graphe.edges[:, ::-1]))
    width = max(len(graphe.spheres), 1)
    cells, counts = np.unique(both[:, 0] * width + graphe.labels[both[:, 1]], return_counts=True)
    actors, spheres = cells // width, cells % width
    own = spheres == graphe.labels[actors]
    inside = np.zeros(graphe.n, dtype=np.int64)
    inside[actors[own]] = counts[own]
    outside = graphe.degrees - inside
    others = counts[~own] * (counts[~own] - 1) // 2
    consultant = np.zeros(graphe.n, dtype=np.int64)
    np.add.at(consultant, actors[~own], others)
    liaison = outside * (outside - 1) // 2 - consultant
    return np.column_stack((inside * (inside - 1) // 2, consultant, inside * outside, liaison))


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
