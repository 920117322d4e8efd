"""The drawing of the home page: two dense worlds, and the few links that cross the gap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import F

from maillage.acteurs.liens import Lien
from maillage.acteurs.models import Acteur, Nature, VisibiliteActeur
from maillage.espaces.models import Espace
from maillage.referentiels.models import Forme

CENTRES = ((148.0, 190.0), (532.0, 190.0))
"""In a box of 680 by 380."""
ECART = 29.0
"""Distance between two neighbours of one world."""
ANGLE_OR = math.pi * (3 - math.sqrt(5))
MAX_ACTEURS = 34
GAUCHE, DROITE = "AS", "DL"

Point = tuple[float, float]
Cle = UUID | str


@dataclass(frozen=True)
class Noeud:
    x: float
    y: float
    forme: str
    code: str


@dataclass(frozen=True)
class Dessin:
    noeuds: list[Noeud]
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
    forme: str
    acteurs: Sequence[Cle]


def draw_deux_mondes(espace: Espace | None) -> Dessin:
    """Drawn from a public espace when there is one, else a drawing of principle that says so."""
    mondes, liens = _read_mondes(espace) if espace else ([], [])
    if len(mondes) == 2 and liens:
        return _draw(mondes, liens, espace)
    return _draw(*_build_principle(), None)


def _read_mondes(espace: Espace) -> tuple[list[Monde], list[tuple[Cle, Cle]]]:
    """Three queries: the published actors of both worlds, the links lived between them, and who acts by its services.

    Services stand for themselves, as in the diagnosis; a structure that has no link but theirs is left out.
    """
    acteurs = (
        Acteur.objects.filter(espace=espace, retire_le=None, visibilite=VisibiliteActeur.PUBLIQUE)
        .nodes()
        .filter(sphere__code__in=[GAUCHE, DROITE])
        .annotate(code_sphere=F("sphere__code"), nom_sphere=F("sphere__nom"), forme_sphere=F("sphere__forme"))
        .order_by("id")
    )
    rows = list(acteurs.values_list("id", "code_sphere", "nom_sphere", "forme_sphere"))
    mondes, kept = list[Monde](), list[UUID]()
    for code in (GAUCHE, DROITE):
        ours = [row for row in rows if row[1] == code][:MAX_ACTEURS]
        if ours:
            kept += [row[0] for row in ours]
            mondes.append(Monde(code.lower(), ours[0][2], ours[0][3], [row[0] for row in ours]))
    liens = (
        Lien.objects.filter(espace=espace, a__in=kept, b__in=kept).lived().order_by("id").values_list("a_id", "b_id")
    )
    pairs: list[tuple[Cle, Cle]] = list(liens)
    silent = _list_holders(kept) - {end for pair in pairs for end in pair}
    return [replace(one, acteurs=[pk for pk in one.acteurs if pk not in silent]) for one in mondes], pairs


def _list_holders(acteurs: Sequence[UUID]) -> set[UUID]:
    held = Acteur.objects.filter(parent__in=acteurs, nature=Nature.SERVICE, retire_le=None)
    return {pk for pk in held.values_list("parent", flat=True) if pk is not None}


def _build_principle() -> tuple[list[Monde], list[tuple[Cle, Cle]]]:
    """Twenty structures a side, each tied to its neighbours; four links cross."""
    left, right = [f"a{i}" for i in range(20)], [f"b{i}" for i in range(20)]
    liens: list[tuple[Cle, Cle]] = []
    for side in (left, right):
        liens += [(side[i], side[(i * step + gap) % 20]) for i in range(20) for step, gap in ((1, 3), (1, 5), (3, 1))]
    liens += [(left[i], right[j]) for i, j in ((0, 1), (3, 0), (7, 5), (11, 2))]
    mondes = [
        Monde("as", "Action sociale", Forme.CERCLE, left),
        Monde("dl", "Développement local", Forme.TRIANGLE, right),
    ]
    return mondes, liens


def _draw(mondes: list[Monde], liens: Sequence[tuple[Cle, Cle]], espace: Espace | None) -> Dessin:
    world = {acteur: index for index, monde in enumerate(mondes) for acteur in monde.acteurs}
    crossing = [lien for lien in liens if world[lien[0]] != world[lien[1]]]
    inside = [lien for lien in liens if world[lien[0]] == world[lien[1]] and lien[0] != lien[1]]
    bridges = {acteur for lien in crossing for acteur in lien}
    places: dict[Cle, Point] = {}
    for index, monde in enumerate(mondes):
        places |= _place(monde.acteurs, bridges, index)
    nodes = [Noeud(*places[acteur], monde.forme, monde.code) for monde in mondes for acteur in monde.acteurs]
    own = [[lien for lien in inside if world[lien[0]] == index] for index in (0, 1)]
    return Dessin(
        nodes,
        [(monde.code, _write_path(links, places)) for monde, links in zip(mondes, own, strict=True)],
        _write_path(crossing, places),
        (len(own[0]), len(crossing), len(own[1])),
        (mondes[0].nom, mondes[1].nom),
        espace,
    )


def _place(acteurs: Sequence[Cle], bridges: set[Cle], index: int) -> dict[Cle, Point]:
    """A sunflower: even spacing, round outline. Those who hold a bridge stand on the side of the other world."""
    cx, cy = CENTRES[index]
    cells = [
        (
            cx + ECART * math.sqrt(i + 0.5) * math.cos(i * ANGLE_OR),
            cy + ECART * math.sqrt(i + 0.5) * math.sin(i * ANGLE_OR),
        )
        for i in range(len(acteurs))
    ]
    cells.sort(key=lambda cell: cell[0], reverse=index == 0)
    ordered = sorted(acteurs, key=lambda acteur: acteur not in bridges)
    return {acteur: (round(x, 1), round(y, 1)) for acteur, (x, y) in zip(ordered, cells, strict=True)}


def _write_path(liens: Sequence[tuple[Cle, Cle]], places: dict[Cle, Point]) -> str:
    return "".join(f"M{places[a][0]:g} {places[a][1]:g}L{places[b][0]:g} {places[b][1]:g}" for a, b in liens)
