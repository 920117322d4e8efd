"""Seats spread evenly over a zone: everyone has about the same room around, and none is drawn at random."""

from __future__ import annotations

import numpy as np

from maillage.analyse.graphe import Floats, Ints
from maillage.publication.figures.feuille import Zone

ALLONGE = 0.72
"""Names are wider than high: seats stand further apart across than along."""
LARGE = 0.34
"""A few actors are not scattered over a large zone: side of a square of seats, times the root of their number."""
TOURS = 30
MAX_DETENDUS = 250
"""Above this number of seats in one zone, rows set in quincunx: nobody would see the difference."""
ECHANTILLONS, MAX_ECHANTILLONS = 60, 6000
TRANCHE = 1000

_R2 = np.array((0.7548776662466927, 0.5698402909980532))
"""Additive recurrence that fills the square evenly (Roberts, 2018)."""


def set_seats(zone: Zone, count: int) -> Floats:
    """`count` places in the zone, shape (count, 2), those at its edges on its edges; a few keep to its middle."""
    width, height = zone.taille
    flat = np.array((width * ALLONGE, height))
    points = _relax(flat, count) if count <= MAX_DETENDUS else _set_in_quincunx(flat, count)
    low, high = points.min(axis=0), points.max(axis=0)
    even = np.where(high - low > 1e-6, (points - low) / np.maximum(high - low, 1e-9), 0.5)
    spread = np.minimum(1, LARGE * np.sqrt(count) / np.array((width, height)))
    return np.asarray((zone.gauche, zone.haut) + (0.5 + (even - 0.5) * spread) * (width, height))


def _relax(size: Floats, count: int) -> Floats:
    """Lloyd's algorithm (1982): each seat goes to the middle of what is nearer to it than to any other."""
    samples = max(min(ECHANTILLONS * count, MAX_ECHANTILLONS), 20 * count)
    ground = ((np.arange(samples)[:, None] + 1) * _R2 % 1) * size
    points = ((np.arange(count)[:, None] + 0.5) * _R2 % 1) * size
    for _ in range(TOURS if count > 1 else 0):
        owner = find_nearest(ground, points)[1]
        weight = np.maximum(np.bincount(owner, minlength=count), 1)
        points = np.column_stack([np.bincount(owner, ground[:, axis], count) / weight for axis in (0, 1)])
    return np.asarray(points)


def _set_in_quincunx(size: Floats, count: int) -> Floats:
    """Rows shifted by half a step, one after the other."""
    width, height = size
    rows = max(1, round(np.sqrt(count * height / max(width, 1e-9) / 0.87)))
    columns = -(-count // rows)
    rank = np.arange(count)
    row, column = rank // columns, rank % columns
    return np.column_stack(((column + 0.5 * (row % 2)) * width / columns, row * height / rows))


def find_nearest(points: Floats, others: Floats) -> tuple[Floats, Ints]:
    """For each point, how far the nearest of the others is, and which: slice by slice, to spare memory."""
    ranks = [np.zeros(0, dtype=np.int64)]
    norms = (others**2).sum(axis=1) / 2
    for start in range(0, len(points), TRANCHE):
        ranks.append((norms - points[start : start + TRANCHE] @ others.T).argmin(axis=1))
    nearest = np.concatenate(ranks)
    return np.asarray(np.hypot(*(points - others[nearest]).T)), nearest
