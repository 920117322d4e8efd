"""A network as it leaves: nodes and edges with their attributes, their places and their colours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

Attribut = str | int | float
_INTERDITS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sommet:
    """A node. `x` to the right and `y` upwards, as Gephi draws; `couleur` as #RRGGBB; `forme` as GEXF names it."""

    id: str
    nom: str
    x: float
    y: float
    couleur: str
    forme: str
    attributs: Mapping[str, Attribut]


@dataclass(frozen=True)
class Arete:
    """An edge without direction. `poids` is at least 1: layouts pull by it."""

    id: str
    a: str
    b: str
    poids: float
    attributs: Mapping[str, Attribut]


@dataclass(frozen=True)
class GrapheEcrit:
    titre: str
    mention: str
    """Licence, origin: whatever must travel with the file."""
    date: date
    sommets: Sequence[Sommet]
    aretes: Sequence[Arete]


def list_attributes(elements: Sequence[Sommet] | Sequence[Arete]) -> dict[str, str]:
    """Each attribute in order of appearance, with its type: `string`, `integer` or `double`."""
    types: dict[str, str] = {}
    for element in elements:
        for name, value in element.attributs.items():
            found = "string" if isinstance(value, str) else "double" if isinstance(value, float) else "integer"
            types[name] = _widen(types.get(name, found), found)
    return types


def _widen(known: str, found: str) -> str:
    return known if known == found else "string" if "string" in (known, found) else "double"


def clean(texte: str) -> str:
    """Without the characters that XML cannot hold."""
    return _INTERDITS.sub("", texte)


def split_colour(couleur: str) -> tuple[int, int, int]:
    """« #1D5FA6 » as 29, 95, 166; grey when it is not a colour."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", couleur):
        return 91, 100, 112
    return int(couleur[1:3], 16), int(couleur[3:5], 16), int(couleur[5:7], 16)
