"""Every triangle of the network, once, in chunks that fit in memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from maillage.analyse.graphe import Graphe, Ints

CHUNK = 1 << 20
"""Candidate pairs examined at a time: bounds memory to some tens of megabytes."""


def list_triangles(graphe: Graphe) -> Iterator[Ints]:
    """Yield arrays of shape (k, 3) of node numbers, each triangle exactly once.

    Links are turned from the less to the more connected actor; two outgoing links of one actor close a triangle when
    their ends are linked (Chiba & Nishizeki 1985). Time grows as m^1.5 at worst, never as n³.
    """
    order = np.argsort(graphe.degrees, kind="stable")
    rank = np.empty(graphe.n, dtype=np.int64)
    rank[order] = np.arange(graphe.n)
    ends = np.sort(rank[graphe.edges], axis=1)
    keys = np.sort(ends[:, 0] * graphe.n + ends[:, 1])
    tails, heads = keys // max(graphe.n, 1), keys % max(graphe.n, 1)
    stops = np.cumsum(np.bincount(tails, minlength=graphe.n))
    later = stops[tails] - np.arange(len(keys)) - 1
    for first, last in _cut(later):
        links = np.repeat(np.arange(first, last), later[first:last])
        starts = np.cumsum(later[first:last]) - later[first:last]
        others = links + 1 + np.arange(len(links)) - np.repeat(starts, later[first:last])
        wanted = heads[links] * graphe.n + heads[others]
        places = np.searchsorted(keys, wanted)
        places[places == len(keys)] = 0
        closed = keys[places] == wanted
        links, others = links[closed], others[closed]
        yield order[np.column_stack((tails[links], heads[links], heads[others]))]


def _cut(weights: Ints) -> Iterator[tuple[int, int]]:
    """Cut 0..len(weights) into runs of about `CHUNK` total weight."""
    total = np.cumsum(weights)
    first = 0
    while first < len(weights):
        done = total[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(total, done + CHUNK, side="right")))
        yield first, last
        first = last
