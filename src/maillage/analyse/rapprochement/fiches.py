"""What comes in and what goes out: rows to compare, pairs that look alike and why, groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Moteur = Literal["duckdb", "spark"]
MOTEURS: Final[tuple[Moteur, ...]] = ("duckdb", "spark")
Etendue = Literal["tout", "entre-jeux"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiche:
    """One row as it was typed. `id` is the caller's; `jeu` says which file or list it comes from.

    Everything may be missing. Coordinates are degrees (WGS 84). `autres` are further columns of any meaning, the same
    ones in the same order on every row, compared as plain text.
    """

    id: str
    jeu: str = ""
    nom: str = ""
    adresse: str = ""
    code_postal: str = ""
    commune: str = ""
    telephone: str = ""
    courriel: str = ""
    siret: str = ""
    latitude: float | None = None
    longitude: float | None = None
    autres: tuple[str, ...] = ()


class Accord(NamedTuple):
    """The degree that one field reached for a pair (its code in `niveaux.py`), and its weight in bits."""

    champ: str
    niveau: str
    poids: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paire:
    """Two rows, by id, that may be one actor. `poids` is in bits, prior included; `probabilite` follows from it."""

    gauche: str
    droite: str
    poids: float
    accords: tuple[Accord, ...]

    @property
    def probabilite(self) -> float:
        """Between 0 and 1: 2^w / (1 + 2^w)."""
        odds: float = 2.0 ** max(-500.0, min(500.0, self.poids))
        return odds / (1.0 + odds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raison:
    """What one field says of a pair, in French. `poids` in bits: positive brings the rows together, negative apart."""

    champ: str
    phrase: str
    poids: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapprochement:
    """`paires`, the surest first; `groupes`: ids of each group of two rows or more, in the order of the rows."""

    paires: tuple[Paire, ...]
    groupes: tuple[tuple[str, ...], ...]


class FichesInvalides(ValueError):
    """Two rows bear the same id, or rows have not the same number of `autres`."""


class MoteurIndisponible(RuntimeError):
    """The engine asked for cannot start here; the message says what is missing, in French, and what to do."""
