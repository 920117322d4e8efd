"""How plausible each missing link is, told by the network itself (docs/methode/plausibilite.md).

Each pair of actors is described by six traits (traits.py); a small logistic regression, held by a prior, learns from
the links of this very network how much each trait counts. The same network always gives the same figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from maillage.analyse.graphe import Floats, Graphe, Ints
from maillage.analyse.reseau import Reseau
from maillage.analyse.traits import Attributs, Lecture

PRIOR_MEAN = np.array((1.0, 1.0, 0.5, 0.3, 0.3, 0.3))
PRIOR_SPREAD = np.array((0.2, 0.2, 0.5, 0.5, 0.5, 0.5))
"""Weights before any link is read, as a normal law, in the order of `TRAITS`. At 1 and 1 the first two are the
degree-corrected block model (Karrer & Newman 2011); the others are expected to help, and may be found not to."""

MAX_PAIRS_LEARNT = 20_000
"""Up to this many pairs the regression reads them all; above, it draws half of them among links, half elsewhere."""


def score_pairs(reseau: Reseau, pairs: Ints) -> Floats:
    """Plausibility of each pair of nodes, shape (k,) for `pairs` of shape (k, 2): see `ModelePlausibilite.score`."""
    return ModelePlausibilite.fit(reseau).score(pairs)


@dataclass(frozen=True, eq=False)
class ModelePlausibilite:
    """What a network teaches about its own missing links. `poids` follows `TRAITS`."""

    graphe: Graphe
    attributs: Attributs
    poids: Floats
    reperes: Floats
    """Mean of each trait over the pairs that were read: a trait speaks for a pair when it is above."""
    ordonnee: float

    @classmethod
    def fit(cls, reseau: Reseau) -> ModelePlausibilite:
        return cls.fit_graphe(reseau.graphe, Attributs.from_reseau(reseau))

    @classmethod
    def fit_graphe(cls, graphe: Graphe, attributs: Attributs | None = None) -> ModelePlausibilite:
        """Learn the weights of `TRAITS`; an empty, one-actor or complete network leaves them near their prior."""
        attributs = attributs or Attributs.none(graphe.n)
        pairs, linked, weights = _choose_pairs(graphe)
        traits = Lecture(graphe, attributs).read(pairs)
        centre = _mean_known(traits, weights)
        coefficients = _fit_logistic(_centre(traits, centre), linked, weights)
        return cls(graphe, attributs, poids=coefficients[:-1], reperes=centre, ordonnee=float(coefficients[-1]))

    def score(self, pairs: Ints) -> Floats:
        """Plausibility of each pair, in ]0, 1[, shape (k,): the share of links among pairs so described here.

        A pair already linked is read as if it were not. Symmetric in the two actors. Raises ValueError when a pair
        names one actor twice or a node outside 0..n-1.
        """
        return _to_share(self.contributions(pairs).sum(axis=1) + self.ordonnee)

    def contributions(self, pairs: Ints) -> Floats:
        """What each of `TRAITS` adds to the log-odds, shape (k, 6): above 0 it speaks for the pair, below against."""
        pairs = _check_pairs(pairs, self.graphe.n)
        return _centre(self._lecture.read(pairs), self.reperes) * self.poids

    @cached_property
    def _lecture(self) -> Lecture:
        return Lecture(self.graphe, self.attributs)


def _check_pairs(pairs: Ints, n: int) -> Ints:
    pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    if pairs.size and not (pairs.min() >= 0 and pairs.max() < n):
        raise ValueError(f"a pair names a node outside 0..{n - 1}")
    if np.any(pairs[:, 0] == pairs[:, 1]):
        raise ValueError("a pair names one actor twice")
    return pairs


def _choose_pairs(graphe: Graphe) -> tuple[Ints, Floats, Floats]:
    """Pairs to learn from, whether each is a link (1.0 or 0.0), and how many pairs of the network each stands for."""
    n, m = graphe.n, graphe.m
    total = n * (n - 1) // 2
    if total <= MAX_PAIRS_LEARNT:
        pairs: Ints = np.column_stack(np.triu_indices(n, 1)).astype(np.int64)
        linked = np.zeros((n, n))
        linked[graphe.edges[:, 0], graphe.edges[:, 1]] = 1.0
        return pairs, linked[pairs[:, 0], pairs[:, 1]], np.ones(total)
    rng = np.random.default_rng(0)  # the same network always teaches the same weights
    half = MAX_PAIRS_LEARNT // 2
    links = graphe.edges if m <= half else graphe.edges[rng.choice(m, half, replace=False)]
    others = _draw_missing(graphe, half, rng)
    linked = np.concatenate((np.ones(len(links)), np.zeros(len(others))))
    weights = np.where(linked == 1, m / max(len(links), 1), (total - m) / max(len(others), 1))
    return np.concatenate((links, others)), linked, weights


def _draw_missing(graphe: Graphe, count: int, rng: np.random.Generator) -> Ints:
    """Pairs without a link, drawn evenly; fewer than `count` when the network is nearly complete."""
    drawn: Ints = rng.integers(0, graphe.n, size=(2 * count, 2))
    drawn = drawn[drawn[:, 0] != drawn[:, 1]]
    drawn = drawn[Lecture(graphe, Attributs.none(graphe.n)).are_linked(drawn) == 0]
    return drawn[:count]


def _mean_known(traits: Floats, weights: Floats) -> Floats:
    known = ~np.isnan(traits)
    total = (known * weights[:, None]).sum(axis=0)
    return np.asarray((np.where(known, traits, 0.0) * weights[:, None]).sum(axis=0) / np.maximum(total, 1e-300))


def _centre(traits: Floats, centre: Floats) -> Floats:
    """What is not known neither helps nor harms: it stands at the mean."""
    return np.where(np.isnan(traits), 0.0, traits - centre)


def _to_share(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))


def _fit_logistic(traits: Floats, linked: Floats, weights: Floats) -> Floats:
    """Most likely weights under the prior, by Newton's method; the last one is the intercept.

    The prior makes the problem strictly concave, so the answer is one and finite; long steps are shortened.
    """
    rate = (float(weights @ linked) + 0.5) / (float(weights.sum()) + 1)
    mean = np.append(PRIOR_MEAN, np.log(rate / (1 - rate)))
    precision = np.append(PRIOR_SPREAD, 1.0) ** -2
    table = np.column_stack((traits, np.ones(len(traits))))
    beta = mean
    for _ in range(50):
        chance = _to_share(table @ beta)
        slope = table.T @ (weights * (linked - chance)) - precision * (beta - mean)
        curve = (table * (weights * chance * (1 - chance))[:, None]).T @ table + np.diag(precision)
        step = np.linalg.solve(curve, slope)
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-8:
            break
    return beta
