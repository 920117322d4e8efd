"""Newcomers: each takes a free seat of its sphere near its partners, and nobody moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from maillage.analyse.graphe import Floats
from maillage.analyse.vocabulaire import MONDE_LOCAL, MONDE_SOCIAL
from maillage.publication.figures.feuille import RATIO, Zone, share_sheet
from maillage.publication.figures.sieges import find_nearest

AISE = 0.55
"""Share of the usual distance between neighbours that a free seat keeps from everyone."""
MAX_CHOISIS = 500
"""Above this number of newcomers at once, the next ones take the first free seat of their sphere."""
SERRER = 0.8 ** np.arange(10)
LOIN = np.array((2.0, 6.0, 18.0, 60.0))
"""How far around its target a newcomer looks for a seat, in usual distances."""
PAS_MAX = 0.1
"""In a small network neighbours are far apart: a newcomer still sits beside its partners."""
SONDES = 800
"""Places that tell the usual distance."""
MAX_FIN = 40
FIN = 3
"""Seats tried in each direction, for one usual distance."""


@dataclass
class Salle:
    """Everyone who already stands on the sheet (stretched by `RATIO`), and the usual distance between neighbours."""

    places: list[tuple[float, float]]
    spheres: list[str]
    pas: float = field(init=False)

    def __post_init__(self) -> None:
        self.pas = float(np.clip(_usual_distance(np.array(self.places[:SONDES]).reshape(-1, 2)), 0.004, PAS_MAX))


def _usual_distance(points: Floats) -> float:
    if len(points) < 2:
        return PAS_MAX
    away = np.hypot(*(points[:, None] - points).transpose(2, 0, 1))
    np.fill_diagonal(away, np.inf)
    return float(np.median(away.min(axis=1)))


def seat_newcomers(
    known: Sequence[tuple[float, float]], spheres: Sequence[str], newcomers: Sequence[tuple[str, Sequence[int]]]
) -> list[tuple[float, float]]:
    """Places, in [0, 1]², of newcomers told by their sphere and by the ranks of their partners.

    `known` and `spheres` are those who stand already. Ranks run on: the first newcomer is number `len(known)`, and the
    next ones may have it as partner. They are seated in this order, so that who comes later changes nothing for them.
    """
    salle = Salle([(x * RATIO, y) for x, y in known], list(spheres))
    sizes = dict.fromkeys([*spheres, *(sphere for sphere, _ in newcomers)], 1)
    spare = share_sheet(sizes)
    for rank, (sphere, partners) in enumerate(newcomers):
        near = [salle.places[one] for one in partners if one < len(salle.places)] if rank < MAX_CHOISIS else []
        salle.places.append(_choose(salle, sphere, near, spare[sphere]))
        salle.spheres.append(sphere)
    return [(round(x / RATIO, 5), round(y, 5)) for x, y in salle.places[len(known) :]]


def _choose(salle: Salle, sphere: str, near: list[tuple[float, float]], spare: Zone) -> tuple[float, float]:
    """Around its partners, further and further; where room lacks everywhere, closer to the others."""
    zone = _find_zone(salle, sphere, spare)
    target = _find_target(zone, near)
    for step in salle.pas * SERRER:
        for reach in step * LOIN:
            seats = _list_seats(zone, target, reach, step / FIN)
            free = _is_free(salle, sphere, seats, AISE * step)
            if free.any():
                away = np.hypot(*(seats - target).T).round(9)
                x, y = seats[int(np.where(free, away, np.inf).argmin())].tolist()
                return x, y
    x, y = target.tolist()
    return x, y


def _find_gap(salle: Salle, sphere: str) -> Zone | None:
    """The water between the two worlds, for a sphere that is of neither; None where there is none."""
    across = [(x, other) for (x, _), other in zip(salle.places, salle.spheres, strict=True)]
    left = max((x for x, other in across if other in MONDE_SOCIAL), default=0.0)
    right = min((x for x, other in across if other in MONDE_LOCAL), default=0.0)
    if sphere in MONDE_SOCIAL | MONDE_LOCAL or not 0 < left < right:
        return None
    aside = 0.3 * (right - left)
    return Zone(left + aside, 0.0, right - aside, 1.0)


def _find_target(zone: Zone, near: list[tuple[float, float]]) -> Floats:
    """In the zone, what is nearest to the middle of the partners; without any, the far side."""
    x, y = np.array(near).mean(axis=0) if near else (0.0, (zone.haut + zone.bas) / 2)
    if not near and zone.gauche + zone.droite > RATIO:
        x = RATIO
    return np.array((np.clip(x, zone.gauche, zone.droite), np.clip(y, zone.haut, zone.bas)))


def _find_zone(salle: Salle, sphere: str, spare: Zone) -> Zone:
    """Around those of the same sphere, a little larger; where nobody of it stands yet, between the two worlds."""
    own = [place for place, other in zip(salle.places, salle.spheres, strict=True) if other == sphere]
    if not own:
        return _find_gap(salle, sphere) or spare
    low, high = np.array(own).min(axis=0) - salle.pas, np.array(own).max(axis=0) + salle.pas
    return Zone(max(0.0, low[0]), max(0.0, low[1]), min(RATIO, high[0]), min(1.0, high[1]))


def _list_seats(zone: Zone, target: Floats, reach: float, step: float) -> Floats:
    """A fine grid around the target, within the zone."""
    count = min(MAX_FIN, round(reach / step))
    steps = np.arange(-count, count + 1) * reach / count
    x, y = (axis.ravel() for axis in np.meshgrid(target[0] + steps, target[1] + steps))
    inside = (x >= zone.gauche) & (x <= zone.droite) & (y >= zone.haut) & (y <= zone.bas)
    return np.column_stack((x[inside], y[inside]))


def _is_free(salle: Salle, sphere: str, seats: Floats, aside: float) -> NDArray[np.bool_]:
    """Away from everyone, and among one's own: nobody sits down in the middle of another sphere."""
    if not salle.places:
        return np.ones(len(seats), dtype=bool)
    away, nearest = find_nearest(seats, np.array(salle.places))
    at_home = np.array(salle.spheres)[nearest] == sphere if sphere in salle.spheres else True
    return np.asarray((away >= aside) & at_home)
