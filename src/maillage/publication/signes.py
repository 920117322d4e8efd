"""The small marks of the spheres, shape and letter, each as a drawing of its own."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.publication.figures.formes import draw_mark
from maillage.publication.mondes import COMMUNS, Mondes
from maillage.publication.tokens import FAMILLE_TEXTE, Marque


def draw_signs(spheres: Iterable[str], taille: int = 24, mondes: Mondes = COMMUNS) -> dict[str, str]:
    """An SVG of `taille` pixels a side for each code, the same marks as in the drawings of this network."""
    known = mondes.marks(spheres)
    return {code: _draw_sign(code, known, taille) for code in known}


def _draw_sign(code: str, known: dict[str, Marque], taille: int) -> str:
    drop = taille * 0.08 if known[code].forme == "triangle" else 0
    mark = draw_mark(known[code], taille / 2, taille / 2 + drop, taille * 0.36)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {taille} {taille}" width="{taille}" height="{taille}" '
        f'font-family="{FAMILLE_TEXTE}">{mark}</svg>'
    )
