"""What rooms above add to the page of an actor: this room knows none of them, they tell it at start-up.

In the `ready` of the room's AppConfig: `add_section(build_section)`. A section that has nothing to show is None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from maillage.acteurs.models import Acteur
from maillage.espaces.droits import Droits


@dataclass(frozen=True)
class Section:
    """A template of the room above, drawn with the page's own context and `section.valeurs`."""

    gabarit: str
    valeurs: Any


Fabrique = Callable[[Droits, Acteur], Section | None]
_fabriques: list[Fabrique] = []


def add_section(fabrique: Fabrique) -> None:
    """Said twice, it is once."""
    if fabrique not in _fabriques:
        _fabriques.append(fabrique)


def build_sections(droits: Droits, acteur: Acteur) -> list[Section]:
    """In the order of the installed rooms. Each costs what its room says."""
    return [section for fabrique in _fabriques if (section := fabrique(droits, acteur)) is not None]
