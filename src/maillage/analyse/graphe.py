"""The bare network the measures work on: numbers instead of names, arrays instead of objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import igraph
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def sort_unique(keys: Ints) -> Ints:
    """Sorted values, each once. By sorting: several times faster here than numpy's own, which hashes integers."""
    keys = np.sort(keys)
    return keys[np.diff(keys, prepend=-1) != 0] if keys.size else keys


@dataclass(frozen=True, eq=False)
class Graphe:
    """A simple undirected network whose nodes each belong to one sphere.

    `edges` has shape (m, 2): each unordered pair once, smaller node first, sorted. `labels` has shape (n,) and
    indexes `spheres`, the sphere codes in alphabetical order.
    """

    n: int
    edges: Ints
    labels: Ints
    spheres: tuple[str, ...]

    @classmethod
    def from_pairs(cls, spheres_by_node: Sequence[str], pairs: Ints) -> Graphe:
        """Build from any (k, 2) array of node pairs; order, direction, repetition do not matter, loops are left out."""
        n = len(spheres_by_node)
        spheres = tuple(sorted(set(spheres_by_node)))
        rank = {sphere: index for index, sphere in enumerate(spheres)}
        labels = np.array([rank[sphere] for sphere in spheres_by_node], dtype=np.int64)
        pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
        if pairs.size and not (pairs.min() >= 0 and pairs.max() < n):
            raise ValueError(f"a pair names a node outside 0..{n - 1}")
        low, high = pairs.min(axis=1), pairs.max(axis=1)
        keys = sort_unique((low * n + high)[low != high])
        edges = np.column_stack((keys // n, keys % n)) if keys.size else np.empty((0, 2), dtype=np.int64)
        return cls(n=n, edges=edges, labels=labels, spheres=spheres)

    @property
    def m(self) -> int:
        return len(self.edges)

    @cached_property
    def degrees(self) -> Ints:
        return np.bincount(self.edges.ravel(), minlength=self.n).astype(np.int64)

    @cached_property
    def sphere_sizes(self) -> Ints:
        return np.bincount(self.labels, minlength=len(self.spheres)).astype(np.int64)

    @cached_property
    def igraph(self) -> igraph.Graph:
        """The same network for igraph's C routines."""
        return igraph.Graph(n=self.n, edges=self.edges)

    @cached_property
    def neighbours(self) -> tuple[Ints, Ints]:
        """Compressed rows: the neighbours of node i are `indices[indptr[i]:indptr[i + 1]]`, sorted."""
        both = np.concatenate((self.edges, self.edges[:, ::-1]))
        order = np.lexsort((both[:, 1], both[:, 0]))
        indptr = np.concatenate(([0], np.cumsum(self.degrees)))
        return indptr, both[order, 1]
