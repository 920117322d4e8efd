"""Where each actor stands: betweenness, core, articulation, Burt's constraint and effective size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from maillage.analyse.graphe import Floats, Graphe, Ints
from maillage.analyse.seuils import SEUILS


def sample_size(graphe: Graphe) -> int | None:
    """Number of sources from which betweenness is estimated; None when it is exact.

    Exact up to `SEUILS.max_acteurs_intermediarite` actors; above, fewer sources as each one costs more.
    """
    if graphe.n <= SEUILS.max_acteurs_intermediarite:
        return None
    affordable = SEUILS.effort_intermediarite // (graphe.n + graphe.m)
    return int(np.clip(affordable, SEUILS.min_sources_intermediarite, SEUILS.max_sources_intermediarite))


def sample_sources(graphe: Graphe, size: int, graine: int) -> Ints:
    """The sampled sources, sorted; the same for the same seed."""
    return np.sort(np.random.default_rng(graine).choice(graphe.n, size=size, replace=False))


def betweenness(graphe: Graphe, graine: int = 0) -> Floats:
    """Shortest paths between two others that pass through each actor, shared among ties (Freeman 1977). Shape (n,).

    Undirected, unnormalised, each unordered pair once; 0 for isolates. On large networks an estimate: the paths from
    `sample_size` sources, brought back to all of them (Brandes & Pich 2007).
    """
    size = sample_size(graphe)
    if size is None:
        return np.array(graphe.igraph.betweenness(directed=False), dtype=np.float64)
    sources = sample_sources(graphe, size, graine)
    partial = graphe.igraph.betweenness(directed=False, sources=sources.tolist())
    return np.array(partial, dtype=np.float64) * (graphe.n / size)


def betweenness_between(graphe: Graphe, here: Ints, there: Ints, graine: int = 0) -> Floats:
    """Betweenness counting only the shortest paths from the actors `here` to the actors `there`. Shape (n,).

    `here` and `there` are disjoint. An actor at an end of a path does not carry it. Sampled as `betweenness` is.
    """
    size = sample_size(graphe)
    sources = here
    if size is not None and size < len(here):
        sources = np.sort(np.random.default_rng(graine).choice(here, size=size, replace=False))
    if not len(sources) or not len(there):
        return np.zeros(graphe.n)
    partial = graphe.igraph.betweenness(directed=False, sources=sources.tolist(), targets=there.tolist())
    return np.array(partial, dtype=np.float64) * (len(here) / len(sources)) * 2


def core_numbers(graphe: Graphe) -> Ints:
    """Largest k such that the actor keeps k partners among those that do too (Seidman 1983); 0 for isolates."""
    return np.array(graphe.igraph.coreness(), dtype=np.int64)


def articulation_points(graphe: Graphe) -> NDArray[np.bool_]:
    """Whether the network would fall into more pieces without the actor (Tarjan 1972). Shape (n,)."""
    marks = np.zeros(graphe.n, dtype=np.bool_)
    marks[graphe.igraph.articulation_points()] = True
    return marks


def constraint(graphe: Graphe) -> Floats:
    """How much an actor's partners are tied to one another (Burt 1992). Shape (n,).

    The shares of each partner are taken over the whole network, as igraph and networkx do; some programs take them
    inside the actor's own neighbourhood.
    Low for who links partners that ignore each other. NaN for isolates, shown as « sans objet ».
    """
    return np.array(graphe.igraph.constraint(), dtype=np.float64)


def effective_size(graphe: Graphe, triangles: Ints) -> Floats:
    """Partners less the redundancy between them, d − 2t/d (Borgatti 1997). Shape (n,), NaN for isolates.

    `triangles`: number of pairs of linked partners of each actor, shape (n,).
    """
    degrees = graphe.degrees.astype(np.float64)
    degrees[degrees == 0] = np.nan
    return degrees - 2 * triangles / degrees
