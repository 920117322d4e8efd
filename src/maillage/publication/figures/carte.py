"""The map: communes shaded by how many act there, who has a seat where, perimeters laid one over the other.

Our own contours, no tile. What is empty is hatched: an empty place on the map, not a fault of anyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from maillage.publication.figures.carte_fond import (
    Perimetre,
    Teintes,
    Zone,
    compute_teintes,
    draw_perimetres,
    draw_zones,
    list_teintes,
)
from maillage.publication.figures.carte_noms import name_zones
from maillage.publication.figures.carte_signes import Bouquet, draw_bouquets, lay_bouquets
from maillage.publication.figures.figure import Figure
from maillage.publication.figures.formes import draw_mark
from maillage.publication.figures.legende import Element, flow
from maillage.publication.figures.projection import Boite, Projection, fit
from maillage.publication.figures.svg import balise, compose, ligne
from maillage.publication.tokens import BLANC, DOUX, ENCRE, TRAIT, Marque
from maillage.publication.typographie import format_number

TITRE = "Carte des acteurs"
MARGE = 16.0
BORD = 4.0
ALLONGE = 1.15
"""A map is at most this much higher than wide."""
KILOMETRES = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
LIENS_MAX = 60
"""Above this number of communes, they are no longer stops of the keyboard: the table has the same links."""


@dataclass(frozen=True)
class Carte:
    """What is to be drawn. `signes` and `mondes` (mark, name and number of actors) are by code of sphere."""

    boite: Boite
    zones: Sequence[Zone]
    bouquets: Sequence[Bouquet]
    signes: Mapping[str, Marque]
    mondes: Mapping[str, tuple[str, int]]
    perimetres: Sequence[Perimetre] = ()
    phrase: str = ""


def dessiner_carte(carte: Carte, largeur: float) -> Figure:
    """One picture for screen and print; its text says the sentence of the page."""
    projection = fit(carte.boite, largeur, ALLONGE * largeur, MARGE)
    teintes = compute_teintes(zone.total for zone in carte.zones)
    signes = lay_bouquets(carte.bouquets, projection, len(carte.zones))
    outlines, letters = draw_perimetres(carte.perimetres, projection)
    noms = name_zones(carte.zones, projection, signes, letters.boites)
    legende, hauteur = _draw_legend(carte, projection, teintes, totaux=signes.totaux)
    parts = chain(
        draw_zones(carte.zones, projection, teintes, focusable=len(carte.zones) <= LIENS_MAX),
        outlines,
        draw_bouquets(signes, carte.signes),
        letters.parts,
        (nom.draw(noms.taille) for nom in noms.etiquettes),
        legende,
    )
    return compose("carte", parts, (largeur, hauteur), TITRE, carte.phrase or TITRE, role="group")


def _draw_legend(
    carte: Carte, projection: Projection, teintes: Teintes, *, totaux: bool
) -> tuple[Iterable[str], float]:
    largeur, hauteur = projection.taille
    rangs = [
        _list_mondes(carte, totaux=totaux),
        list_teintes(carte.zones, teintes),
        [_sample_perimetre(one) for one in carte.perimetres],
        [_sample_scale(projection)],
    ]
    drawn, height = flow([rang for rang in rangs if rang], BORD, hauteur + 12, largeur - 2 * BORD)
    return [ligne((BORD, hauteur + 4), (largeur - BORD, hauteur + 4), TRAIT, 1), drawn], hauteur + height + 20


def _list_mondes(carte: Carte, *, totaux: bool) -> list[Element]:
    """Each world with the number of its actors; where marks found no room, what the plain discs count."""
    if totaux:
        total = sum(count for _, count in carte.mondes.values())
        mark = Marque("cercle", "n", ENCRE, BLANC)
        return [Element(f"Acteurs dont c’est le siège ({format_number(total)})", 26, _drawer(mark))]
    return [
        Element(f"{nom} ({format_number(count)})", 26, _drawer(carte.signes[code]))
        for code, (nom, count) in carte.mondes.items()
        if count
    ]


def _drawer(marque: Marque) -> Any:
    return lambda x, y: draw_mark(marque, x + 11, y, 9)


def _sample_perimetre(perimetre: Perimetre) -> Element:
    def draw(x: float, y: float) -> str:
        line = ligne((x + 20, y), (x + 56, y), ENCRE, 2, perimetre.tirets)
        return perimetre.draw_letter(x + 9, y) + line

    return Element(perimetre.nom, 64, draw)


def _sample_scale(projection: Projection) -> Element:
    """A bar as long as a round number of kilometres, and where the north is."""
    room = projection.taille[0] / 5
    fitting = [km for km in KILOMETRES if km * projection.unites_par_km <= room]
    km = fitting[-1] if fitting else KILOMETRES[0]
    length = km * projection.unites_par_km

    def draw(x: float, y: float) -> str:
        ends = f"M{x + 2:.1f} {y - 4:.1f}v8m0 -4h{length:.1f}m0 -4v8"
        return balise("path", d=ends, stroke=DOUX, stroke_width=1.3, fill="none")

    return Element(f"{format_number(km)}\u00a0km, le nord est en haut", length + 12, draw)
