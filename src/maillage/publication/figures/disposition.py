"""Where each actor stands: one piece of the sheet per sphere, the two worlds apart, the same from run to run.

Seats come first, evenly spread over each piece: there is room around every mark and for its name, and none covers
another. Then actors of one sphere exchange their seats, two by two, as long as that makes links shorter: who works with
the other world ends up on the shore that faces it. Actors without any link stand on the far side. Nothing is drawn at
random, and the order of rows changes nothing.
"""

from __future__ import annotations

import numpy as np

from maillage.analyse.graphe import Floats, Graphe, Ints
from maillage.publication.figures.feuille import RATIO, share_sheet
from maillage.publication.figures.lecture import DANS, MONDES, sort_links
from maillage.publication.figures.sieges import set_seats

SOUPLE = 600
"""Above this number of actors, seats are given by rank: seating everyone at best would take minutes."""
TOURS = 24
POIDS = {DANS: 0.6, MONDES: 1.6}
"""How much a link asks to be short; 1 for the others."""


def positions(graphe: Graphe) -> Floats:
    """Coordinates in [0, 1]², shape (n, 2), x to the right and y down."""
    zones = share_sheet(dict(zip(graphe.spheres, graphe.sphere_sizes.tolist(), strict=True)))
    members = [np.flatnonzero(graphe.labels == rank) for rank in range(len(graphe.spheres))]
    places = np.zeros((graphe.n, 2))
    for sphere, group in zip(graphe.spheres, members, strict=True):
        places[group] = set_seats(zones[sphere], len(group))
    seat = _seat_best if graphe.n <= SOUPLE else _seat_by_rank
    return np.asarray(np.round(seat(graphe, members, places) / (RATIO, 1), 5))


def _seat_best(graphe: Graphe, members: list[Ints], places: Floats) -> Floats:
    """Spheres in turn, several times; the best seating met is kept."""
    weights = _weigh_links(graphe)
    places = _seat_by_rank(graphe, members, places)
    best, shortest = places, _measure(graphe, weights, places)
    for tour in range(TOURS):
        for group in members:
            places = _exchange(graphe, weights, places, group, 1 + tour)
        if (length := _measure(graphe, weights, places)) < shortest - 1e-9:
            best, shortest = places, length
    return best


def _exchange(graphe: Graphe, weights: Floats, places: Floats, group: Ints, cautious: int) -> Floats:
    """Pairs of one sphere exchange their seats, those who gain most first: fewer at once as turns go by."""
    cost = weights[group] @ _distances(places, places[group]) + _send_away(graphe, group, places[group])
    own = np.diag(cost)
    still = 2 * weights[np.ix_(group, group)] * _distances(places[group], places[group])
    gain = np.triu(own[:, None] + own - cost - cost.T - still, 1)
    wishes = np.argwhere(gain > 1e-9)
    order = np.lexsort((*wishes.T[::-1], -gain[tuple(wishes.T)].round(9)))
    moved, taken = places.copy(), set[int]()
    for a, b in wishes[order][: max(1, len(group) // cautious)].tolist():
        if not {a, b} & taken:
            taken |= {a, b}
            moved[group[[a, b]]] = places[group[[b, a]]]
    return moved


def _weigh_links(graphe: Graphe) -> Floats:
    """How much each pair pulls, both ways, shape (n, n)."""
    weights = np.zeros((graphe.n, graphe.n))
    a, b = graphe.edges.T
    weights[a, b] = weights[b, a] = [POIDS.get(int(kind), 1.0) for kind in sort_links(graphe)]
    return weights


def _distances(places: Floats, seats: Floats) -> Floats:
    """From every actor to every seat, shape (n, seats)."""
    return np.asarray(np.hypot(*(places[:, None] - seats).transpose(2, 0, 1)))


def _send_away(graphe: Graphe, group: Ints, seats: Floats) -> Floats:
    """Those without any link leave the shores that face the others."""
    alone = (graphe.degrees[group] == 0)[:, None]
    return np.asarray(np.where(alone, -np.abs(seats[:, 0] - RATIO / 2), 0.0))


def _measure(graphe: Graphe, weights: Floats, places: Floats) -> float:
    a, b = graphe.edges.T
    return float((weights[a, b] * np.hypot(*(places[a] - places[b]).T)).sum())


def _seat_by_rank(graphe: Graphe, members: list[Ints], places: Floats) -> Floats:
    """Those with the most links to other spheres nearest to the middle of the sheet, those without any furthest."""
    a, b = graphe.edges.T
    crossing = graphe.edges[graphe.labels[a] != graphe.labels[b]]
    outside = np.bincount(crossing.ravel(), minlength=graphe.n)
    seated = places.copy()
    for group in members:
        away = np.abs(places[group, 0] - RATIO / 2).round(6)
        seats = group[np.lexsort((group, away))]
        order = group[np.lexsort((group, -graphe.degrees[group], -outside[group]))]
        seated[order] = places[seats]
    return seated
