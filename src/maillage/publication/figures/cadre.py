"""The frame of the drawing: the sheet of places laid on a picture of this size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.analyse.graphe import Floats

MARGE = 38.0
"""Around the marks; less on a narrow picture."""
HAUT = 30.0
"""More above, for the titles of the spheres."""


@dataclass(frozen=True, slots=True)
class Cadre:
    """Size of the drawing. A picture higher than wide shows the sheet turned: the two worlds one above the other."""

    largeur: float
    hauteur: float

    @property
    def taille(self) -> tuple[float, float]:
        return self.largeur, self.hauteur

    @property
    def debout(self) -> bool:
        return self.hauteur > self.largeur

    def lay(self, places: Floats) -> Floats:
        """From the unit square to the picture, shape (n, 2): the same places for every picture, only stretched."""
        margin = min(MARGE, 0.075 * self.largeur)
        turned = places[:, ::-1] if self.debout else places
        room = (self.largeur - 2 * margin, self.hauteur - 2 * margin - HAUT)
        return np.asarray(turned.reshape(-1, 2) * room + (margin, margin + HAUT))
