"""Where each node stands: the places kept for the espace, completed for newcomers without moving anyone."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from django.db.models import CharField
from django.db.models.functions import Cast

from maillage.acteurs.liens import EtatLien
from maillage.analyse.graphe import Graphe
from maillage.espaces.models import Espace
from maillage.publication.figures import positions
from maillage.publication.figures.disposition import place_islands
from maillage.reseau.models import Position
from maillage.reseau.trame import Trame, dash

SOUPLE = 1200
"""Above this number of nodes, each stands in its island by its rank: forces would take minutes."""
ANGLE_OR = math.pi * (3 - math.sqrt(5))
Place = tuple[float, float]


def read_places(espace: Espace, niveau: str, trame: Trame) -> list[Place]:
    """The place of each node, in the order of the trame. One query."""
    kept = Position.objects.filter(espace=espace, niveau=niveau)
    known = {dash(pk): (x, y) for pk, x, y in kept.values_list(Cast("acteur_id", CharField()), "x", "y")}
    if not any(noeud.id in known for noeud in trame.noeuds):
        return compute_places(trame)
    return complete(trame, known)


def compute_places(trame: Trame) -> list[Place]:
    """Islands of spheres, the two worlds apart; the same from run to run."""
    graphe = build_graphe(trame)
    points = positions(graphe) if graphe.n <= SOUPLE else _place_by_rank(graphe)
    return [(x, y) for x, y in np.round(points, 4).tolist()]


def build_graphe(trame: Trame) -> Graphe:
    ends = [end for trait in trame.traits if trait[2] != EtatLien.SOUHAITE for end in trait[:2]]
    pairs = np.array(ends, dtype=np.int64).reshape(-1, 2)
    return Graphe.from_pairs([noeud.sphere for noeud in trame.noeuds], pairs)


def _place_by_rank(graphe: Graphe) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """A sunflower per sphere, those with the most partners in its heart so that the shores are quiet."""
    radii = np.sqrt(graphe.sphere_sizes)
    centres = place_islands(graphe.spheres, radii)
    points = np.zeros((graphe.n, 2))
    for rank, centre in enumerate(centres):
        members = np.flatnonzero(graphe.labels == rank)
        order = members[np.lexsort((members, -graphe.degrees[members]))]
        seat = np.arange(len(order))
        reach, angle = np.sqrt(seat + 0.5), seat * ANGLE_OR
        points[order] = centre + np.column_stack((reach * np.cos(angle), reach * np.sin(angle)))
    low, high = points.min(axis=0), points.max(axis=0)
    return np.asarray((points - low) / np.maximum(high - low, 1e-9))


def complete(trame: Trame, known: Mapping[str, Place]) -> list[Place]:
    """Newcomers stand among their partners already placed, a little aside; without any, at the bottom."""
    partners = defaultdict(list)
    for trait in trame.traits:
        for here, there in ((trait.a, trait.b), (trait.b, trait.a)):
            if trame.noeuds[there].id in known:
                partners[here].append(known[trame.noeuds[there].id])
    new = [place for place, noeud in enumerate(trame.noeuds) if noeud.id not in known]
    seats = {place: _seat(rank, len(new), partners[place]) for rank, place in enumerate(new)}
    return [known.get(noeud.id) or seats[place] for place, noeud in enumerate(trame.noeuds)]


def _seat(rank: int, total: int, partners: list[Place]) -> Place:
    if not partners:
        return round((rank + 0.5) / total, 4), 1.0
    x, y = (sum(axis) / len(partners) for axis in zip(*partners, strict=True))
    aside, angle = 0.03 + 0.004 * rank, rank * ANGLE_OR
    return _inside(x + aside * math.cos(angle)), _inside(y + aside * math.sin(angle))


def _inside(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
