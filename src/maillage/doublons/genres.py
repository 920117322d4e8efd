"""Genre: one kind of sheets that may be merged, with what moves when they are, and the words to tell it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from maillage.comptes.models import Utilisateur
from maillage.doublons.models import FusionDeFiches
from maillage.espaces.fiches import Fiche

F = TypeVar("F", bound=Fiche)
Releve = dict[str, Any]
"""What moved with a fusion, as JSON: only the genre that wrote it reads it."""


class FusionRefusee(Exception):
    """Why these two cannot become one, in words for the person who asked."""


@dataclass(frozen=True)
class Mots:
    """How pages speak of this kind of sheets."""

    un: str
    plusieurs: str
    prudence: str
    """What looks alike and is not the same."""
    cherche: str
    """What the search compares."""
    suit: str
    """What follows a sheet: « avec ses liens »."""
    regle: str
    """What becomes of all that hangs from both sheets."""


@dataclass(frozen=True)
class Genre(Generic[F]):
    code: str
    mots: Mots
    modele: type[F]
    paires: Any
    fusions: Any
    """Their tables: a `PaireDeFiches`, a `FusionDeFiches`; the types of their sheets are known to each genre only."""
    champs: tuple[str, ...]
    """The fields of a sheet, in the order of its form."""
    sans_choix: tuple[str, ...]
    """Stay those of the sheet that is kept, unless they follow another choice."""
    save: Callable[[F, Mapping[str, Any], Utilisateur | None], F]
    check: Callable[[F, F], None]
    """(kept, taken): raises FusionRefusee."""
    move: Callable[[F, F], Releve]
    """(taken, kept): all that hangs from the first goes to the second."""
    move_back: Callable[[F, F, FusionDeFiches], None]
    """(taken, kept, fusion): the contrary, but for what was written since."""
    count: Callable[[Sequence[F]], Mapping[str, int]]
    """How much hangs from each sheet, by its id as text."""
    say_count: Callable[[int], str]
    situate: Callable[[F], str]
    """Where it is, or what it is part of: in a line of the list."""
    suivent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What goes with a field: the point on the map with the address."""
    protege: tuple[str, ...] = ()
    """True on one of the two, it stays true."""
