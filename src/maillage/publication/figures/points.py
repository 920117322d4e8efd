"""« Sur 100 liens possibles »: three grids of a hundred marks, inside one sphere, between the two, inside the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.publication.figures.figure import Figure
from maillage.publication.figures.formes import draw_shape, reach
from maillage.publication.figures.svg import balise, compose, groupe, protect, texte
from maillage.publication.figures.textes import wrap
from maillage.publication.mondes import COMMUNS, Mondes
from maillage.publication.tokens import ACCENT, ACCENT_CLAIR, ALERTE, ALERTE_CLAIR, DOUX, ENCRE, Forme
from maillage.publication.typographie import FINE, INSECABLE

TITRE = "Sur 100 liens possibles"
LARGEUR = 900.0
_ENTRE = 24.0
_ETROIT = 600.0
"""Under this width the three grids stand one below the other."""
_COLONNES = 20
TAILLE_TEXTE = 13.5

AU_SEIN = {
    "AS": "de l’action sociale",
    "DS": "du développement social",
    "DL": "du développement local",
    "PA": "des passerelles",
    "ELU": "des élus",
    "FIN": "des financeurs",
    "HAB": "des habitants",
}


@dataclass(frozen=True, slots=True)
class Grille:
    """A hundred marks, `taux` of them strong; None when the rate may not be said."""

    taux: float | None
    libelle: str
    forme: Forme
    trait: str
    fond: str


def dessiner_points(  # noqa: PLR0913 - three rates are read from left to right, as they are drawn
    taux_a: float | None,
    taux_entre: float | None,
    taux_b: float | None,
    spheres: tuple[str, str],
    *,
    libelles: tuple[str, str, str] | None = None,
    largeur: float = LARGEUR,
    mondes: Mondes = COMMUNS,
) -> Figure:
    """Of a hundred possible links, how many exist inside `spheres[0]`, between both, inside `spheres[1]`.

    Rates are between 0 and 1, None when one may not be said. `libelles` replaces « au sein de… », « entre les deux »,
    « au sein de… ». What lies between is in the colour of what lacks only when it is rarer than inside each sphere.
    """
    a, b = (mondes.marks(spheres)[sphere] for sphere in spheres)
    said = libelles or (say_inside(spheres[0], mondes), "entre les deux", say_inside(spheres[1], mondes))
    rarer = taux_entre is not None and all(taux is not None and taux_entre < taux for taux in (taux_a, taux_b))
    colours = (ALERTE, ALERTE_CLAIR) if rarer else (ACCENT, ACCENT_CLAIR)
    grilles = [
        Grille(taux_a, said[0], a.forme, a.trait, a.fond),
        Grille(taux_entre, said[1], "cercle", *colours),
        Grille(taux_b, said[2], b.forme, b.trait, b.fond),
    ]
    return _compose(grilles, largeur)


def say_inside(sphere: str, mondes: Mondes = COMMUNS) -> str:
    """« au sein de l’action sociale », « au sein de la sphère « X » » for a code without a name."""
    return f"au sein {AU_SEIN.get(sphere, f'de «{INSECABLE}{mondes.name(sphere)}{INSECABLE}»')}"


def _compose(grilles: Sequence[Grille], largeur: float) -> Figure:
    stacked = largeur < _ETROIT
    width = largeur if stacked else (largeur - 2 * _ENTRE) / 3
    pitch = width / _COLONNES
    lines = max(len(_wrap_caption(grille, width)) for grille in grilles)
    height = 100 / _COLONNES * pitch + 12 + 20 * lines
    parts = [
        _draw_grid(grille, 0 if stacked else rank * (width + _ENTRE), rank * (height + 16) if stacked else 0, width)
        for rank, grille in enumerate(grilles)
    ]
    total = 3 * height + 32 if stacked else height
    return compose("points", parts, (largeur, total + 4), TITRE, _describe(grilles))


def _draw_grid(grille: Grille, x: float, y: float, width: float) -> str:
    pitch = width / _COLONNES
    rayon = pitch * min(0.38, 0.47 / reach(grille.forme, 1))
    filled = count_of_hundred(grille.taux)
    dots = []
    for rank in range(100):
        place = x + (rank % _COLONNES + 0.5) * pitch, y + (rank // _COLONNES + 0.5) * pitch
        dots.append(_draw_dot(grille, *place, rayon, rank < filled))
    return groupe([*dots, _draw_caption(grille, x, y + 5 * pitch + 24, width)])


def _draw_dot(grille: Grille, x: float, y: float, rayon: float, strong: bool) -> str:
    if grille.taux is None:
        return draw_shape(grille.forme, x, y, rayon - 0.5, fill="none", stroke=grille.fond, stroke_width=1)
    return draw_shape(grille.forme, x, y, rayon, fill=grille.trait if strong else grille.fond)


def _draw_caption(grille: Grille, x: float, y: float, width: float) -> str:
    """The figure in bold, then what it counts."""
    lines = _wrap_caption(grille, width)
    head = say_of_hundred(grille.taux).partition(" sur")[0] if grille.taux is not None else ""
    first = balise("tspan", protect(head), font_weight=700) + protect(lines[0][len(head) :])
    colour = ENCRE if grille.taux is not None else DOUX
    return balise("text", first, x=x, y=y, font_size=TAILLE_TEXTE, fill=colour) + "".join(
        texte(line, x, y + 20 * (rank + 1), TAILLE_TEXTE, couleur=colour) for rank, line in enumerate(lines[1:])
    )


def _wrap_caption(grille: Grille, width: float) -> list[str]:
    return wrap(f"{say_of_hundred(grille.taux)} {grille.libelle}", TAILLE_TEXTE, width)


def count_of_hundred(taux: float | None) -> int:
    """Nearest whole number; a rate that is neither nothing nor all is never shown as such."""
    if taux is None or taux == 0:
        return 0
    return min(100 if taux >= 1 else 99, max(1, round(100 * taux)))


def say_of_hundred(taux: float | None) -> str:
    if taux is None:
        return "Pas assez d’acteurs pour compter"
    if 0 < taux < 0.005:
        return f"Moins de 1 sur{INSECABLE}100"
    return f"{count_of_hundred(taux)} sur{INSECABLE}100"


def _describe(grilles: Sequence[Grille]) -> str:
    said = f"{FINE}; ".join(f"{say_of_hundred(grille.taux).lower()} {grille.libelle}" for grille in grilles)
    return f"Sur 100 liens possibles, ceux qui existent{INSECABLE}: {said}."
