"""Newcomers: each takes a free seat of its sphere near its partners, and nobody moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from maillage.analyse.graphe import Floats
from maillage.publication.figures.feuille import RATIO, Zone, share_sheet

AISE = 0.75
"""Share of the usual distance between neighbours that a free seat keeps from everyone."""
MAX_CHOISIS = 500
"""Above this number of newcomers at once, the next ones take the first free seat of their sphere."""
SERRER = 0.8 ** np.arange(12)
PAS_MAX = 0.1
"""In a small network neighbours are far apart: a newcomer still sits beside its partners."""
FIN = 3
"""Seats tried in each direction, for one usual distance."""


@dataclass
class Salle:
    """Everyone who already stands on the sheet (stretched by `RATIO`), and the usual distance between neighbours."""

    places: list[tuple[float, float]]
    spheres: list[str]
    pas: float = field(init=False)

    def __post_init__(self) -> None:
        points = np.array(self.places).reshape(-1, 2)
        near = cKDTree(points).query(points, k=2)[0][:, 1] if len(points) > 1 else np.array([0.3])
        self.pas = float(np.clip(np.median(near), 0.004, PAS_MAX))


def seat_newcomers(
    known: Sequence[tuple[float, float]], spheres: Sequence[str], newcomers: Sequence[tuple[str, Sequence[int]]]
) -> list[tuple[float, float]]:
    """Places, in [0, 1]², of newcomers told by their sphere and by the ranks of their partners.

    `known` and `spheres` are those who stand already. Ranks run on: the first newcomer is number `len(known)`, and the
    next ones may have it as partner. They are seated in this order, so that who comes later changes nothing for them.
    """
    salle = Salle([(x * RATIO, y) for x, y in known], list(spheres))
    sizes = {sphere: 1 for sphere in [*spheres, *(sphere for sphere, _ in newcomers)]}
    spare = share_sheet(sizes)
    for rank, (sphere, partners) in enumerate(newcomers):
        near = [salle.places[one] for one in partners if one < len(salle.places)] if rank < MAX_CHOISIS else []
        salle.places.append(_choose(salle, sphere, near, spare[sphere]))
        salle.spheres.append(sphere)
    return [(round(x / RATIO, 5), round(y, 5)) for x, y in salle.places[len(known) :]]


def _choose(salle: Salle, sphere: str, near: list[tuple[float, float]], spare: Zone) -> tuple[float, float]:
    """Where room lacks, the newcomer sits closer; in a crowd without any, on its partners: its mark is then small."""
    zone = _find_zone(salle, sphere, spare)
    for step in salle.pas * SERRER:
        seats = _list_seats(zone, step / FIN)
        free = _is_free(salle, seats, AISE * step) & _is_at_home(salle, sphere, seats)
        if free.any():
            break
    cost = _cost(seats, near)
    if not free.any():
        free = np.ones(len(seats), dtype=bool)
    best = seats[int(np.where(free, cost, np.inf).argmin())]
    return float(best[0]), float(best[1])


def _find_zone(salle: Salle, sphere: str, spare: Zone) -> Zone:
    """Around those of the same sphere, a little larger; where nobody of it stands yet, its piece of a new sheet."""
    own = [place for place, other in zip(salle.places, salle.spheres, strict=True) if other == sphere]
    if not own:
        return spare
    low, high = np.array(own).min(axis=0) - salle.pas, np.array(own).max(axis=0) + salle.pas
    return Zone(max(0.0, low[0]), max(0.0, low[1]), min(RATIO, high[0]), min(1.0, high[1]))


def _list_seats(zone: Zone, step: float) -> Floats:
    width, height = zone.taille
    across = np.linspace(zone.gauche, zone.droite, max(2, min(160, round(width / step) + 1)))
    along = np.linspace(zone.haut, zone.bas, max(2, min(160, round(height / step) + 1)))
    return np.column_stack([axis.ravel() for axis in np.meshgrid(across, along)])


def _is_free(salle: Salle, seats: Floats, aside: float) -> NDArray[np.bool_]:
    if not salle.places:
        return np.ones(len(seats), dtype=bool)
    return np.asarray(cKDTree(np.array(salle.places)).query(seats)[0] >= aside)


def _is_at_home(salle: Salle, sphere: str, seats: Floats) -> NDArray[np.bool_]:
    """Nobody sits down among those of another sphere: the nearest neighbour is of one's own."""
    if sphere not in salle.spheres:
        return np.ones(len(seats), dtype=bool)
    nearest = cKDTree(np.array(salle.places)).query(seats)[1]
    return np.asarray(np.array(salle.spheres)[nearest] == sphere)


def _cost(seats: Floats, near: list[tuple[float, float]]) -> Floats:
    """Mean distance to the partners; without any, the far side of the sphere."""
    if not near:
        return np.asarray(-np.abs(seats[:, 0] - RATIO / 2))
    return np.asarray(np.hypot(*(seats[:, None] - np.array(near)).transpose(2, 0, 1)).mean(axis=1))
