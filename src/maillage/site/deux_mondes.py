"""The drawing of the home page: two dense worlds, and the few links that cross the gap.

It counts what the public diagnosis of the same espace counts: the same actors, services apart, and the same links.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from maillage.diagnostic.lecture import read_reseau
from maillage.espaces.models import Espace
from maillage.publication.figures.formes import draw_mark
from maillage.publication.mondes import COMMUNS
from maillage.publication.tokens import Marque
from maillage.reseau.mondes import list_spheres, tell_mondes

CENTRES = ((148.0, 190.0), (532.0, 190.0))
"""In a box of 680 by 380."""
ECART = 29.0
"""Distance between two neighbours of one world, at most."""
RAYON = 136.0
"""Of a world: neighbours come closer when they are many."""
MARQUE = 0.37
"""Radius of a mark, for a distance of 1 between neighbours."""
ANGLE_OR = math.pi * (3 - math.sqrt(5))
GAUCHE, DROITE = "AS", "DL"
NOMS = ("Action sociale", "Développement local")

Point = tuple[float, float]
Paire = tuple[str, str]


@dataclass(frozen=True)
class Dessin:
    marques: SafeString
    dedans: list[tuple[str, str]]
    """Code of a world, path of the links inside it."""
    entre: str
    """Path of the links that cross."""
    nombres: tuple[int, int, int]
    """Links inside the first world, between the two, inside the second."""
    noms: tuple[str, str]
    espace: Espace | None = None


@dataclass(frozen=True)
class Monde:
    code: str
    nom: str
    marque: Marque
    acteurs: Sequence[str]


def draw_deux_mondes(espace: Espace | None) -> Dessin:
    """Drawn from a public espace when there is one, else a drawing of principle that says so."""
    mondes, liens = _read_mondes(espace) if espace else ([], [])
    if len(mondes) == 2 and liens:
        return _draw(mondes, liens, espace)
    return _draw(*_build_principle(), None)


def _read_mondes(espace: Espace) -> tuple[list[Monde], list[Paire]]:
    """Five queries: the network of the public diagnosis, narrowed to two worlds."""
    reseau = read_reseau(espace, "service", "publique")
    spheres = list_spheres(espace)
    marks = tell_mondes(spheres).marks((GAUCHE, DROITE))
    found = {code: [one.id for one in reseau.acteurs if one.sphere == code] for code in (GAUCHE, DROITE)}
    mondes = [
        Monde(code.lower(), spheres[code].nom if code in spheres else code, marks[code], ids)
        for code, ids in found.items()
        if ids
    ]
    kept = {pk for ids in found.values() for pk in ids}
    return mondes, [lien.acteurs for lien in reseau.liens if kept.issuperset(lien.acteurs)]


def _build_principle() -> tuple[list[Monde], list[Paire]]:
    """Twenty structures a side, each tied to its neighbours; four links cross."""
    left, right = [f"a{i}" for i in range(20)], [f"b{i}" for i in range(20)]
    liens: list[Paire] = []
    for side in (left, right):
        liens += [(side[i], side[(i * step + gap) % 20]) for i in range(20) for step, gap in ((1, 3), (1, 5), (3, 1))]
    liens += [(left[i], right[j]) for i, j in ((0, 1), (3, 0), (7, 5), (11, 2))]
    marks = COMMUNS.marks((GAUCHE, DROITE))
    mondes = [
        Monde(code.lower(), nom, marks[code], ids)
        for code, nom, ids in zip((GAUCHE, DROITE), NOMS, (left, right), strict=True)
    ]
    return mondes, liens


def _draw(mondes: list[Monde], liens: Sequence[Paire], espace: Espace | None) -> Dessin:
    world = {acteur: index for index, monde in enumerate(mondes) for acteur in monde.acteurs}
    crossing = [lien for lien in liens if world[lien[0]] != world[lien[1]]]
    inside = [lien for lien in liens if world[lien[0]] == world[lien[1]] and lien[0] != lien[1]]
    bridges = {acteur for lien in crossing for acteur in lien}
    places: dict[str, Point] = {}
    for index, monde in enumerate(mondes):
        places |= _place(monde.acteurs, bridges, index)
    own = [[lien for lien in inside if world[lien[0]] == index] for index in (0, 1)]
    return Dessin(
        _draw_marks(mondes, places),
        [(monde.code, _write_path(links, places)) for monde, links in zip(mondes, own, strict=True)],
        _write_path(crossing, places),
        (len(own[0]), len(crossing), len(own[1])),
        (mondes[0].nom, mondes[1].nom),
        espace,
    )


def _draw_marks(mondes: Sequence[Monde], places: dict[str, Point]) -> SafeString:
    """Shape and letter: a world is never told by its colour alone. `publication` escapes the letters."""
    drawn = [
        draw_mark(monde.marque, *places[acteur], MARQUE * _space(len(monde.acteurs)))
        for monde in mondes
        for acteur in monde.acteurs
    ]
    return mark_safe("".join(drawn))  # noqa: S308


def _space(count: int) -> float:
    return min(ECART, RAYON / math.sqrt(count))


def _place(acteurs: Sequence[str], bridges: set[str], index: int) -> dict[str, Point]:
    """A sunflower: even spacing, round outline. Those who hold a bridge stand on the side of the other world."""
    (cx, cy), space = CENTRES[index], _space(len(acteurs))
    cells = [
        (
            cx + space * math.sqrt(i + 0.5) * math.cos(i * ANGLE_OR),
            cy + space * math.sqrt(i + 0.5) * math.sin(i * ANGLE_OR),
        )
        for i in range(len(acteurs))
    ]
    cells.sort(key=lambda cell: cell[0], reverse=index == 0)
    ordered = sorted(acteurs, key=lambda acteur: acteur not in bridges)
    return {acteur: (round(x, 1), round(y, 1)) for acteur, (x, y) in zip(ordered, cells, strict=True)}


def _write_path(liens: Sequence[Paire], places: dict[str, Point]) -> str:
    return "".join(f"M{places[a][0]:g} {places[a][1]:g}L{places[b][0]:g} {places[b][1]:g}" for a, b in liens)
