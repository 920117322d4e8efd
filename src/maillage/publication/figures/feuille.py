"""The sheet shared out: a piece for each sphere, the social world on the left, local development on the right.

What belongs to neither world (passerelles, élus, the espace's own spheres) stands between the two. The sheet is the
unit square stretched by `RATIO`: a screen, a phone (turned) and paper all show the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maillage.analyse.vocabulaire import MONDE_LOCAL, MONDE_SOCIAL

RATIO = 1.3
"""Width of the sheet, for a height of 1."""
ENTRE_COLONNES, ENTRE_DEUX = 0.16, 0.26
"""Empty water between two columns of spheres; wider when the two worlds face each other with nobody between."""
ENTRE_RANGS = 0.12
"""Between two spheres of one column: a shore, a title, a shore."""
PART_MIN = 0.3
"""A sphere of very few actors still takes this share of an equal piece."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle of the sheet, x between 0 and `RATIO`, y between 0 and 1, where the centres of marks may stand."""

    gauche: float
    haut: float
    droite: float
    bas: float

    @property
    def taille(self) -> tuple[float, float]:
        return self.droite - self.gauche, self.bas - self.haut


def share_sheet(sizes: Mapping[str, int]) -> dict[str, Zone]:
    """A zone for each sphere, as large as its number of actors asks for."""
    columns = set_columns(list(sizes)) or [[]]
    weights = _floor([sum(sizes[sphere] for sphere in column) / _height_left(column) for column in columns])
    gap = ENTRE_DEUX if len(columns) == 2 else min(ENTRE_COLONNES, 0.4 * RATIO / len(columns))
    zones: dict[str, Zone] = {}
    left = 0.0
    for column, weight in zip(columns, weights, strict=True):
        right = left + weight * (RATIO - gap * (len(columns) - 1))
        zones |= _share_column(column, sizes, left, right)
        left = right + gap
    return zones


def set_columns(spheres: Sequence[str]) -> list[list[str]]:
    """From left to right; without any known world, the spheres stand side by side."""
    social = [sphere for sphere in sorted(spheres) if sphere in MONDE_SOCIAL]
    local = [sphere for sphere in sorted(spheres) if sphere in MONDE_LOCAL]
    others = sorted(set(spheres) - MONDE_SOCIAL - MONDE_LOCAL, key=lambda sphere: (sphere != "PA", sphere))
    if social or local:
        return [column for column in (social, others, local) if column]
    count = max(1, min(3, len(others)))
    return [others[rank::count] for rank in range(count)] if others else []


def _height_left(column: Sequence[str]) -> float:
    return 1 - _gap_of(column) * (len(column) - 1)


def _gap_of(column: Sequence[str]) -> float:
    return min(ENTRE_RANGS, 0.45 / max(len(column) - 1, 1))


def _share_column(column: Sequence[str], sizes: Mapping[str, int], left: float, right: float) -> dict[str, Zone]:
    top = 0.0
    zones = {}
    for sphere, share in zip(column, _floor([sizes[sphere] for sphere in column]), strict=True):
        bottom = top + share * _height_left(column)
        zones[sphere] = Zone(left, top, right, bottom)
        top = bottom + _gap_of(column)
    return zones


def _floor(weights: Sequence[float]) -> list[float]:
    """Shares whose sum is 1, none too thin to be seen."""
    shares = np.array(weights, dtype=float) / max(sum(weights), 1e-9)
    shares = np.maximum(shares, PART_MIN / max(len(weights), 1))
    return [float(share) for share in shares / shares.sum()]
