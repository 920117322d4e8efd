"""The look, in one place: colours of paper and ink, faces, and the mark (shape, letter, colours) of each sphere.

A sphere is never told by colour alone: its shape and its letter say it too. Text colours have a contrast of 4.8 or more
on paper and on white.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

ENCRE = "#1D2B2A"
DOUX = "#54625F"
PAPIER = "#FAF6EE"
BLANC = "#FFFFFF"
TRAIT = "#E3DACA"
ACCENT = "#0E6B62"
ACCENT_CLAIR = "#E2EFEC"
NEUTRE = "#5B6470"
NEUTRE_CLAIR = "#ECEEF0"
ALERTE = "#A8321F"
ALERTE_CLAIR = "#F9E5E1"

FAMILLE_TEXTE = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, sans-serif"
FAMILLE_TITRE = "Bricolage Grotesque, Atkinson Hyperlegible Next, sans-serif"

Forme = Literal["cercle", "carre", "triangle", "losange", "hexagone", "croix", "pentagone", "octogone"]


@dataclass(frozen=True, slots=True)
class Marque:
    """How a sphere is recognised: shape, letter (one or two signs), strong colour, pale ground."""

    forme: Forme
    lettre: str
    trait: str
    fond: str


MARQUES = {
    "AS": Marque("cercle", "S", "#1D5FA6", "#E4EDF7"),
    "DS": Marque("carre", "D", "#2B7A4B", "#E3F1E8"),
    "DL": Marque("triangle", "L", "#B0511A", "#F9E9DE"),
    "PA": Marque("losange", "P", "#7A4A9E", "#EFE7F5"),
}

FORMES_NEUTRES: tuple[Forme, ...] = ("hexagone", "croix", "pentagone", "octogone")
"""Given in turn to the spheres that have no mark of their own, all in the neutral colour."""


def marques(spheres: Iterable[str], *, prises: Collection[str] = ()) -> dict[str, Marque]:
    """The mark of each sphere: the known ones first, in the order of `MARQUES`, then the others by code.

    Two spheres never share a letter, nor take one of `prises`; the result depends on which spheres there are, not on
    their order.
    """
    codes = set(spheres)
    given = {code: marque for code, marque in MARQUES.items() if code in codes}
    taken = {marque.lettre for marque in MARQUES.values()} | set(prises)
    for rank, code in enumerate(sorted(codes - MARQUES.keys())):
        lettre = _pick_letter(code, taken)
        taken.add(lettre)
        given[code] = Marque(FORMES_NEUTRES[rank % len(FORMES_NEUTRES)], lettre, NEUTRE, NEUTRE_CLAIR)
    return given


def _pick_letter(code: str, taken: set[str]) -> str:
    """First letter of the code, else first and another, else a number."""
    signs = [sign for sign in code if sign.isalnum()] or ["?"]
    first = signs[0].upper()
    wishes = [
        first,
        *(first + sign.lower() for sign in signs[1:]),
        *(str(number) for number in range(1, len(taken) + 2)),
    ]
    return next(wish for wish in wishes if wish not in taken)
