"""Names of communes, beside their marks and never over one another: those that find no room are in the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.analyse.graphe import Floats
from maillage.publication.figures.carte_fond import Zone
from maillage.publication.figures.carte_signes import Boite, Signes
from maillage.publication.figures.etiquettes import ECART, INTERLIGNE, Etiquette, Scene, choose_box
from maillage.publication.figures.projection import Projection
from maillage.publication.figures.textes import break_in_two, measure

TAILLE, TAILLE_ETROITE = 12.5, 11.5
NOMMEES_MAX = 150
"""Names tried at most: beyond, the map is read by its shades."""


Cote = tuple[int, int]
"""A side of the marks, x to the right and y down."""
DESSUS: Cote = (0, 0)
COTES: tuple[Cote, ...] = ((0, 1), (0, -1), (1, 0), (-1, 0))


@dataclass(frozen=True)
class Noms:
    etiquettes: list[Etiquette]
    taille: float


def name_zones(zones: Sequence[Zone], projection: Projection, signes: Signes, obstacles: Sequence[Boite]) -> Noms:
    taille = TAILLE if projection.taille[0] > 600 else TAILLE_ETROITE
    marks = {bouquet.zone: signes.box(rank) for rank, bouquet in enumerate(signes.bouquets) if bouquet.zone is not None}
    taken = np.array([*signes.list_boxes(), *obstacles], dtype=float).reshape(-1, 4)
    scene = _empty_scene(projection, taille)
    placed: list[Etiquette] = []
    for rank in sorted(range(len(zones)), key=lambda one: (zones[one].rang, zones[one].nom))[:NOMMEES_MAX]:
        zone = zones[rank]
        x, y = (float(value) for value in projection.place([zone.point])[0])
        around, free = (marks[rank], COTES) if rank in marks else ((x, y, x, y), (DESSUS, *COTES))
        label = _name(scene, taken, rank, zone.nom, around, free)
        if label is not None:
            placed.append(label)
            taken = np.vstack((taken, label.boite))
    return Noms(placed, taille)


def _empty_scene(projection: Projection, taille: float) -> Scene:
    nothing = np.zeros((0, 4))
    return Scene(np.zeros((0, 2)), np.zeros(0), nothing, np.zeros(0), *projection.taille, nothing, taille)


def _name(  # noqa: PLR0913, PLR0917  (what a name must respect)
    scene: Scene, taken: Floats, rank: int, nom: str, around: Boite, places: Sequence[Cote]
) -> Etiquette | None:
    """On one line or two, at the first side of its marks that is free."""
    two = break_in_two(nom, scene.taille)
    choices = [(lines, side) for lines in ((nom,), two) if lines for side in places]
    boxes = np.array([_box(scene.taille, lines, around, side) for lines, side in choices])
    dislike = np.array([places.index(side) + 0.4 * (len(lines) - 1) for lines, side in choices])
    best = choose_box(scene, boxes, dislike, taken)
    if best is None:
        return None
    left, top, right, bottom = (float(value) for value in boxes[best])
    return Etiquette(rank, choices[best][0], (left, top, right, bottom), "middle")


def _box(taille: float, lines: tuple[str, ...], around: Boite, side: Cote) -> Boite:
    """Centred on the middle of that side, just outside."""
    width, height = max(measure(line, taille) for line in lines), INTERLIGNE * taille * len(lines)
    left, top, right, bottom = around
    across, along = side
    x = (left + right) / 2 + across * ((right - left + width) / 2 + ECART)
    y = (top + bottom) / 2 + along * ((bottom - top + height) / 2 + 1)
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2
