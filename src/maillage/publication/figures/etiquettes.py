"""Where names can be written so that none covers another name or a mark, and few links run under them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.analyse.graphe import Floats
from maillage.publication.figures.svg import texte
from maillage.publication.figures.textes import measure
from maillage.publication.tokens import BLANC, ENCRE

INTERLIGNE = 1.16
ECART = 3.0
"""Between a mark and its name, and around every name."""

LOIN = (0.0, 7.0, 14.0)
"""How much further than that a name may stand."""

COUPE = 1e6
"""A name is cut short only where it cannot be written whole, whatever the links it then covers."""

# Side of the mark (x, y), text anchor, and how much one would rather not: right first, as one reads.
_PLACES = (
    (1, 0, "start", 0.0),
    (0, 1, "middle", 0.3),
    (-1, 0, "end", 0.4),
    (0, -1, "middle", 0.5),
    (0.75, 0.75, "start", 0.7),
    (0.75, -0.75, "start", 0.8),
    (-0.75, 0.75, "end", 0.9),
    (-0.75, -0.75, "end", 1.0),
    (-0.6, 1, "start", 0.7),
    (0.6, 1, "end", 0.9),
    (-0.6, -1, "start", 0.9),
    (0.6, -1, "end", 1.1),
)


Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Etiquette:
    """The name of a node, in one to three lines, and the box (left, top, right, bottom) it fills."""

    noeud: int
    lignes: tuple[str, ...]
    boite: tuple[float, float, float, float]
    ancre: str

    def draw(self, taille: float, couleur: str = ENCRE) -> str:
        left, top, right, _ = self.boite
        x = {"start": left, "middle": (left + right) / 2, "end": right}[self.ancre]
        return "".join(
            texte(
                line,
                x,
                top + (rank + 0.82) * INTERLIGNE * taille,
                taille,
                couleur=couleur,
                ancre=self.ancre,
                halo=BLANC,
            )
            for rank, line in enumerate(self.lignes)
        )


@dataclass(frozen=True, eq=False)
class Scene:
    """What names must respect: marks, links (and how much covering each is disliked), frame, other boxes."""

    centres: Floats
    portees: Floats
    segments: Floats
    poids: Floats
    largeur: float
    hauteur: float
    obstacles: Floats
    taille: float


def place_labels(
    scene: Scene, noms: Sequence[Sequence[tuple[str, ...]]], ordre: Sequence[int], tenaces: Container[int] = ()
) -> list[Etiquette]:
    """Names placed one after the other in this order, each at its best free place; those that have none are left out.

    `noms[i]` lists the ways to write the name of node i, in order of preference, each a tuple of lines.
    Those of `tenaces` are written a little further from their mark when there is no room beside it.
    """
    taken = scene.obstacles.reshape(-1, 4)
    placed: list[Etiquette] = []
    for node in ordre:
        tries = (_place_one(scene, taken, node, noms[node], far) for far in (LOIN if node in tenaces else LOIN[:2]))
        label = next((label for label in tries if label is not None), None)
        if label is not None:
            placed.append(label)
            taken = np.vstack((taken, label.boite))
    return placed


def _place_one(scene: Scene, taken: Floats, node: int, ways: Sequence[tuple[str, ...]], far: float) -> Etiquette | None:
    choices = [(lines, place, rank) for rank, lines in enumerate(ways) for place in _PLACES]
    boxes = np.array([_box(scene, node, lines, place, far) for lines, place, _ in choices]).reshape(-1, 4)
    dislike = np.array([place[3] + 0.3 * rank + COUPE * lines[-1].endswith("…") for lines, place, rank in choices])
    best = choose_box(scene, boxes, dislike, taken, node)
    if best is None:
        return None
    lines, place, _ = choices[best]
    left, top, right, bottom = (float(side) for side in boxes[best])
    return Etiquette(node, lines, (left, top, right, bottom), place[2])


def choose_box(scene: Scene, boxes: Floats, dislike: Floats, taken: Floats, node: int | None = None) -> int | None:
    """Among the boxes that touch nothing, the least disliked, links covered counted in; None if there is none."""
    free = _inside(boxes, scene) & ~_touch_boxes(boxes, taken) & ~_touch_marks(boxes, scene, node)
    if not free.any():
        return None
    cost = dislike + _count_crossings(boxes, scene.segments) @ scene.poids
    return int(np.where(free, cost, np.inf).argmin())


def _box(
    scene: Scene, node: int, lines: tuple[str, ...], place: tuple[float, float, str, float], far: float
) -> tuple[float, float, float, float]:
    side_x, side_y, anchor, _ = place
    width = max(measure(line, scene.taille) for line in lines)
    height = INTERLIGNE * scene.taille * len(lines)
    reach = scene.portees[node] + ECART + far
    x, y = scene.centres[node] + (side_x * reach, side_y * reach)
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width
    top = y - (0.5 - 0.5 * side_y) * height
    return left, top, left + width, top + height


def _inside(boxes: Floats, scene: Scene) -> Bools:
    return np.asarray(
        (boxes[:, 0] >= 2)
        & (boxes[:, 1] >= 2)
        & (boxes[:, 2] <= scene.largeur - 2)
        & (boxes[:, 3] <= scene.hauteur - 2)
    )


def _touch_boxes(boxes: Floats, taken: Floats) -> Bools:
    across = (boxes[:, None, 0] < taken[:, 2] + ECART) & (boxes[:, None, 2] > taken[:, 0] - ECART)
    along = (boxes[:, None, 1] < taken[:, 3]) & (boxes[:, None, 3] > taken[:, 1])
    return np.asarray((across & along).any(axis=1))


def _touch_marks(boxes: Floats, scene: Scene, node: int | None) -> Bools:
    nearest = np.clip(scene.centres, boxes[:, None, :2], boxes[:, None, 2:])
    distance = np.hypot(*np.moveaxis(nearest - scene.centres, 2, 0))
    touching = distance < scene.portees + 1
    if node is not None:
        touching[:, node] = distance[:, node] < scene.portees[node]
    return np.asarray(touching.any(axis=1))


def _count_crossings(boxes: Floats, segments: Floats) -> Floats:
    """1 where a segment (x, y, x', y') runs through a box, shape (boxes, segments), by the separating axes of both."""
    middle, half = (boxes[:, None, :2] + boxes[:, None, 2:]) / 2, (boxes[:, None, 2:] - boxes[:, None, :2]) / 2
    centre, reach = (segments[:, :2] + segments[:, 2:]) / 2, (segments[:, 2:] - segments[:, :2]) / 2
    away = centre - middle
    near = (np.abs(away) <= half + np.abs(reach)).all(axis=2)
    turn = np.abs(away[..., 0] * reach[:, 1] - away[..., 1] * reach[:, 0])
    through = turn <= half[..., 0] * np.abs(reach[:, 1]) + half[..., 1] * np.abs(reach[:, 0])
    return np.asarray((near & through).astype(np.float64))
