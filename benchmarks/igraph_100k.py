"""100,000 actors and 500,000 links beside igraph called bare: what a careful wrapper costs."""

from __future__ import annotations

from statistics import median
from typing import Any

import igraph
import numpy as np

from benchmarks.reseaux import GRAINE, make_graphe, renew
from benchmarks.resultat import Resultat, Verdict, fois, list_times, median_ratio, nombre, secondes, time_once
from maillage.analyse.graphe import Graphe
from maillage.analyse.mesures import centralite, cohesion, measure, mixite

N, M, ROUNDS = 100_000, 500_000, 7
TARGET_SAME, TARGET_ALL = 1.3, 2.0


def run() -> dict[str, Any]:
    graphe = make_graphe(N, M)
    sources = centralite.sample_sources(graphe, centralite.sample_size(graphe) or graphe.n, GRAINE)
    for mine, other in zip(_measure_same(graphe), _call_bare(graphe, sources), strict=True):
        np.testing.assert_allclose(np.asarray(mine, dtype=np.float64), np.asarray(other, dtype=np.float64), rtol=1e-9)
    times = list_times(
        {
            "igraph": lambda: _call_bare(graphe, sources),
            "mêmes mesures": lambda: _measure_same(renew(graphe)),
            "toutes": lambda: measure(renew(graphe), GRAINE),
        },
        ROUNDS,
    )
    sampled = time_once(lambda: centralite.betweenness(renew(graphe), GRAINE))
    return _tell(len(sources), sampled, times).to_json()


def _call_bare(graphe: Graphe, sources: np.ndarray) -> tuple[Any, ...]:
    """What one writes with igraph alone, from the same array of links."""
    bare = igraph.Graph(n=graphe.n, edges=graphe.edges)
    labels = graphe.labels.tolist()
    betweenness = bare.betweenness(directed=False, sources=sources.tolist())
    cut = np.zeros(graphe.n)
    cut[bare.articulation_points()] = 1
    return (
        bare.density(),
        sorted(bare.connected_components().sizes(), reverse=True),
        np.flatnonzero(np.array(bare.degree()) == 0),
        np.array(betweenness) * graphe.n / len(sources),
        bare.coreness(),
        cut,
        bare.constraint(),
        bare.assortativity_nominal(labels, directed=False),
        bare.modularity(labels),
    )


def _measure_same(graphe: Graphe) -> tuple[Any, ...]:
    mixing = mixite.Mixing.of(graphe)
    return (
        cohesion.density(graphe),
        cohesion.component_sizes(graphe),
        cohesion.isolates(graphe),
        centralite.betweenness(graphe, GRAINE),
        centralite.core_numbers(graphe),
        centralite.articulation_points(graphe),
        centralite.constraint(graphe),
        mixite.assortativity(mixing),
        mixite.modularity(mixing),
    )


def _tell(sources: int, sampled: float, times: dict[str, list[float]]) -> Resultat:
    same, everything = (median_ratio(times[name], times["igraph"]) for name in ("mêmes mesures", "toutes"))
    return Resultat(
        titre="100\u202f000 acteurs et 500\u202f000 liens, à côté d’igraph appelé nu",
        texte="Même point de départ (le tableau des liens), valeurs égales, médianes de "
        f"{ROUNDS} passages alternés, durées comme rapports. L’intermédiarité est estimée des deux côtés depuis "
        f"les mêmes {nombre(sources)} sources et prend à elle seule {secondes(sampled)}.",
        colonnes=["Calcul", "Durée", "Rapport à igraph nu"],
        lignes=[
            ["igraph nu, les mesures qu’il possède", secondes(median(times["igraph"])), fois(1)],
            ["Maillage, les mêmes mesures", secondes(median(times["mêmes mesures"])), fois(same)],
            [
                "Maillage, toutes\u00a0: indice E-I et son test, rapport de cotes, rôles de courtage, taille effective",
                secondes(median(times["toutes"])),
                fois(everything),
            ],
        ],
        verdicts=[
            Verdict("Maillage / igraph nu, mêmes mesures", fois(same), f"≤ {fois(TARGET_SAME)}", same <= TARGET_SAME),
            Verdict(
                "Maillage / igraph nu, toutes nos mesures",
                fois(everything),
                f"≤ {fois(TARGET_ALL)}",
                everything <= TARGET_ALL,
            ),
        ],
    )
