"""How spheres mix: the sphere × sphere table, E-I index and its test, odds ratio, assortativity, modularity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import comb, erfc, perm, sqrt
from sys import float_info

import numpy as np

from maillage.analyse.graphe import Graphe, Ints
from maillage.analyse.seuils import SEUILS


@dataclass(frozen=True, eq=False)
class Mixing:
    """Links and possible links by pair of spheres: `links` and `possible` are upper triangular, shape (s, s)."""

    links: Ints
    possible: Ints

    @classmethod
    def of(cls, graphe: Graphe) -> Mixing:
        width = len(graphe.spheres)
        ends = np.sort(graphe.labels[graphe.edges], axis=1)
        links = np.bincount(ends[:, 0] * width + ends[:, 1], minlength=width * width).reshape(width, width)
        sizes = graphe.sphere_sizes
        possible = np.triu(np.outer(sizes, sizes), 1) + np.diag(sizes * (sizes - 1) // 2)
        return cls(links=links.astype(np.int64), possible=possible)

    @cached_property
    def inside(self) -> int:
        return int(np.trace(self.links))

    @cached_property
    def across(self) -> int:
        return int(self.links.sum()) - self.inside

    @cached_property
    def possible_inside(self) -> int:
        return int(np.trace(self.possible))

    @cached_property
    def possible_across(self) -> int:
        return int(self.possible.sum()) - self.possible_inside


def share_across(mixing: Mixing) -> float | None:
    """Share of the links that go from one sphere to another. None without links."""
    total = mixing.inside + mixing.across
    return mixing.across / total if total else None


def ei_index(mixing: Mixing) -> float | None:
    """(external − internal) / (external + internal) links, −1 to 1 (Krackhardt & Stern 1988). None without links."""
    total = mixing.inside + mixing.across
    return (mixing.across - mixing.inside) / total if total else None


def expected_ei_index(mixing: Mixing) -> float | None:
    """E-I of links thrown at random on the same actors, (B − W) / (B + W), B and W being the possible links across
    and inside. None below two actors."""
    total = mixing.possible_inside + mixing.possible_across
    return (mixing.possible_across - mixing.possible_inside) / total if total else None


def odds_ratio(mixing: Mixing) -> float | None:
    """Odds that two actors of one sphere are linked over those of two actors of different spheres.

    None when either kind of pair does not exist, and when the ratio is infinite (no link across, or all links inside).
    """
    if not mixing.possible_inside or not mixing.possible_across:
        return None
    below = (mixing.possible_inside - mixing.inside) * mixing.across
    return mixing.inside * (mixing.possible_across - mixing.across) / below if below else None


def assortativity(mixing: Mixing) -> float | None:
    """Newman's (2003) r for labels, (Σe_ss − Σa_s²) / (1 − Σa_s²). None without links or when all
    ends are of one sphere."""
    within, by_chance = _shares(mixing)
    if within is None or by_chance > 1 - 1e-12:
        return None
    return (within - by_chance) / (1 - by_chance)


def modularity(mixing: Mixing) -> float | None:
    """Σ(e_ss − a_s²) for the partition into spheres (Newman & Girvan 2004). None without links."""
    within, by_chance = _shares(mixing)
    return None if within is None else within - by_chance


def _shares(mixing: Mixing) -> tuple[float | None, float]:
    """Share of links inside spheres, and Σa_s² where a_s is the share of link ends in s."""
    total = mixing.inside + mixing.across
    if not total:
        return None, 0.0
    ends = mixing.links.sum(axis=0) + mixing.links.sum(axis=1)
    return mixing.inside / total, float(((ends / (2 * total)) ** 2).sum())


@dataclass(frozen=True, slots=True)
class PermutationTest:
    """`permutations` is 0 when the law was replaced by a normal one with its exact mean and variance."""

    p_value: float | None
    permutations: int


def permutation_test(graphe: Graphe, mixing: Mixing, graine: int) -> PermutationTest:
    """Two-sided test of the links across spheres against shuffled sphere labels, links staying as they are.

    p = (1 + shuffles at least as far from the mean) / (1 + shuffles), which is never 0 (Phipson & Smyth 2010). None
    when there is no link, or when every shuffle gives the same count.
    """
    mean, variance = moments_across(graphe)
    if not graphe.m or variance <= 1e-9 * mean * mean + 1e-9:  # rounding, where every shuffle is alike
        return PermutationTest(None, 0)
    gap = abs(mixing.across - mean)
    if graphe.n > SEUILS.max_acteurs_permutation or graphe.m > SEUILS.max_liens_permutation:
        return PermutationTest(max(erfc(gap / sqrt(2 * variance)), float_info.min), 0)  # never 0 either
    shuffled = _shuffle_across(graphe, SEUILS.permutations, graine)
    as_far = int((np.abs(shuffled - mean) >= gap - 1e-9).sum())
    return PermutationTest((1 + as_far) / (1 + SEUILS.permutations), SEUILS.permutations)


def moments_across(graphe: Graphe) -> tuple[float, float]:
    """Exact mean and variance of the links across spheres when labels are shuffled; (0, 0) below two actors."""
    n = graphe.n
    if n < 2:
        return 0.0, 0.0
    sizes = graphe.sphere_sizes.tolist()  # Python integers: n⁴ would overflow 64 bits
    same_two = sum(s * (s - 1) for s in sizes)
    one = 1 - same_two / (n * (n - 1))
    return _moments(graphe, one, _across_adjacent(sizes, n), _across_apart(sizes, n, same_two))


def moments_of_pair(graphe: Graphe, a: int, b: int) -> tuple[float, float]:
    """Exact mean and variance of the links between spheres of ranks `a` and `b`, maybe equal, under shuffled labels."""
    n = graphe.n
    if n < 2:
        return 0.0, 0.0
    x, y = int(graphe.sphere_sizes[a]), int(graphe.sphere_sizes[b])
    if a == b:
        one, adjacent, apart = (perm(x, k) for k in (2, 3, 4))
    else:
        one, adjacent, apart = 2 * x * y, x * y * (x + y - 2), 4 * x * (x - 1) * y * (y - 1)
    return _moments(graphe, one / perm(n, 2), adjacent / max(perm(n, 3), 1), apart / max(perm(n, 4), 1))


def _moments(graphe: Graphe, one: float, adjacent: float, apart: float) -> tuple[float, float]:
    """Moments of a count of links, from the probability that one counts, and that two do, sharing an actor or apart."""
    m = graphe.m
    sharing = int((graphe.degrees * (graphe.degrees - 1) // 2).sum())
    mean = m * one
    second = mean + 2 * sharing * adjacent + 2 * (comb(m, 2) - sharing) * apart
    return mean, max(0.0, second - mean * mean)


def _across_adjacent(sizes: list[int], n: int) -> float:
    """Probability that i and j differ and i and k differ, for three distinct actors."""
    return sum(s * (n - s) * (n - s - 1) for s in sizes) / (n * (n - 1) * (n - 2)) if n >= 3 else 0.0


def _across_apart(sizes: list[int], n: int, same_two: int) -> float:
    """Probability that i and j differ and k and l differ, for four distinct actors."""
    if n < 4:
        return 0.0
    four = n * (n - 1) * (n - 2) * (n - 3)
    all_same = sum(s * (s - 1) * (s - 2) * (s - 3) for s in sizes)
    two_twos = same_two**2 - sum((s * (s - 1)) ** 2 for s in sizes)
    return 1 - 2 * same_two / (n * (n - 1)) + (all_same + two_twos) / four


def _shuffle_across(graphe: Graphe, permutations: int, graine: int) -> Ints:
    """Links across spheres in each shuffle of the labels. Shape (permutations,)."""
    rng = np.random.default_rng(graine)
    kind = np.int8 if len(graphe.spheres) < 128 else np.int32
    counts = np.empty(permutations, dtype=np.int64)
    step = max(1, min(permutations, 4_000_000 // max(graphe.m, graphe.n)))
    for first in range(0, permutations, step):
        width = min(step, permutations - first)
        labels = np.repeat(graphe.labels.astype(kind)[:, None], width, axis=1)
        rng.permuted(labels, axis=0, out=labels)
        counts[first : first + width] = (labels[graphe.edges[:, 0]] != labels[graphe.edges[:, 1]]).sum(axis=0)
    return counts
