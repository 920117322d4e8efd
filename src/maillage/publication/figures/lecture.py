"""What the pictures say, in French, for who does not see them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from maillage.analyse.diagnostic import Croisement
from maillage.analyse.francais import liste
from maillage.analyse.graphe import Graphe, Ints
from maillage.analyse.reseau import Reseau
from maillage.analyse.vocabulaire import MONDE_LOCAL, MONDE_SOCIAL
from maillage.publication.mondes import COMMUNS, Mondes
from maillage.publication.typographie import FINE, INSECABLE, format_number, format_share

TITRE = "Qui travaille avec qui"

MAX_CASES_DITES = 15

DANS, ENTRE, MONDES = 0, 1, 2
"""A link inside a sphere, between two spheres, between the social and the local worlds."""


def sort_links(graphe: Graphe) -> Ints:
    """The kind of each link, shape (m,)."""
    world = np.array([1 if s in MONDE_SOCIAL else 2 if s in MONDE_LOCAL else 0 for s in (*graphe.spheres, "")])
    a, b = graphe.labels[graphe.edges].T
    return np.where(a == b, DANS, np.where(world[a] * world[b] == 2, MONDES, ENTRE))


def has_two_worlds(graphe: Graphe) -> bool:
    present = set(graphe.spheres)
    return bool(present & MONDE_SOCIAL and present & MONDE_LOCAL)


def count_by_sphere(graphe: Graphe, mondes: Mondes = COMMUNS) -> dict[str, int]:
    sizes = dict(zip(graphe.spheres, graphe.sphere_sizes, strict=True))
    return {sphere: int(sizes[sphere]) for sphere in mondes.marks(graphe.spheres)}


def capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def plural(count: int, one: str, many: str) -> str:
    return f"{format_number(count)} {many if count > 1 else one}"


def describe(reseau: Reseau, mondes: Mondes = COMMUNS) -> str:
    """How many actors of each sphere, how many links, how many cross, how many actors stand alone."""
    graphe = reseau.graphe
    if not graphe.n:
        return "Aucun acteur n’est encore inscrit : il n’y a rien à dessiner."
    said = [f"{plural(graphe.n, 'acteur', 'acteurs')}{INSECABLE}: {_list_spheres(graphe, mondes)}."]
    said.append(_describe_links(graphe))
    alone = int((graphe.degrees == 0).sum())
    if alone and graphe.m:
        said.append(f"{plural(alone, 'acteur n’a', 'acteurs n’ont')} aucun lien déclaré.")
    return " ".join(said)


def say_what_is_shown(reseau: Reseau, passages: Sequence[str] = ()) -> str:
    """One sentence to write under the drawing: who crosses from one world to another, and through whom."""
    graphe = reseau.graphe
    if not graphe.m:
        return describe(reseau)
    crossing = int((sort_links(graphe) != DANS).sum())
    said = f"{plural(graphe.n, 'acteur', 'acteurs')} et {plural(graphe.m, 'lien', 'liens')}"
    if len(graphe.spheres) > 1:
        some = f", dont {plural(crossing, 'passe', 'passent')}" if crossing else f"{FINE}; aucun ne passe"
        said += f"{some} d’un monde à l’autre"
    if names := [reseau.noms[identifiant] for identifiant in passages if identifiant in reseau.noms]:
        said += f"{FINE}; les chemins entre les mondes passent surtout par {liste(names)}"
    return f"{said}."


def _list_spheres(graphe: Graphe, mondes: Mondes) -> str:
    counts = count_by_sphere(graphe, mondes)
    return ", ".join(f"{mondes.name(code)} ({format_number(count)})" for code, count in counts.items())


def _describe_links(graphe: Graphe) -> str:
    if not graphe.m:
        return "Aucun lien n’est déclaré."
    kinds = np.bincount(sort_links(graphe), minlength=3)
    crossing = int(kinds[ENTRE] + kinds[MONDES])
    said = plural(graphe.m, "lien", "liens")
    if len(graphe.spheres) > 1:
        said += f", dont {plural(crossing, 'passe', 'passent')} d’une sphère à l’autre"
    if has_two_worlds(graphe):
        joining = plural(int(kinds[MONDES]), "relie", "relient")
        said += f" et {joining} le monde social au développement local"
    return said + "."


def say_share(taux: float) -> str:
    """Short enough for a square: « 6 % », « < 1 % », « > 99 % »."""
    if 0 < taux < 0.005:
        return f"<{INSECABLE}1{INSECABLE}%"
    if 0.995 <= taux < 1:
        return f">{INSECABLE}99{INSECABLE}%"
    return f"{round(100 * taux)}{INSECABLE}%"


def describe_cells(cells: Sequence[tuple[Croisement, float | None]], mondes: Mondes = COMMUNS) -> str:
    """Every pair that can be told when there are few, else the extremes between spheres."""
    told = [(croisement, taux) for croisement, taux in cells if taux is not None]
    silent = len(cells) - len(told)
    if not cells:
        return "Aucune sphère n’a encore d’acteur : il n’y a rien à comparer."
    said = ["Part des liens possibles qui existent."]
    if len(told) > MAX_CASES_DITES:
        between = [(c, taux) for c, taux in told if c.spheres[0] != c.spheres[1]] or told
        ordered = sorted(between, key=lambda cell: (cell[1], cell[0].spheres))
        lowest, highest = _say_cell(*ordered[0], mondes), _say_cell(*ordered[-1], mondes)
        said.append(f"Entre sphères, le plus bas{INSECABLE}: {lowest}. Le plus haut{INSECABLE}: {highest}.")
    else:
        said += [f"{capitalise(_say_cell(croisement, taux, mondes))}." for croisement, taux in told]
    if silent:
        said.append(
            f"{plural(silent, 'case', 'cases')} sans taux{INSECABLE}: trop peu d’acteurs, ou aucun lien possible."
        )
    return " ".join(said)


def _say_cell(croisement: Croisement, taux: float, mondes: Mondes) -> str:
    a, b = (mondes.name(code) for code in croisement.spheres)
    where = f"au sein de «{INSECABLE}{a}{INSECABLE}»" if a == b else f"{a} avec {b}"
    count = f"{plural(croisement.liens, 'lien', 'liens')} sur {format_number(croisement.possibles)}"
    return f"{where}{INSECABLE}: {format_share(taux)}, {count}"
