"""Where each actor stands: one island per sphere, the two worlds on opposite sides, the same from run to run.

The islands come first: discs as large as their number of actors, pushed apart until none touch, with a wider gap
between the social and the local worlds. Inside an island actors repel one another like charges in a uniform ground,
which spreads them evenly over the disc (the two-dimensional one-component plasma), while each link pulls a little: an
actor who works with another sphere drifts to the shore that faces it. Everyone starts from a place given by its rank
among the ids of its sphere, and nothing is drawn at random: the order of rows changes nothing, and as the islands
depend on the number of actors only, one link more moves its two ends, and the others hardly.
"""

from __future__ import annotations

import math

import numpy as np

from maillage.analyse.graphe import Floats, Graphe, Ints
from maillage.analyse.vocabulaire import MONDE_LOCAL, MONDE_SOCIAL

ANGLES = {"AS": 180.0, "DL": 0.0, "DS": 90.0, "PA": -90.0}
"""Side of each known sphere, in degrees clockwise from the right: y goes down as on a screen."""

ECART, ECART_MONDES = 2.0, 4.5
"""Empty water between two shores, where an actor takes a disc of radius 1."""

PAS = 140
COLONNES_ISOLES = 8
HAUTEUR_RANG = 0.045
"""Share of the height that a row of isolated actors takes."""

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def positions(graphe: Graphe) -> Floats:
    """Coordinates in [0, 1]², shape (n, 2), x to the right and y down; isolated actors in rows at the bottom."""
    placed = np.zeros((graphe.n, 2))
    linked, alone = np.flatnonzero(graphe.degrees > 0), np.flatnonzero(graphe.degrees == 0)
    rows = math.ceil(len(alone) / COLONNES_ISOLES)
    floor = 1 - (min(0.5, HAUTEUR_RANG * (rows + 0.5)) if linked.size else 1.0) * bool(rows)
    placed[linked] = place_linked(graphe) * (1, floor)
    rank = np.arange(len(alone))
    placed[alone[np.argsort(graphe.labels[alone], kind="stable")]] = np.column_stack(
        (
            (rank % COLONNES_ISOLES + 0.5) / COLONNES_ISOLES,
            floor + (1 - floor) * (rank // COLONNES_ISOLES + 1) / (rows + 0.5),
        )
    )
    return np.asarray(np.round(placed, 5))


def place_linked(graphe: Graphe) -> Floats:
    """Coordinates in [0, 1]² of the actors that have links, in their order, shape (k, 2)."""
    linked = np.flatnonzero(graphe.degrees > 0)
    if not linked.size:
        return np.zeros((0, 2))
    kept = _keep(graphe, linked)
    radii = np.sqrt(kept.sphere_sizes)
    centres = place_islands(kept.spheres, radii)
    points = _settle(kept, centres, radii)
    low, high = (centres - radii[:, None]).min(axis=0), (centres + radii[:, None]).max(axis=0)
    return np.asarray(np.clip((points - low) / (high - low), 0, 1).round(5))


def _keep(graphe: Graphe, nodes: Ints) -> Graphe:
    """The network of these nodes only."""
    rank = np.full(graphe.n, -1)
    rank[nodes] = np.arange(len(nodes))
    return Graphe.from_pairs([graphe.spheres[label] for label in graphe.labels[nodes]], rank[graphe.edges])


def place_islands(spheres: tuple[str, ...], radii: Floats) -> Floats:
    """Centres of discs that do not touch, drawn together from their sides; shape (k, 2)."""
    angles = np.radians([find_angles(spheres)[sphere] for sphere in spheres])
    centres = np.column_stack((np.cos(angles), np.sin(angles))) * (4 * radii.sum() + 10)
    gaps = np.array([[_gap(a, b) for b in spheres] for a in spheres])
    apart = radii[:, None] + radii + gaps
    for _ in range(400):
        centres *= (0.985, 0.955)
        centres = _push_apart(centres, apart)
    for _ in range(60):
        centres = _push_apart(centres, apart)
    return np.asarray(centres)


def find_angles(spheres: tuple[str, ...]) -> dict[str, float]:
    """Known spheres on their side, the others in the widest gaps left; all around the circle when none is known."""
    angles = {sphere: ANGLES[sphere] for sphere in spheres if sphere in ANGLES}
    others = [sphere for sphere in spheres if sphere not in ANGLES]
    if not angles:
        return {sphere: 180 + 360 * rank / len(others) for rank, sphere in enumerate(others)}
    if "DS" in angles and "AS" not in angles:
        angles["DS"] = ANGLES["AS"]  # the social world faces the local one
    for sphere in others:
        angles[sphere] = _widest_gap(sorted(angle % 360 for angle in angles.values()))
    return angles


def _widest_gap(angles: list[float]) -> float:
    following = [*angles[1:], angles[0] + 360]
    gap, start = max(((b - a, -a) for a, b in zip(angles, following, strict=True)))
    return (gap / 2 - start) % 360


def _gap(a: str, b: str) -> float:
    worlds = ({a, b} & MONDE_SOCIAL) and ({a, b} & MONDE_LOCAL)
    return ECART_MONDES if worlds else ECART


def _push_apart(centres: Floats, apart: Floats) -> Floats:
    """Each pair that is too near shares the distance that lacks."""
    away = centres[:, None] - centres
    distance = np.hypot(away[..., 0], away[..., 1])
    np.fill_diagonal(distance, np.inf)
    lacking = np.maximum(apart - distance, 0) / 2
    return np.asarray(centres + (away * (lacking / np.maximum(distance, 1e-9))[..., None]).sum(axis=1))


def _settle(graphe: Graphe, centres: Floats, radii: Floats) -> Floats:
    members = [np.flatnonzero(graphe.labels == sphere) for sphere in range(len(graphe.spheres))]
    home, radius = centres[graphe.labels], radii[graphe.labels][:, None]
    points = home + np.concatenate([_sunflower(len(group)) for group in members])[np.argsort(np.concatenate(members))]
    for step in range(PAS):
        force = home - points + _pull_of_links(graphe, points, radius)
        for group in members:
            force[group] += _repel(points[group])
        pace = 0.25 * (1 - step / PAS) + 0.02
        points = points + np.clip(pace * force, -0.4, 0.4)
        points = _keep_ashore(points, home, radius)
    return np.asarray(points)


def _sunflower(count: int) -> Floats:
    """`count` points spread evenly over a disc of radius √count."""
    rank = np.arange(count)
    reach, angle = np.sqrt(rank + 0.5), rank * _GOLDEN_ANGLE
    return np.column_stack((reach * np.cos(angle), reach * np.sin(angle)))


def _repel(points: Floats) -> Floats:
    """Each pushes each away, as the inverse of their distance."""
    x, y = points.T
    inverse = 1 / ((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2 + 1e-3)
    total = inverse.sum(axis=1)
    pushes = (axis * total - np.einsum("ij,j->i", inverse, axis) for axis in (x, y))
    return np.column_stack(list(pushes))


def _pull_of_links(graphe: Graphe, points: Floats, radius: Floats) -> Floats:
    """Mean direction of the partners: near ones pull by their distance, those of other islands by their side only."""
    a, b = graphe.edges.T
    toward = points[b] - points[a]
    same = (graphe.labels[a] == graphe.labels[b])[:, None]
    distance = np.hypot(toward[:, :1], toward[:, 1:]) + 1e-9
    strength = np.where(same, 0.25 * toward, 0.45 * toward / distance * (radius[a] + radius[b]) / 2)
    pull = np.column_stack(
        [np.bincount(a, strength[:, axis], graphe.n) - np.bincount(b, strength[:, axis], graphe.n) for axis in (0, 1)]
    )
    return np.asarray(pull / np.maximum(graphe.degrees, 1)[:, None])


def _keep_ashore(points: Floats, home: Floats, radius: Floats) -> Floats:
    away = points - home
    distance = np.hypot(away[:, :1], away[:, 1:])
    return np.asarray(home + away * np.minimum(1, radius / np.maximum(distance, 1e-9)))
