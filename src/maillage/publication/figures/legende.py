"""The legend at the foot of a picture: items that flow from left to right, line after line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.publication.figures.formes import draw_mark
from maillage.publication.figures.lecture import capitalise
from maillage.publication.figures.svg import groupe, ligne, texte
from maillage.publication.figures.textes import measure, wrap
from maillage.publication.mondes import Mondes
from maillage.publication.tokens import DOUX, Marque
from maillage.publication.typographie import format_number

TAILLE = 13.0
_RANG = 26.0
_LIGNE = 17.0
_ENTRE = 22.0


@dataclass(frozen=True, slots=True)
class Element:
    """One line of legend: `draw(x, y)` makes the sample, `libre` units wide, centred on the height y."""

    libelle: str
    libre: float
    draw: Callable[[float, float], str]


def list_spheres(comptes: Mapping[str, int], mondes: Mondes) -> list[Element]:
    """Mark, name and number of actors of each sphere."""
    signes = mondes.marks(comptes)

    def draw(marque: Marque) -> Callable[[float, float], str]:
        return lambda x, y: draw_mark(marque, x + 11, y, 9)

    return [
        Element(f"{capitalise(mondes.name(code))} ({format_number(count)})", 26, draw(signes[code]))
        for code, count in comptes.items()
    ]


def sample_line(libelle: str, couleur: str, epaisseur: float, tirets: str | None = None) -> Element:
    return Element(libelle, 36, lambda x, y: ligne((x + 2, y), (x + 28, y), couleur, epaisseur, tirets))


def flow(rangs: Iterable[Sequence[Element]], x: float, y: float, largeur: float) -> tuple[str, float]:
    """Draw each group of items on lines of its own, no wider than `largeur`; returns the height used as well."""
    parts: list[str] = []
    top = y
    for rang in rangs:
        left, tallest = x, 0.0
        for element in rang:
            lines = wrap(element.libelle, TAILLE, largeur - element.libre)
            width = element.libre + max(measure(line, TAILLE) for line in lines)
            if left > x and left + width > x + largeur:
                left, y, tallest = x, y + tallest, 0.0
            parts.append(_draw_element(element, lines, left, y))
            left += width + _ENTRE
            tallest = max(tallest, _RANG + (len(lines) - 1) * _LIGNE)
        y += tallest
    return "".join(parts), y - top


def _draw_element(element: Element, lines: Sequence[str], x: float, y: float) -> str:
    words = (
        texte(line, x + element.libre, y + _RANG / 2 + 0.33 * TAILLE + rank * _LIGNE, TAILLE, couleur=DOUX)
        for rank, line in enumerate(lines)
    )
    return groupe([element.draw(x, y + _RANG / 2), *words])
