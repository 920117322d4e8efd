"""All the measures of a network at once, each computed a single time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.analyse.graphe import Floats, Graphe, Ints
from maillage.analyse.mesures import centralite, cohesion, mixite
from maillage.analyse.mesures.courtage import Brokerage, brokerage
from maillage.analyse.mesures.mixite import Mixing, PermutationTest

Etape = Callable[[str], None]
"""Told, in French, what is being computed: long runs show progress."""


def silent(_: str) -> None:
    """Progress for callers that show none."""


@dataclass(frozen=True, eq=False)
class Mesures:
    """Arrays have shape (n,), in the order of the nodes; NaN where a measure does not apply to an actor."""

    graphe: Graphe
    component_sizes: Ints
    connectedness: float | None
    sampled_sources: int | None
    betweenness: Floats
    core: Ints
    articulation: NDArray[np.bool_]
    constraint: Floats
    effective_size: Floats
    mixing: Mixing
    label_test: PermutationTest
    brokerage: Brokerage


def measure(graphe: Graphe, graine: int = 0, etape: Etape = silent) -> Mesures:
    """Compute everything that indicators need. Same network, same seed: same figures."""
    etape("cohésion")
    sizes = cohesion.component_sizes(graphe)
    etape("intermédiarité")
    betweenness = centralite.betweenness(graphe, graine)
    etape("courtage")
    broker = brokerage(graphe)
    etape("mixité")
    mixing = Mixing.of(graphe)
    return Mesures(
        graphe=graphe,
        component_sizes=sizes,
        connectedness=cohesion.connectedness(graphe, sizes),
        sampled_sources=centralite.sample_size(graphe),
        betweenness=betweenness,
        core=centralite.core_numbers(graphe),
        articulation=centralite.articulation_points(graphe),
        constraint=centralite.constraint(graphe),
        effective_size=centralite.effective_size(graphe, broker.triangles),
        mixing=mixing,
        label_test=mixite.permutation_test(graphe, mixing, graine),
        brokerage=broker,
    )
