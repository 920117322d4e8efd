"""The usual ways to guess a missing link, and the two figures by which guesses are judged."""

from __future__ import annotations

import numpy as np

from maillage.analyse.graphe import Floats, Graphe, Ints


def adjacency(graphe: Graphe) -> Floats:
    table: Floats = np.zeros((graphe.n, graphe.n))
    table[graphe.edges[:, 0], graphe.edges[:, 1]] = 1.0
    table[graphe.edges[:, 1], graphe.edges[:, 0]] = 1.0
    return table


def common_neighbours(graphe: Graphe, pairs: Ints) -> Floats:
    """Number of partners in common (Newman 2001)."""
    table = adjacency(graphe)
    common: Floats = (table @ table)[pairs[:, 0], pairs[:, 1]]
    return common


def adamic_adar(graphe: Graphe, pairs: Ints) -> Floats:
    """Partners in common, each weighted by 1 / log of its own number of partners (Adamic & Adar 2003)."""
    table, degrees = adjacency(graphe), graphe.degrees
    rarity = np.where(degrees > 1, 1 / np.log(np.maximum(degrees, 2)), 0.0)
    weighted: Floats = ((table * rarity) @ table)[pairs[:, 0], pairs[:, 1]]
    return weighted


def preferential_attachment(graphe: Graphe, pairs: Ints) -> Floats:
    """Product of the two numbers of partners (Barabási & Albert 1999)."""
    degrees = graphe.degrees.astype(np.float64)
    return degrees[pairs[:, 0]] * degrees[pairs[:, 1]]


def area_under_curve(hidden: Floats, never: Floats) -> float:
    """Chance that a hidden link scores above a pair never linked; a tie counts for one half."""
    order = np.sort(never)
    below = np.searchsorted(order, hidden, "left") + np.searchsorted(order, hidden, "right")
    return float(below.mean() / (2 * len(never)))


def precision_at(k: int, hidden: Floats, never: Floats) -> float:
    """Share of hidden links among the k best scores; ties at the border count for their mean over all orders."""
    scores = np.concatenate((hidden, never))
    right = np.arange(len(scores)) < len(hidden)
    border = np.sort(scores)[::-1][k - 1]
    above, equal = scores > border, scores == border
    return float((right[above].sum() + (k - above.sum()) * right[equal].mean()) / k)
