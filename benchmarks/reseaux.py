"""Random networks that look like a territory: spheres, groups that work together, a few very linked actors."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from maillage.analyse.graphe import Graphe, Ints
from maillage.analyse.reseau import Acteur, Declaration

GRAINE = 20_260_322
JOUR = date(2026, 11, 22)
SPHERES = ("AS", "DL", "DS", "PA")
PARTS = (0.33, 0.30, 0.20, 0.17)
THEMES = ("ALI", "MOB", "LOG", "SAN", "PEN", "JEU", "PAR", "VIE", "NUM", "EMP", "DRO", "LIE")
GROUP_SIZE = 25
GROUP_SHARE, SPHERE_SHARE = 0.45, 0.35
"""Share of links inside a local group, then inside a sphere; the rest goes anywhere."""
LARGEST_WEIGHT = 60.0


def draw_labels(n: int, graine: int = GRAINE) -> Ints:
    """Sphere number of each actor, shape (n,)."""
    return np.random.default_rng(graine).choice(len(SPHERES), size=n, p=PARTS)


def draw_links(labels: Ints, m: int, graine: int = GRAINE) -> Ints:
    """Exactly `m` distinct links, shape (m, 2): a block model whose degrees have a heavy tail (Pareto)."""
    n = len(labels)
    rng = np.random.default_rng(graine + 1)
    weights = np.minimum(1 + rng.pareto(1.5, size=n), LARGEST_WEIGHT)
    groups = rng.integers(0, max(1, n // GROUP_SIZE), size=n)
    keys = np.empty(0, dtype=np.int64)
    while len(keys) < m:
        wanted = int(1.3 * (m - len(keys))) + 100
        inside_group = int(wanted * GROUP_SHARE)
        inside_sphere = int(wanted * SPHERE_SHARE)
        drawn = (
            _draw_inside(groups, weights, inside_group, rng),
            _draw_inside(labels, weights, inside_sphere, rng),
            _draw_inside(np.zeros(n, dtype=np.int64), weights, wanted - inside_group - inside_sphere, rng),
        )
        pairs = np.sort(np.concatenate(drawn), axis=1)
        pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        keys = np.union1d(keys, pairs[:, 0] * n + pairs[:, 1])
    keys = np.sort(rng.choice(keys, size=m, replace=False))
    return np.column_stack((keys // n, keys % n))


def _draw_inside(classes: Ints, weights: np.ndarray, count: int, rng: np.random.Generator) -> Ints:
    """Pairs of one class, each end drawn by weight. Shape (count, 2)."""
    order = np.argsort(classes, kind="stable")
    cumulated = np.concatenate(([0.0], np.cumsum(weights[order])))
    bounds = np.searchsorted(classes[order], np.arange(classes.max() + 2))
    first = np.searchsorted(cumulated, rng.random(count) * cumulated[-1], side="right") - 1
    own = classes[order][first]
    low, high = cumulated[bounds[own]], cumulated[bounds[own + 1]]
    second = np.searchsorted(cumulated, low + rng.random(count) * (high - low), side="right") - 1
    return np.column_stack((order[first], order[np.minimum(second, bounds[own + 1] - 1)]))


def make_graphe(n: int, m: int, graine: int = GRAINE) -> Graphe:
    labels = draw_labels(n, graine)
    return Graphe.from_pairs([SPHERES[label] for label in labels], draw_links(labels, m, graine))


def renew(graphe: Graphe) -> Graphe:
    """The same network with nothing remembered from former calls."""
    return Graphe(n=graphe.n, edges=graphe.edges, labels=graphe.labels, spheres=graphe.spheres)


def make_rows(n: int, m: int, graine: int = GRAINE) -> tuple[list[Acteur], list[Declaration]]:
    """The same network with all that a real file tells: themes, communes, levels, wishes, phases, dates."""
    labels = draw_labels(n, graine)
    rng = np.random.default_rng(graine + 2)
    acteurs = [
        Acteur(
            id=f"A{number:05d}",
            sphere=SPHERES[labels[number]],
            nom=f"Structure {number}",
            themes=frozenset(rng.choice(THEMES, size=rng.integers(1, 5), replace=False).tolist()),
            communes=frozenset(f"ZZ{code:03d}" for code in rng.integers(0, 21, size=rng.integers(1, 8))),
        )
        for number in range(n)
    ]
    declarations: list[Declaration] = []
    links = draw_links(labels, m, graine).tolist()
    for a, b in links:
        declarations += _declare(f"A{a:05d}", f"A{b:05d}", rng)
    wished = rng.choice(n, size=(m // 20, 2)).tolist()
    missing = {(min(pair), max(pair)) for pair in wished if pair[0] != pair[1]} - {(a, b) for a, b in links}
    declarations += [
        Declaration(source=f"A{a:05d}", cible=f"A{b:05d}", niveau_reel=0, niveau_souhaite=3) for a, b in sorted(missing)
    ]
    return acteurs, declarations


def _declare(a: str, b: str, rng: np.random.Generator) -> list[Declaration]:
    """One declaration, or one from each side four times in ten."""
    sides = [(a, b), (b, a)] if rng.random() < 0.4 else [(a, b)]
    return [
        Declaration(
            source=source,
            cible=cible,
            niveau_reel=int(rng.integers(1, 6)),
            niveau_souhaite=int(rng.integers(1, 6)),
            premier_contact_phase=f"P{rng.integers(1, 7)}",
            date=JOUR - timedelta(days=int(rng.integers(0, 900))),
        )
        for source, cible in sides
    ]
