"""Small pictures of the croisement that no other page draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from maillage.analyse.francais import nombre
from maillage.analyse.vocabulaire import PHASES
from maillage.publication.figures import dessiner_phases
from maillage.publication.figures.svg import balise, compose, ligne, rectangle, texte
from maillage.publication.tokens import ACCENT, ALERTE, BLANC, DOUX, ENCRE, NEUTRE_CLAIR, TRAIT
from maillage.publication.typographie import fr

LARGEUR: Final = 340.0
HAUTEUR: Final = 92.0
MARGE: Final = 14.0
AXE: Final = 52.0


@dataclass(frozen=True)
class Dessin:
    """One picture at the width of a screen, and at that of a phone."""

    large: SafeString
    etroit: SafeString


def trust(svg: str) -> SafeString:
    """Drawn by us: every text in it was escaped by `figures.svg`."""
    return mark_safe(svg)  # noqa: S308


def draw_phases(comptes: dict[str, int]) -> Dessin | None:
    if not any(comptes.get(code) for code in PHASES):
        return None
    return Dessin(trust(dessiner_phases(comptes).svg), trust(dessiner_phases(comptes, 300).svg))


def draw_hasard(liens: int, attendus: float, ecart_type: float) -> SafeString:
    """A line from no link on: the range that chance would give (two standard deviations), and what is there."""
    low, high = max(0.0, attendus - 2 * ecart_type), attendus + 2 * ecart_type
    longest = max(high, float(liens), 1.0) * 1.08

    def place(value: float) -> float:
        return MARGE + value / longest * (LARGEUR - 2 * MARGE)

    couleur = ENCRE if low <= liens <= high else ALERTE if liens < low else ACCENT
    parts = [
        ligne((MARGE, AXE), (LARGEUR - MARGE, AXE), TRAIT, 2),
        rectangle(place(low), AXE - 9, max(place(high) - place(low), 3), 18, NEUTRE_CLAIR, rx=4, stroke=DOUX),
        ligne((place(attendus), AXE - 9), (place(attendus), AXE + 9), DOUX, 1.5, "3 3"),
        balise("circle", cx=place(liens), cy=AXE, r=9, fill=couleur, stroke=BLANC, stroke_width=2),
        *_write_label(f"{liens} ici", place(liens), AXE - 20, couleur, bold=True),
        *_write_label(fr(f"hasard : {round(low)} à {round(high)}"), place((low + high) / 2), AXE + 32, DOUX),
    ]
    words = fr(f"Le hasard donnerait de {round(low)} à {round(high)} liens ; il y en a {nombre(liens)}.")
    return trust(compose("hasard", parts, (LARGEUR, HAUTEUR), "Liens comptés, et liens au hasard", words).svg)


def _write_label(words: str, x: float, y: float, couleur: str, *, bold: bool = False) -> list[str]:
    """Kept inside the picture at both ends."""
    ancre = "start" if x < 70 else "end" if x > LARGEUR - 70 else "middle"
    edge = {"start": max(x - 9, 2), "end": min(x + 9, LARGEUR - 2)}.get(ancre, x)
    return [texte(words, edge, y, 15, graisse=700 if bold else 400, couleur=couleur, ancre=ancre)]
