"""Small figures drawn as SVG: where things are placed, without style (the stylesheet gives colours)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COLONNES = 20
PAS = 10
RAYON = 3.9


@dataclass(frozen=True)
class Points:
    cercles: list[tuple[float, float, bool]]
    largeur: int
    hauteur: int
    rayon: float = RAYON


def place_points(valeur: int, sur: int = 100) -> Points:
    """`sur` dots in rows of twenty, the first `valeur` full."""
    cells = [
        (index % COLONNES * PAS + PAS / 2, index // COLONNES * PAS + PAS / 2, index < valeur) for index in range(sur)
    ]
    rows = -(-sur // COLONNES)
    return Points(cells, COLONNES * PAS, rows * PAS)


@dataclass(frozen=True)
class Barre:
    """One line: a level, how many live it, how many want it."""

    libelle: str
    vecu: float
    souhaite: float | None = None
    dit: str = ""
    """What is written at the end of the line; the two figures when empty."""


@dataclass(frozen=True)
class BarreDessinee:
    barre: Barre
    vecu: float
    souhaite: float | None

    @property
    def dit(self) -> str:
        barre = self.barre
        if barre.dit:
            return barre.dit
        return f"{barre.vecu:g}" if barre.souhaite is None else f"{barre.vecu:g}, souhaité {barre.souhaite:g}"


def draw_barres(barres: Sequence[Barre]) -> list[BarreDessinee]:
    """Widths in hundredths of the longest bar."""
    longest = max([1.0, *(b.vecu for b in barres), *(b.souhaite or 0 for b in barres)])
    return [
        BarreDessinee(b, _width(b.vecu, longest), None if b.souhaite is None else _width(b.souhaite, longest))
        for b in barres
    ]


def _width(value: float, longest: float) -> float:
    return round(value / longest * 98, 1)
