"""The marks: a shape of about the same area for each sphere, its letter inside."""

from __future__ import annotations

import math

from maillage.publication.figures.svg import Attribut, Point, balise, number, polygone, rectangle, texte
from maillage.publication.tokens import BLANC, Forme, Marque

# Circumradius of each shape for a nominal radius of 1, so that all seem as large as the circle.
_REACH: dict[Forme, float] = {
    "cercle": 1.0,
    "carre": 1.27,
    "triangle": 1.38,
    "losange": 1.25,
    "hexagone": 1.1,
    "croix": 1.25,
    "pentagone": 1.15,
    "octogone": 1.05,
}
_SIDES: dict[Forme, tuple[int, float]] = {
    "triangle": (3, -90),
    "losange": (4, -90),
    "hexagone": (6, 0),
    "pentagone": (5, -90),
    "octogone": (8, 22.5),
}
_CAP_HEIGHT = 0.668


def reach(forme: Forme, rayon: float) -> float:
    """Radius of the circle that holds the whole shape."""
    return _REACH[forme] * rayon


def draw_shape(forme: Forme, x: float, y: float, rayon: float, **attributs: Attribut) -> str:
    """The bare shape, centred on its own centre of gravity."""
    far = reach(forme, rayon)
    if forme == "cercle":
        return balise("circle", cx=x, cy=y, r=rayon, **attributs)
    if forme == "carre":
        half = far / math.sqrt(2)
        return rectangle(
            x - half, y - half, 2 * half, 2 * half, str(attributs.pop("fill", BLANC)), rx=half / 5, **attributs
        )
    if forme == "croix":
        return polygone(_cross(x, y, far), stroke_linejoin="round", **attributs)
    sides, start = _SIDES[forme]
    angles = [math.radians(start + 360 * side / sides) for side in range(sides)]
    points = [(x + far * math.cos(angle), y + far * math.sin(angle)) for angle in angles]
    return polygone(points, stroke_linejoin="round", **attributs)


def _cross(x: float, y: float, far: float) -> list[Point]:
    arm, tip = 0.46 * far, 0.89 * far
    corners = [(arm, tip), (arm, arm), (tip, arm)]
    quarter = [*corners, *((a, -b) for a, b in reversed(corners))]
    return [(x + dx, y + dy) for dx, dy in [*quarter, *((-a, -b) for a, b in quarter)]]


def draw_mark(  # noqa: PLR0913 - what a mark is made of
    marque: Marque, x: float, y: float, rayon: float, *, avec_lettre: bool = True, creuse: bool = False
) -> str:
    """The shape in its colour, outlined in white, with its letter when there is room for it; hollow, only outlined."""
    thin = min(1.5, rayon / 5)
    if creuse:
        shape = draw_shape(marque.forme, x, y, 0.9 * rayon, fill=BLANC, stroke=marque.trait, stroke_width=thin)
    else:
        shape = draw_shape(marque.forme, x, y, rayon, fill=marque.trait, stroke=BLANC, stroke_width=thin)
    return shape + (_draw_letter(marque, x, y, rayon, marque.trait if creuse else BLANC) if avec_lettre else "")


def _draw_letter(marque: Marque, x: float, y: float, rayon: float, couleur: str) -> str:
    size = rayon * (1.15 if len(marque.lettre) == 1 else 0.85) * (0.9 if marque.forme == "triangle" else 1)
    drop = 0.08 * rayon if marque.forme == "triangle" else 0
    baseline = float(number(y + drop + _CAP_HEIGHT * size / 2))
    return texte(marque.lettre, x, baseline, size, graisse=700, couleur=couleur, ancre="middle")
