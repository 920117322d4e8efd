"""Bunches of marks that touch are pushed apart, and shrink where the frame is too small for them."""

from __future__ import annotations

import numpy as np

from maillage.analyse.graphe import Floats, Ints
from maillage.publication.figures.ecartement import JOUR


def spread(points: Floats, portees: Floats, cadre: tuple[float, float]) -> tuple[Floats, float]:
    """Push marks apart until none touch; where the frame is too small, all shrink. Returns centres and shrinking."""
    shrink, limit = 1.0, np.array(cadre)
    while len(pairs := _find_near(points, shrink * portees, JOUR)):
        margin = (shrink * portees + 1)[:, None]
        around = _find_near(points, shrink * portees, JOUR + 8)
        for _ in range(30):
            pairs = around[_lacking(points, shrink * portees, around, JOUR) > 0]
            if not len(pairs):
                break
            points = np.clip(
                _part(points, pairs, _lacking(points, shrink * portees, pairs, JOUR)), margin, limit - margin
            )
        else:
            shrink *= 0.93
    return points, shrink


def _find_near(points: Floats, portees: Floats, jour: float) -> Ints:
    """Pairs of marks nearer than `jour` to each other, shape (k, 2)."""
    (x, y), half = points.T, portees + jour / 2
    apart = (x[:, None] - x) ** 2 + (y[:, None] - y) ** 2
    return np.argwhere(np.triu(apart < (half[:, None] + half) ** 2, 1))


def _lacking(points: Floats, portees: Floats, pairs: Ints, jour: float) -> Floats:
    a, b = pairs.T
    away = points[a] - points[b]
    return np.asarray(portees[a] + portees[b] + jour - np.hypot(away[:, 0], away[:, 1]))


def _part(points: Floats, pairs: Ints, lacking: Floats) -> Floats:
    a, b = pairs.T
    away = points[a] - points[b]
    distance = np.hypot(away[:, 0], away[:, 1])
    away[distance < 1e-6], distance[distance < 1e-6] = (1, 0), 1
    push = away / distance[:, None] * (lacking / 2 + 0.1)[:, None]
    moved = points.copy()
    np.add.at(moved, a, push)
    np.add.at(moved, b, -push)
    return moved
