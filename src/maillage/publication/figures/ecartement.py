"""Marks never touch: where places are close, the marks shrink. Places themselves are never moved."""

from __future__ import annotations

import numpy as np

from maillage.analyse.graphe import Floats

JOUR = 2.0
"""White between two marks, at least."""
MINI = 0.12
"""However close two places are, a mark keeps this share of its size."""


def shrink_where_close(points: Floats, portees: Floats) -> Floats:
    """The share of its size that each mark keeps, shape (n,): both marks of a close pair shrink alike."""
    kept = np.ones(len(points))
    if len(points) < 2:
        return kept
    a, b = np.triu_indices(len(points), 1)
    room = np.hypot(*(points[a] - points[b]).T) - JOUR
    share = np.maximum(room / (portees[a] + portees[b]), MINI)
    np.minimum.at(kept, a, share)
    np.minimum.at(kept, b, share)
    return kept
