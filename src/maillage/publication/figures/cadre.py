"""The frame of the drawing: the islands above, the actors without any link in a tidy row below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.analyse.graphe import Floats, Graphe
from maillage.publication.figures.disposition import place_linked

MARGE = 36.0
"""Around the marks; less on a narrow picture."""
MAX_RANGES = 40
"""More isolated actors than this are set closer, without their names."""
LEGENDE = 26.0
"""Above the row of isolated actors, for the words that say what they are."""


@dataclass(frozen=True, slots=True)
class Cadre:
    """Size of the drawing; `plancher` is the height of the line under which isolated actors stand, if there are any."""

    largeur: float
    hauteur: float
    plancher: float | None

    @property
    def taille(self) -> tuple[float, float]:
        return self.largeur, self.hauteur


def set_frame(graphe: Graphe, largeur: float, hauteur: float, *, nommes: bool) -> tuple[Floats, Cadre]:
    """Where marks should stand. The islands take `hauteur`; what isolated actors need is added to it."""
    linked, alone = np.flatnonzero(graphe.degrees > 0), np.flatnonzero(graphe.degrees == 0)
    margin = min(MARGE, 0.06 * largeur)
    bottom = hauteur if linked.size else 0.0
    points = np.zeros((graphe.n, 2))
    points[linked] = _scale(place_linked(graphe), largeur, hauteur, margin)
    if not alone.size:
        return points, Cadre(largeur, bottom, None)
    floor = bottom + LEGENDE
    order = alone[np.lexsort((alone, graphe.labels[alone]))]
    rows = _set_in_rows(len(order), largeur - 2 * margin, nommes=nommes and len(order) <= MAX_RANGES)
    points[order] = rows + np.array((margin + 10, floor + 28))
    return points, Cadre(largeur, float(points[order, 1].max()) + 26, floor)


def _scale(points: Floats, largeur: float, hauteur: float, margin: float) -> Floats:
    """From the unit square; a frame higher than wide sets the two worlds one above the other."""
    turned = points[:, ::-1] if hauteur > largeur else points
    return np.asarray(turned * (largeur - 2 * margin, hauteur - 2 * MARGE) + (margin, MARGE))


def _set_in_rows(count: int, largeur: float, *, nommes: bool) -> Floats:
    """From left to right, line after line."""
    columns = max(1, int(largeur // (165 if nommes else 26)))
    rank = np.arange(count)
    return np.column_stack((rank % columns * (largeur / columns), rank // columns * (40.0 if nommes else 26.0)))
