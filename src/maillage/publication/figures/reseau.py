"""The network drawn: islands of spheres, marks, links that cross in ink, names that never cover one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from maillage.analyse.graphe import Floats
from maillage.analyse.reseau import Acteur, Reseau
from maillage.publication.figures.couleurs import mix
from maillage.publication.figures.figure import Figure
from maillage.publication.figures.formes import draw_mark
from maillage.publication.figures.groupes import dessiner_groupes
from maillage.publication.figures.lecture import (
    DANS,
    ENTRE,
    MONDES,
    TITRE,
    count_by_sphere,
    describe,
    has_two_worlds,
    plural,
)
from maillage.publication.figures.legende import Element, flow, list_spheres, sample_line
from maillage.publication.figures.plan import (
    LISIBLE,
    MAX_NOMMES,
    RIVE,
    TAILLE_NOM,
    TAILLE_SPHERE,
    Places,
    Plan,
    make_plan,
)
from maillage.publication.figures.svg import balise, compose, groupe, ligne, number, protect, texte
from maillage.publication.mondes import COMMUNS, Mondes
from maillage.publication.tokens import ACCENT, BLANC, DOUX, ENCRE, TRAIT, Marque

MAX_DESSINES = 600
"""Above this number of actors, spheres are drawn as groups: single marks would be dust."""

BORD = 18.0
COULEUR_ENTRE = mix(ENCRE, BLANC, 0.6)
LARGEUR = 900.0
ETROIT = 560.0
"""Under this width the picture is for a phone: higher than wide."""


def dessiner_reseau(  # noqa: PLR0913
    reseau: Reseau,
    largeur: float = LARGEUR,
    hauteur: float | None = None,
    *,
    souhaits: bool = False,
    a_nommer: Sequence[str] = (),
    mondes: Mondes = COMMUNS,
    places: Places | None = None,
) -> Figure:
    """Who works with whom. `hauteur` is that of the drawing, chosen from the number of actors; the legend comes below.

    Up to 150 actors, all are drawn and as many named as fit; up to 600, all are drawn and a few numbered; above, each
    sphere is one mark and bands tell the links between spheres. A frame higher than wide (a phone) sets the two worlds
    one above the other. `souhaits` adds, in dashes, the links that are wanted and not lived yet.
    The actors whose ids are in `a_nommer` are named, or numbered, before the others. `mondes` gives names and marks of
    an espace's own spheres; `places` where each actor stands, in [0, 1]², the same on every picture of this network.
    """
    hauteur = hauteur or choose_height(reseau.graphe.n, largeur)
    if reseau.graphe.n > MAX_DESSINES:
        return dessiner_groupes(reseau, largeur, hauteur, mondes)
    if not reseau.graphe.n:
        return _draw_nothing(largeur)
    plan = make_plan(reseau, largeur, hauteur, a_nommer, mondes=mondes, places=places)
    legende, bottom = _draw_legend(plan, reseau, souhaits=souhaits)
    parts = [
        *_draw_islands(plan),
        *_draw_links(plan, largeur * hauteur),
        *(_draw_wishes(plan, reseau) if souhaits else []),
        *_draw_marks(plan, reseau.acteurs),
        *_draw_titles(plan),
        *_draw_names(plan),
        legende,
    ]
    return compose("reseau", parts, (largeur, bottom), TITRE, _describe(reseau, mondes))


def choose_height(acteurs: int, largeur: float) -> float:
    """A small network needs less paper; a narrow picture is high."""
    if largeur < ETROIT:
        return 1.65 * largeur
    if acteurs > MAX_DESSINES:
        return 0.66 * largeur
    return largeur * min(0.84, 0.46 + 0.007 * acteurs)


def _describe(reseau: Reseau, mondes: Mondes) -> str:
    few_named = (
        " Les acteurs par qui passent le plus de chemins portent un numéro, sans ordre de mérite."
        if reseau.graphe.n > MAX_NOMMES
        else ""
    )
    return f"Dessin du réseau. {describe(reseau, mondes)}{few_named}"


def _draw_nothing(largeur: float) -> Figure:
    words = texte("Aucun acteur pour l’instant.", largeur / 2, 64, 15, couleur=DOUX, ancre="middle")
    return compose(
        "reseau", [words], (largeur, 120), TITRE, "Aucun acteur n’est encore inscrit : il n’y a rien à dessiner."
    )


def _draw_islands(plan: Plan) -> Iterable[str]:
    return (_draw_shore(plan.centres[nodes], plan.signes[nodes[0]].fond) for nodes in plan.iles.values())


def _draw_titles(plan: Plan) -> Iterable[str]:
    for sphere, titre in plan.titres.items():
        colour = plan.signes[plan.iles[sphere][0]].trait
        left, top, _, _ = titre.boite
        baseline = top + TAILLE_SPHERE
        yield texte(titre.lignes[0], left, baseline, TAILLE_SPHERE, graisse=700, couleur=colour, halo=BLANC)


def _draw_shore(points: Floats, fond: str) -> str:
    """The convex hull of the marks, rounded by a thick line of the same colour."""
    if len(points) == 1:
        return balise("circle", cx=float(points[0, 0]), cy=float(points[0, 1]), r=RIVE, fill=fond)
    path = "L".join(f"{number(x)} {number(y)}" for x, y in find_hull(points))
    return balise(
        "path",
        d=f"M{path}Z",
        fill=fond,
        stroke=fond,
        stroke_width=2 * RIVE,
        stroke_linejoin="round",
        stroke_linecap="round",
    )


def find_hull(points: Floats) -> list[tuple[float, float]]:
    """Convex hull, by Andrew's monotone chain (1979)."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    halves = []
    for run in (ordered, ordered[::-1]):
        half: list[tuple[float, float]] = []
        for x, y in run:
            while len(half) > 1 and _turns_right(half[-2], half[-1], (x, y)):
                half.pop()
            half.append((x, y))
        halves.append(half[:-1])
    return halves[0] + halves[1]


def _turns_right(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) <= (b[1] - a[1]) * (c[0] - a[0])


def _draw_links(plan: Plan, surface: float) -> Iterable[str]:
    """Inside a sphere first, then between spheres, the two worlds on top; thinner where they are many for the paper."""
    two_worlds = has_two_worlds(plan.graphe)
    thin = float(np.clip(np.sqrt(surface / 1800 / max(plan.graphe.m, 1)), 0.45, 1))
    for kind in (DANS, ENTRE, MONDES):
        for a, b in plan.graphe.edges[plan.sortes == kind]:
            colour, width = _style(kind, plan.signes[a], two_worlds)
            yield ligne(tuple(plan.centres[a]), tuple(plan.centres[b]), colour, width * thin)


def _style(kind: int, marque: Marque, two_worlds: bool) -> tuple[str, float]:
    if kind == DANS:
        return mix(marque.fond, marque.trait, 0.25), 1.0
    return (ENCRE, 1.5) if kind == MONDES or not two_worlds else (COULEUR_ENTRE, 0.8)


def _draw_wishes(plan: Plan, reseau: Reseau) -> Iterable[str]:
    for lien in reseau.souhaits:
        a, b = (plan.centres[reseau.index[identifiant]] for identifiant in lien.acteurs)
        yield ligne(tuple(a), tuple(b), ACCENT, 1.3, "4 4")


def _draw_marks(plan: Plan, acteurs: tuple[Acteur, ...]) -> Iterable[str]:
    for node, (acteur, (x, y), rayon) in enumerate(zip(acteurs, plan.centres, plan.rayons, strict=True)):
        mark = draw_mark(
            _mark_of(plan, node),
            float(x),
            float(y),
            float(rayon),
            avec_lettre=bool(rayon >= LISIBLE),
            creuse=plan.graphe.m > 0 and not plan.graphe.degrees[node],
        )
        yield groupe([balise("title", protect(acteur.libelle)), mark])


def _mark_of(plan: Plan, node: int) -> Marque:
    number = plan.numeros.get(node)
    return replace(plan.signes[node], lettre=str(number)) if number else plan.signes[node]


def _draw_names(plan: Plan) -> Iterable[str]:
    return (etiquette.draw(TAILLE_NOM) for etiquette in sorted(plan.etiquettes, key=lambda e: e.noeud))


def _draw_legend(plan: Plan, reseau: Reseau, *, souhaits: bool) -> tuple[str, float]:
    """Spheres, kinds of links, numbered actors; returns the height of the whole picture too."""
    spheres = list_spheres(count_by_sphere(plan.graphe, plan.mondes), plan.mondes)
    lines = _list_lines(plan)
    if souhaits and reseau.souhaits:
        wished = plural(len(reseau.souhaits), "lien souhaité, pas encore vécu", "liens souhaités, pas encore vécus")
        lines.append(sample_line(wished, ACCENT, 1.3, "4 4"))
    largeur, y = plan.cadre.taille
    drawn, height = flow([spheres, lines, _list_numbered(plan, reseau)], BORD, y + 14, largeur - 2 * BORD)
    return ligne((BORD, y + 4), (largeur - BORD, y + 4), TRAIT, 1) + drawn, y + height + 26


def _list_numbered(plan: Plan, reseau: Reseau) -> list[Element]:
    def draw(node: int) -> Callable[[float, float], str]:
        return lambda x, y: draw_mark(_mark_of(plan, node), x + 11, y, 9)

    return [Element(reseau.acteurs[node].libelle, 26, draw(node)) for node in plan.numeros]


def _list_lines(plan: Plan) -> list[Element]:
    """How many links of each kind, strongest first."""
    counts = np.bincount(plan.sortes, minlength=3)
    two_worlds = has_two_worlds(plan.graphe)
    names = {
        MONDES: (
            "lien entre le monde social et le développement local",
            "liens entre le monde social et le développement local",
        ),
        ENTRE: ("autre lien entre sphères", "autres liens entre sphères")
        if two_worlds
        else ("lien entre sphères", "liens entre sphères"),
        DANS: ("lien à l’intérieur d’une sphère", "liens à l’intérieur d’une sphère"),
    }
    shown = [MONDES, ENTRE, DANS] if two_worlds else [ENTRE, DANS] if len(plan.graphe.spheres) > 1 else [DANS]
    neutral = Marque("cercle", "", DOUX, BLANC)
    return [
        sample_line(plural(int(counts[kind]), *names[kind]), *_style(kind, neutral, two_worlds))
        for kind in shown
        if counts[kind] or kind == MONDES
    ] + _list_alone(plan)


def _list_alone(plan: Plan) -> list[Element]:
    """What a hollow mark means."""
    alone = int((plan.graphe.degrees == 0).sum())
    if not alone or not plan.graphe.m:
        return []
    words = plural(alone, "acteur sans lien sur ce dessin", "acteurs sans lien sur ce dessin")
    return [Element(words, 26, lambda x, y: draw_mark(Marque("cercle", "", DOUX, BLANC), x + 11, y, 7, creuse=True))]
