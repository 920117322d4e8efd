"""From degrees to drawing units: north up, a degree of longitude shortened as it is at that latitude (plate carrée)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.analyse.graphe import Floats

KM_PAR_DEGRE = 111.32
"""Kilometres in a degree of latitude, and of longitude at the equator."""
MINCE = 0.005
"""Degrees: a territory is never drawn thinner, were it one point."""

Boite = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


@dataclass(frozen=True, slots=True)
class Projection:
    """`echelle`: drawing units in a degree of latitude."""

    ouest: float
    nord: float
    cosinus: float
    echelle: float
    gauche: float
    haut: float
    taille: tuple[float, float]

    def place(self, points: Sequence[Sequence[float]]) -> Floats:
        """Longitude and latitude of each point, to x and y, shape (n, 2)."""
        degrees = np.array([point[:2] for point in points], dtype=float).reshape(-1, 2)
        x = self.gauche + (degrees[:, 0] - self.ouest) * self.cosinus * self.echelle
        y = self.haut + (self.nord - degrees[:, 1]) * self.echelle
        return np.column_stack((x, y))

    @property
    def unites_par_km(self) -> float:
        return self.echelle / KM_PAR_DEGRE


def fit(boite: Boite, largeur: float, hauteur_max: float, marge: float) -> Projection:
    """The largest scale that holds the box in `largeur` and at most `hauteur_max`; the box stands in the middle."""
    ouest, sud, est, nord = _widen(boite)
    cosinus = max(math.cos(math.radians((sud + nord) / 2)), 0.01)
    across, along = (est - ouest) * cosinus, nord - sud
    echelle = min((largeur - 2 * marge) / across, (hauteur_max - 2 * marge) / along)
    gauche = (largeur - across * echelle) / 2
    return Projection(ouest, nord, cosinus, echelle, gauche, marge, (largeur, along * echelle + 2 * marge))


def _widen(boite: Boite) -> Boite:
    ouest, sud, est, nord = boite
    x, y = max(MINCE - (est - ouest), 0) / 2, max(MINCE - (nord - sud), 0) / 2
    return ouest - x, sud - y, est + x, nord + y
