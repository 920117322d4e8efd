"""Who has a seat where: at each place a small bunch of marks, one for each world, with how many; none over another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maillage.analyse.graphe import Floats
from maillage.publication.figures.carte_ecartement import spread
from maillage.publication.figures.formes import draw_mark
from maillage.publication.figures.projection import Projection
from maillage.publication.figures.svg import balise, groupe, protect, texte
from maillage.publication.figures.textes import measure
from maillage.publication.tokens import BLANC, ENCRE, Marque
from maillage.publication.typographie import format_number

RAYON_MAX, RAYON_MIN = 11.0, 6.0
LISIBLE = 5.2
"""Radius under which letters could not be read: plain discs with a number take the place of the marks."""
REMPLI_MAX = 0.4
"""Of the frame: beyond, there is no use in trying to push marks apart."""
CHIFFRE = 11.0
PART_DU_SIGNE = 0.92
"""Of a cell’s radius: every shape seems as large as the others, and the widest, the triangle, still holds in it."""
Boite = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Bouquet:
    """A place where some have their seat: how many of each world, in the order of the worlds. Longitude first."""

    point: tuple[float, float]
    comptes: tuple[tuple[str, int], ...]
    titre: str
    zone: int | None = None
    """The commune it stands for, when it gathers a whole commune."""

    @property
    def total(self) -> int:
        return sum(count for _, count in self.comptes)


@dataclass(frozen=True)
class Signes:
    """Bunches in their place. With `totaux`, each is one disc that says how many."""

    bouquets: Sequence[Bouquet]
    centres: Floats
    rayon: float
    totaux: bool

    def list_boxes(self) -> list[Boite]:
        return [self.box(rank) for rank in range(len(self.bouquets))]

    def box(self, rank: int) -> Boite:
        width, height = _size(self.bouquets[rank], self.rayon, totaux=self.totaux)
        x, y = (float(value) for value in self.centres[rank])
        return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def lay_bouquets(bouquets: Sequence[Bouquet], projection: Projection, zones: int) -> Signes:
    """Marks as large as the communes leave room for, pushed apart; discs where marks would be too small to be read."""
    kept = [one for one in bouquets if _inside(one, projection)]
    largeur, hauteur = projection.taille
    usual = float(np.clip(0.06 * np.sqrt(largeur * hauteur / max(zones, len(kept), 1)), RAYON_MIN, RAYON_MAX))
    if _fill(kept, projection, LISIBLE) < REMPLI_MAX:
        centres, shrink = _spread(kept, projection, usual, totaux=False)
        if usual * shrink >= LISIBLE:
            return Signes(kept, centres, usual * shrink, totaux=False)
    centres, shrink = _spread(kept, projection, RAYON_MAX, totaux=True)
    return Signes(kept, centres, RAYON_MAX * shrink, totaux=True)


def _fill(kept: Sequence[Bouquet], projection: Projection, rayon: float) -> float:
    """Which part of the frame they would take."""
    largeur, hauteur = projection.taille
    sizes = (_size(one, rayon, totaux=False) for one in kept)
    return sum(width * height for width, height in sizes) / (largeur * hauteur)


def _inside(bouquet: Bouquet, projection: Projection) -> bool:
    (x, y), (largeur, hauteur) = projection.place([bouquet.point])[0], projection.taille
    return bool(0 <= x <= largeur and 0 <= y <= hauteur)


def _spread(kept: Sequence[Bouquet], projection: Projection, rayon: float, *, totaux: bool) -> tuple[Floats, float]:
    points = projection.place([one.point for one in kept])
    halves = np.array([max(_size(one, rayon, totaux=totaux)) / 2 for one in kept])
    return spread(points, halves, projection.taille) if len(kept) else (points, 1.0)


def _columns(bouquet: Bouquet) -> int:
    count = len(bouquet.comptes)
    return 1 if count == 1 else 2 if count <= 4 else 3


def _cell(bouquet: Bouquet, rayon: float) -> tuple[float, float]:
    """Width and height of a mark with its number, which is only written from two."""
    longest = max(count for _, count in bouquet.comptes)
    number = measure(format_number(longest), _digits(rayon), gras=True) if longest > 1 else 0
    return 2.3 * rayon + number + 2, 2.3 * rayon + 1.5


def _digits(rayon: float) -> float:
    return min(CHIFFRE, 1.3 * rayon)


def _size(bouquet: Bouquet, rayon: float, *, totaux: bool) -> tuple[float, float]:
    if totaux:
        return 2 * _disc(bouquet, rayon), 2 * _disc(bouquet, rayon)
    width, height = _cell(bouquet, rayon)
    columns = _columns(bouquet)
    return width * columns, height * -(-len(bouquet.comptes) // columns)


def _disc(bouquet: Bouquet, rayon: float) -> float:
    """A little larger where they are more; it always holds its number."""
    return rayon * (0.75 + 0.12 * min(len(str(bouquet.total)), 4))


def draw_bouquets(signes: Signes, marques: Mapping[str, Marque]) -> Iterable[str]:
    for rank, bouquet in enumerate(signes.bouquets):
        title = balise("title", protect(bouquet.titre))
        draw = _draw_total if signes.totaux else _draw_marks
        yield groupe([title, *draw(signes, rank, marques)], pointer_events="none")


def _draw_total(signes: Signes, rank: int, _: Mapping[str, Marque]) -> Iterable[str]:
    bouquet, (x, y) = signes.bouquets[rank], signes.centres[rank]
    disc, size = _disc(bouquet, signes.rayon), min(CHIFFRE, 1.1 * signes.rayon)
    yield balise("circle", cx=float(x), cy=float(y), r=disc - 0.7, fill=ENCRE, stroke=BLANC, stroke_width=1.2)
    if size > 4:
        yield texte(
            format_number(bouquet.total),
            float(x),
            float(y) + 0.34 * size,
            size,
            graisse=700,
            couleur=BLANC,
            ancre="middle",
        )


def _draw_marks(signes: Signes, rank: int, marques: Mapping[str, Marque]) -> Iterable[str]:
    bouquet, rayon = signes.bouquets[rank], signes.rayon
    left, top, _, _ = signes.box(rank)
    width, height = _cell(bouquet, rayon)
    for place, (code, count) in enumerate(bouquet.comptes):
        row, column = divmod(place, _columns(bouquet))
        x, y = left + column * width + 1.15 * rayon, top + (row + 0.5) * height
        marque = marques[code]
        yield draw_mark(marque, x, y, PART_DU_SIGNE * rayon)
        if count > 1:
            size = _digits(rayon)
            yield texte(format_number(count), x + 1.15 * rayon, y + 0.35 * size, size, graisse=700, halo=BLANC)
