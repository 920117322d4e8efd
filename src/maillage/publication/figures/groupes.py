"""A large network drawn by spheres: marks as large as their number of actors, bands as wide as their links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from maillage.analyse.graphe import Floats, Graphe
from maillage.analyse.reseau import Reseau
from maillage.publication.figures.cadre import Cadre
from maillage.publication.figures.couleurs import mix
from maillage.publication.figures.feuille import RATIO, share_sheet
from maillage.publication.figures.figure import Figure
from maillage.publication.figures.formes import draw_mark
from maillage.publication.figures.lecture import MONDES, TITRE, capitalise, describe, plural, sort_links
from maillage.publication.figures.legende import flow, sample_line
from maillage.publication.figures.svg import Point, compose, ligne, rectangle, texte
from maillage.publication.figures.textes import measure
from maillage.publication.mondes import COMMUNS, Mondes
from maillage.publication.tokens import BLANC, DOUX, ENCRE, Marque
from maillage.publication.typographie import INSECABLE, format_number

MAX_BANDES = 28
"""More bands than this could not be told apart: the widest are kept."""
BANDE_MAX = 30.0
COULEUR_BANDE, COULEUR_MONDES = mix(ENCRE, BLANC, 0.72), mix(ENCRE, BLANC, 0.35)
LEGENDE = "La largeur des bandes dit le nombre de liens entre deux sphères, la taille des marques le nombre d’acteurs."
Boite = tuple[float, float, float, float]

_REACH_DOWN = {"triangle": 0.69, "carre": 0.9, "losange": 1.25}
_CONTRACTION = 0.3
"""Share of the way to its nearest neighbour that a mark may fill, so that bands have room."""


@dataclass(frozen=True, slots=True)
class Bande:
    """Links between two spheres, by their ranks."""

    a: int
    b: int
    liens: int
    mondes: bool


@dataclass(frozen=True, slots=True)
class Groupe:
    """A sphere drawn as one mark, with its numbers of actors and of links inside."""

    nom: str
    marque: Marque
    place: Point
    rayon: float
    acteurs: int
    liens: int


def dessiner_groupes(reseau: Reseau, largeur: float, hauteur: float, mondes: Mondes = COMMUNS) -> Figure:
    """The same network when it has too many actors to draw each: groups, bands, and figures on both."""
    graphe = reseau.graphe
    inside, bandes = count_bands(graphe)
    centres, rayons = _place(graphe, largeur, hauteur)
    widest = max((bande.liens for bande in bandes), default=1)
    signes = mondes.marks(graphe.spheres)
    groupes = [
        Groupe(
            capitalise(mondes.name(sphere)),
            signes[sphere],
            _at(centres, rank),
            float(rayons[rank]),
            int(graphe.sphere_sizes[rank]),
            inside[rank],
        )
        for rank, sphere in enumerate(graphe.spheres)
    ]
    parts = [_draw_band(bande, centres, widest) for bande in bandes]
    parts += [part for groupe in groupes for part in _draw_group(groupe, hauteur)]
    parts += _write_bands(bandes, centres, [_box_of(groupe, hauteur) for groupe in groupes])
    note, height = flow([[sample_line(LEGENDE, COULEUR_BANDE, 8)]], 16, hauteur, largeur - 32)
    said = f"Dessin du réseau, par sphères{INSECABLE}: trop d’acteurs pour les dessiner un par un."
    said += f" {describe(reseau, mondes)}"
    return compose("reseau", [*parts, note], (largeur, hauteur + height + 12), TITRE, said)


def count_bands(graphe: Graphe) -> tuple[list[int], list[Bande]]:
    """Links inside each sphere, and the widest bands, narrowest first so that they are drawn under the others."""
    pairs = np.sort(graphe.labels[graphe.edges], axis=1).reshape(-1, 2)
    found, counts = np.unique(np.column_stack((pairs, sort_links(graphe) == MONDES)), axis=0, return_counts=True)
    inside = [0] * len(graphe.spheres)
    bandes = []
    for (a, b, mondes), liens in zip(found.tolist(), counts.tolist(), strict=True):
        if a == b:
            inside[a] = liens
        else:
            bandes.append(Bande(a, b, liens, bool(mondes)))
    return inside, sorted(bandes, key=lambda bande: (bande.liens, bande.a, bande.b))[-MAX_BANDES:]


def _place(graphe: Graphe, largeur: float, hauteur: float) -> tuple[Floats, Floats]:
    """Centres and radii of the marks: each in the middle of the piece of the sheet where its actors stand."""
    sizes = dict(zip(graphe.spheres, graphe.sphere_sizes.tolist(), strict=True))
    zones = share_sheet(sizes)
    middles = np.array([((z.gauche + z.droite) / 2 / RATIO, (z.haut + z.bas) / 2) for z in map(zones.get, sizes) if z])
    centres = Cadre(largeur, hauteur).lay(middles)
    radii = np.sqrt(graphe.sphere_sizes)
    apart = np.hypot(*(centres[:, None] - centres).transpose(2, 0, 1))
    np.fill_diagonal(apart, min(largeur, hauteur))
    scale = 2 * _CONTRACTION * float((apart / (radii[:, None] + radii)).min())
    return centres, np.clip(scale * radii, 9, 0.2 * min(largeur, hauteur))


def _at(centres: Floats, rank: int) -> Point:
    return float(centres[rank, 0]), float(centres[rank, 1])


def _draw_band(bande: Bande, centres: Floats, widest: int) -> str:
    width = max(1.0, BANDE_MAX * bande.liens / widest)
    return ligne(_at(centres, bande.a), _at(centres, bande.b), COULEUR_MONDES if bande.mondes else COULEUR_BANDE, width)


def _write_bands(bandes: list[Bande], centres: Floats, taken: list[Boite]) -> list[str]:
    """The number of links on each band, in its middle or the nearest free place along it; widest bands first."""
    parts = []
    for bande in reversed(bandes):
        words = format_number(bande.liens)
        half = measure(words, 14, gras=True) / 2 + 6
        for part in (0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75):
            x, y = (centres[bande.a] * (1 - part) + centres[bande.b] * part).tolist()
            box = (x - half, y - 11, x + half, y + 11)
            if not any(_overlap(box, other) for other in taken):
                taken.append(box)
                parts.append(rectangle(box[0], box[1], 2 * half, 22, BLANC, rx=11))
                parts.append(texte(words, x, y + 5, 14, graisse=700, ancre="middle"))
                break
    return parts


def _overlap(a: Boite, b: Boite) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _box_of(groupe: Groupe, hauteur: float) -> Boite:
    """The mark and its three lines of words."""
    x, y = groupe.place
    half = max(groupe.rayon, max(measure(line, 15, gras=True) for line in _words(groupe)) / 2)
    above, below = groupe.rayon, groupe.rayon
    if y < 0.4 * hauteur:
        above += 56
    else:
        below += 56
    return x - half, y - above, x + half, y + below


def _words(groupe: Groupe) -> tuple[str, str, str]:
    return (
        groupe.nom,
        plural(groupe.acteurs, "acteur", "acteurs"),
        plural(groupe.liens, "lien entre eux", "liens entre eux"),
    )


def _draw_group(groupe: Groupe, hauteur: float) -> Iterable[str]:
    """Words stand above the marks of the top, below the others: away from the bands."""
    x, y = groupe.place
    name, acteurs, liens = _words(groupe)
    reach = _REACH_DOWN.get(groupe.marque.forme, 1.0) * groupe.rayon
    first = y - 1.3 * groupe.rayon - 42 if y < 0.4 * hauteur else y + reach + 20
    yield draw_mark(groupe.marque, x, y, groupe.rayon)
    yield texte(name, x, first, 15, graisse=700, couleur=groupe.marque.trait, ancre="middle", halo=BLANC)
    yield texte(acteurs, x, first + 17, 13, ancre="middle", halo=BLANC)
    yield texte(liens, x, first + 33, 13, couleur=DOUX, ancre="middle", halo=BLANC)
