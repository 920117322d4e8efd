"""What a spreadsheet is made of, whatever the file: sheets, columns with their kind, rows of typed values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Valeur = str | int | float | date | None
Genre = Literal["texte", "nombre", "date"]
Ligne = Sequence[Valeur]

SEPARATEUR: Final = " | "
"""Between the values of one cell."""
DECIMALES: Final = 6
"""Of a latitude or a longitude: eleven centimetres, and no digit that a spreadsheet would round away."""


@dataclass(frozen=True)
class Colonne:
    nom: str
    genre: Genre = "texte"
    largeur: int = 16
    """In characters."""


@dataclass(frozen=True)
class Feuille:
    """`lignes` may be read once only: rows come as they are asked for."""

    nom: str
    colonnes: Sequence[Colonne]
    lignes: Iterable[Ligne]


def join(valeurs: Iterable[str]) -> str:
    return SEPARATEUR.join(valeurs)
