"""The drawings of `maillage.publication.figures`, laid out for a screen and a phone, or for a sheet of paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from maillage.analyse.diagnostic import Diagnostic
from maillage.analyse.reseau import Reseau
from maillage.publication.blocs import Comparaison, Illustration, Tableau
from maillage.publication.figures import (
    Figure,
    dessiner_matrice,
    dessiner_niveaux,
    dessiner_phases,
    dessiner_points,
    dessiner_reseau,
    say_what_is_shown,
)
from maillage.publication.figures.plan import Places
from maillage.publication.mondes import COMMUNS, Mondes


@dataclass(frozen=True, slots=True)
class Cadre:
    """Widths, and height of the network, at which drawings are laid out: their letters keep a readable size."""

    points: float
    matrice: float
    reseau: tuple[float, float]
    barres: float


ECRAN: Final = Cadre(900, 760, (900, 740), 500)
TELEPHONE: Final = Cadre(300, 300, (300, 560), 300)
PAPIER: Final = Cadre(660, 660, (700, 640), 340)


class Dessins:
    """Draws at the width of the first frame; a second one adds the narrow version."""

    def __init__(self, *cadres: Cadre, mondes: Mondes = COMMUNS, places: Places | None = None) -> None:
        self._cadres = cadres or (ECRAN, TELEPHONE)
        self._mondes = mondes
        self._places = places

    def points(self, comparaison: Comparaison) -> Illustration:
        a, between, b, spheres = comparaison.a, comparaison.entre, comparaison.b, comparaison.spheres
        figures = [
            dessiner_points(a, between, b, spheres, largeur=cadre.points, mondes=self._mondes) for cadre in self._cadres
        ]
        return _illustrate("points", figures)

    def matrice(self, diagnostic: Diagnostic, table: Tableau) -> Illustration:
        figures = [dessiner_matrice(diagnostic, cadre.matrice, self._mondes) for cadre in self._cadres]
        return _illustrate("matrice", figures, table)

    def reseau(self, reseau: Reseau, table: Tableau, a_nommer: Sequence[str] = ()) -> Illustration:
        figures = [
            dessiner_reseau(reseau, *cadre.reseau, a_nommer=a_nommer, mondes=self._mondes, places=self._places)
            for cadre in self._cadres
        ]
        drawn = _illustrate("reseau", figures, table)
        return replace(drawn, legende=say_what_is_shown(reseau, a_nommer))

    def niveaux(self, vecus: Mapping[int, int], souhaites: Mapping[int, int], table: Tableau) -> Illustration:
        figures = [dessiner_niveaux(vecus, souhaites, cadre.barres) for cadre in self._cadres]
        return _illustrate("niveaux", figures, table)

    def phases(self, comptes: Mapping[str, int], table: Tableau) -> Illustration:
        return _illustrate("phases", [dessiner_phases(comptes, cadre.barres) for cadre in self._cadres], table)


def _illustrate(nom: str, figures: Sequence[Figure], table: Tableau | None = None) -> Illustration:
    wide, *narrow = figures
    svg_etroit = narrow[0].svg if narrow else ""
    return Illustration(nom, wide.svg, wide.titre, wide.texte_alternatif, table, svg_etroit)
