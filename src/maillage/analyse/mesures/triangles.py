"""Linked pairs among each actor's partners, by sphere: what is closed, where brokerage counts what is open.

Two ways of counting the same thing. Up to `MAX_BITS` actors each one's partners are a row of bits, spheres side by
side, and what two linked actors share is one « and » of their rows. Above, every triangle is listed once, in chunks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.analyse.graphe import Graphe, Ints

MAX_BITS = 4_096
"""Actors up to which rows of bits are used: 2 MiB of them."""
CHUNK = 1 << 20
"""Candidate pairs, or words of bits, examined at a time: bounds memory to some tens of megabytes."""
WORD = 64

Rows = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Bits:
    """Rows of partners as bits. `rows`: shape (n, words); `owners`: 1 where a word is of a sphere, (words, spheres)."""

    rows: Rows
    owners: NDArray[np.float32]

    @classmethod
    def of(cls, graphe: Graphe) -> Bits:
        words = -(-graphe.sphere_sizes // WORD)
        starts = np.cumsum(words) - words
        order = np.argsort(graphe.labels, kind="stable")
        first = np.cumsum(graphe.sphere_sizes) - graphe.sphere_sizes
        column = np.empty(graphe.n, dtype=np.int64)
        column[order] = np.arange(graphe.n) + (starts * WORD - first)[graphe.labels[order]]
        cells = np.zeros((graphe.n, int(words.sum()) * WORD), dtype=np.bool_)
        a, b = graphe.edges[:, 0], graphe.edges[:, 1]
        cells[a, column[b]] = cells[b, column[a]] = True
        owners = np.repeat(np.eye(len(words), dtype=np.float32), words, axis=0)
        return cls(rows=np.packbits(cells, axis=1).view(np.uint64), owners=owners)

    def count_by_sphere(self, rows: Rows) -> NDArray[np.float32]:
        """Bits of each row by sphere, shape (k, s): whole numbers below 4,096, exact in 32 bits."""
        return np.bitwise_count(rows).astype(np.float32) @ self.owners


def count_shared(graphe: Graphe, bits: Bits) -> Iterator[tuple[Ints, NDArray[np.float32]]]:
    """For links by chunks: their two ends, shape (k, 2), and the partners these share by sphere, shape (k, s)."""
    step = max(1, CHUNK // max(bits.rows.shape[1], 1))
    for first in range(0, graphe.m, step):
        ends = graphe.edges[first : first + step]
        yield ends, bits.count_by_sphere(bits.rows[ends[:, 0]] & bits.rows[ends[:, 1]])


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
