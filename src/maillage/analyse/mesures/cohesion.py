"""How far the network holds together: density, components, connectedness, centralisation."""

from __future__ import annotations

from math import comb

import numpy as np

from maillage.analyse.graphe import Floats, Graphe, Ints


def density(graphe: Graphe) -> float | None:
    """Share of the possible links that exist, m / C(n, 2). None below two actors.

    Falls with size whatever people do: never compare two territories by it (Anderson, Butts & Carley 1999).

    >>> density(Graphe.from_pairs(["AS", "AS", "DL"], np.array([[0, 1]])))
    0.3333333333333333
    """
    return graphe.m / comb(graphe.n, 2) if graphe.n >= 2 else None


def mean_partners(graphe: Graphe) -> float | None:
    """Mean number of partners of an actor, 2m / n; isolates count. None for an empty network."""
    return 2 * graphe.m / graphe.n if graphe.n else None


def component_sizes(graphe: Graphe) -> Ints:
    """Sizes of the pieces in which the network falls, largest first; an isolate is a piece of one."""
    sizes = np.array(graphe.igraph.connected_components().sizes(), dtype=np.int64)
    return np.sort(sizes)[::-1]


def isolates(graphe: Graphe) -> Ints:
    """Numbers of the actors without any link."""
    return np.flatnonzero(graphe.degrees == 0)


def connectedness(graphe: Graphe, sizes: Ints | None = None) -> float | None:
    """Share of the pairs of actors that some path joins (Krackhardt 1994). None below two actors.

    `sizes`: the component sizes, when the caller has them already.
    """
    if graphe.n < 2:
        return None
    sizes = component_sizes(graphe) if sizes is None else sizes
    return float((sizes * (sizes - 1)).sum() / (graphe.n * (graphe.n - 1)))


def degree_centralisation(graphe: Graphe) -> float | None:
    """Sum of the gaps to the largest degree over that of a star, (n−1)(n−2) (Freeman 1979). None below three actors."""
    return _freeman(graphe.degrees.astype(np.float64), (graphe.n - 1) * (graphe.n - 2), graphe.n)


def betweenness_centralisation(graphe: Graphe, betweenness: Floats) -> float | None:
    """Sum of the gaps to the largest betweenness over that of a star, (n−1)²(n−2)/2 (Freeman 1979).

    None below three actors. `betweenness` has shape (n,), unnormalised, each unordered pair once.
    """
    return _freeman(betweenness, (graphe.n - 1) ** 2 * (graphe.n - 2) / 2, graphe.n)


def _freeman(values: Floats, star: float, n: int) -> float | None:
    return float((values.max() - values).sum() / star) if n >= 3 else None
