"""A picture that can be shown, printed, and read without being seen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One SVG for screen and print, its title, and what it shows in a sentence or two."""

    svg: str
    titre: str
    texte_alternatif: str
