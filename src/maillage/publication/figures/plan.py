"""The drawing before it is drawn: every mark, island and name in its place, in drawing units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maillage.analyse.graphe import Floats, Graphe, Ints
from maillage.analyse.reseau import Reseau
from maillage.publication.figures.cadre import Cadre
from maillage.publication.figures.disposition import positions
from maillage.publication.figures.ecartement import shrink_where_close
from maillage.publication.figures.etiquettes import INTERLIGNE, Etiquette, Scene, choose_box, place_labels
from maillage.publication.figures.formes import reach
from maillage.publication.figures.lecture import DANS, capitalise, sort_links
from maillage.publication.figures.textes import break_in_two, measure, shorten_names, wrap, wrap_and_cut
from maillage.publication.mondes import COMMUNS, Mondes
from maillage.publication.tokens import Marque

MAX_NOMMES = 150
"""Above this number of actors, names would find no room: a few actors get a number, named in the legend."""
NUMEROTES = 12
RAYON_NUMERO = 8.5

RIVE = 19.0
"""From the centre of a mark to the shore of its island."""
TAILLE_NOM = 12.5
TAILLE_SPHERE = 17.0
LARGEUR_NOM = 114.0
LIGNES_NOM = 3
LISIBLE = 5.0
"""Radius under which a mark has no room for its letter."""


Places = Mapping[str, tuple[float, float]]
"""Where each actor stands, by id: in [0, 1]², x to the right and y down."""


@dataclass(frozen=True, eq=False)
class Plan:
    """Marks (numbers follow `graphe`), islands (the nodes of each sphere), names and their boxes."""

    graphe: Graphe
    mondes: Mondes
    cadre: Cadre
    signes: tuple[Marque, ...]
    """Mark of each node."""
    centres: Floats
    rayons: Floats
    portees: Floats
    """Radius of the circle that holds each mark."""
    sortes: Ints
    iles: dict[str, Ints]
    titres: dict[str, Etiquette]
    etiquettes: list[Etiquette]
    numeros: dict[int, int]
    """Number given to a few nodes when there are too many to be named."""


def make_plan(  # noqa: PLR0913
    reseau: Reseau,
    largeur: float,
    hauteur: float,
    a_nommer: Sequence[str] = (),
    *,
    mondes: Mondes = COMMUNS,
    places: Places | None = None,
) -> Plan:
    """Place everything in a frame of this size. Without `places`, or where one is not told, actors stand at best."""
    graphe, cadre = reseau.graphe, Cadre(largeur, hauteur)
    by_sphere = mondes.marks(graphe.spheres)
    signes = tuple(by_sphere[graphe.spheres[label]] for label in graphe.labels)
    first = [reseau.index[i] for i in a_nommer if i in reseau.index]
    busiest = list(dict.fromkeys((*first, *_order_by_use(graphe))))
    numeros = _give_numbers(graphe, busiest)
    centres = cadre.lay(read_places(reseau, places))
    shapes = np.array([reach(signe.forme, 1) for signe in signes])
    rayons = _size_marks(graphe, largeur * hauteur, numeros)
    rayons *= shrink_where_close(centres, rayons * shapes)
    sortes, iles = sort_links(graphe), find_islands(graphe)
    scene = _set_scene(graphe, sortes, centres, rayons * shapes, cadre)
    titres = _name_islands(scene, iles, mondes)
    scene = replace(scene, obstacles=np.vstack((scene.obstacles, *(titre.boite for titre in titres.values()))))
    ways = list_ways_to_name([acteur.libelle for acteur in reseau.acteurs])
    etiquettes = place_labels(scene, ways, [] if numeros else busiest, first)
    return Plan(
        graphe, mondes, cadre, signes, centres, rayons, scene.portees, sortes, iles, titres, etiquettes, numeros
    )


def read_places(reseau: Reseau, places: Places | None) -> Floats:
    """In the order of the actors, shape (n, 2)."""
    if places is not None and all(acteur.id in places for acteur in reseau.acteurs):
        return np.array([places[acteur.id] for acteur in reseau.acteurs]).reshape(-1, 2)
    return positions(reseau.graphe)


def find_islands(graphe: Graphe) -> dict[str, Ints]:
    return {sphere: np.flatnonzero(graphe.labels == rank) for rank, sphere in enumerate(graphe.spheres)}


def _size_marks(graphe: Graphe, surface: float, numeros: Collection[int]) -> Floats:
    """A little larger with more partners, within narrow bounds: size helps to find one's way, it does not rank."""
    usual = float(np.clip(0.19 * np.sqrt(0.5 * surface / max(graphe.n, 1)), 2.5, 10))
    rayons = usual * (0.8 + 0.4 * graphe.degrees / (graphe.degrees + 6))
    rayons[list(numeros)] = RAYON_NUMERO
    return np.asarray(rayons)


def _set_scene(graphe: Graphe, sortes: Ints, centres: Floats, portees: Floats, cadre: Cadre) -> Scene:
    segments = centres[graphe.edges].reshape(-1, 4)
    poids = np.where(sortes == DANS, 0.1, 0.4)
    return Scene(centres, portees, segments, poids, *cadre.taille, np.zeros((0, 4)), TAILLE_NOM)


def _name_islands(scene: Scene, iles: dict[str, Ints], mondes: Mondes) -> dict[str, Etiquette]:
    """The name of each sphere on its shore, above if there is room, else below."""
    titles: dict[str, Etiquette] = {}
    taken = scene.obstacles
    for sphere, nodes in iles.items():
        name = capitalise(mondes.name(sphere))
        boxes = _boxes_on_shore(scene.centres[nodes], measure(name, TAILLE_SPHERE, gras=True))
        best = choose_box(scene, boxes, np.array([0.15 * rank for rank in range(len(boxes))]), taken)
        if best is not None:
            left, top, right, bottom = (float(side) for side in boxes[best])
            titles[sphere] = Etiquette(int(nodes[0]), (name,), (left, top, right, bottom), "start")
            taken = np.vstack((taken, boxes[best]))
    return titles


def _boxes_on_shore(points: Floats, width: float) -> Floats:
    """Above and below the island: over its middle, then towards its ends."""
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    height = INTERLIGNE * TAILLE_SPHERE
    middle = (left + right - width) / 2
    starts = [middle, left - RIVE, right + RIVE - width, left - RIVE - width / 2, right + RIVE - width / 2]
    heights = [top - RIVE - height, bottom + RIVE, top - RIVE, bottom + RIVE - height]
    return np.array([(x, y, x + width, y + height) for y in heights for x in starts])


def list_ways_to_name(names: Sequence[str]) -> list[list[tuple[str, ...]]]:
    """For each name, the ways to write it, best first; none could be mistaken for another name."""
    ways = [
        list(dict.fromkeys((*_write_whole(name), *_write_whole(short), *_write_cut(short))))
        for name, short in zip(names, shorten_names(names), strict=True)
    ]
    counts = Counter(lines for several in dict(zip(names, ways, strict=True)).values() for lines in several)
    return [[lines for lines in several if counts[lines] == 1] for several in ways]


def _write_whole(name: str) -> list[tuple[str, ...]]:
    """On one line if the name is short, on two, or on three."""
    if not name.strip():
        return []
    widest = 1.2 * LARGEUR_NOM
    one = [(name,)] if measure(name, TAILLE_NOM) <= LARGEUR_NOM else []
    two = break_in_two(name, TAILLE_NOM)
    lines = [*one, *([two] if two else []), tuple(wrap(name, TAILLE_NOM, widest))]
    return [way for way in lines if len(way) <= LIGNES_NOM and max(measure(w, TAILLE_NOM) for w in way) <= widest]


def _write_cut(name: str) -> list[tuple[str, ...]]:
    """Its beginning, on a few lines; a word is cut only when it is wider than everything.

    One word alone tells nobody apart (« Centre… », « CC… »).
    """
    if not name.strip():
        return []
    longest = max(measure(f"{word}…", TAILLE_NOM) for word in name.split())
    width = min(max(0.85 * LARGEUR_NOM, longest), 1.5 * LARGEUR_NOM)
    ways = (wrap_and_cut(name, TAILLE_NOM, width, lines) for lines in (2, 3, 1))
    return [way for way in ways if " " in " ".join(way)]


def _order_by_use(graphe: Graphe) -> list[int]:
    """Whom it helps most to name: actors without links, then those whom most paths go through (betweenness)."""
    paths = np.round(np.array(graphe.igraph.betweenness()), 6)
    order = np.lexsort((np.arange(graphe.n), -paths, graphe.degrees > 0))
    return [int(node) for node in order]


def _give_numbers(graphe: Graphe, busiest: list[int]) -> dict[int, int]:
    """Numbers follow the ids, so that they say nothing of who matters more."""
    if graphe.n <= MAX_NOMMES:
        return {}
    chosen = [node for node in busiest if graphe.degrees[node] > 0][:NUMEROTES]
    return {node: number for number, node in enumerate(sorted(chosen), 1)}
