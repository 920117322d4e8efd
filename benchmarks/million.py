"""From 10,000 to a million actors: does it end, in how much memory, and how does time grow?"""

from __future__ import annotations

import tempfile
from itertools import pairwise
from math import log10
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks import isole
from benchmarks.reseaux import GRAINE, SPHERES, draw_labels, draw_links
from benchmarks.resultat import Resultat, Verdict, decimal, memoire, nombre, secondes
from maillage.analyse.graphe import Graphe
from maillage.analyse.mesures import measure

SIZES = ((10_000, 50_000), (100_000, 500_000), (1_000_000, 5_000_000))
TARGET_MEMORY = 4096.0
TARGET_EXPONENT = 1.3
"""« Near linear », betweenness apart: time grows as links to this power at most. Above 1 because a larger network no
longer fits in the processor's caches, whatever is computed."""
ROUNDS = 3
"""Of which the median is kept, but for the largest size, measured once."""
SAMPLED = "intermédiarité"


def run() -> dict[str, Any]:
    return _tell([_measure_median(n, m) for n, m in SIZES]).to_json()


def _measure_alone(n: int, m: int) -> dict[str, Any]:
    """The network is drawn in one process and measured in another, so that drawing does not count."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "liens.npz")
        isole.call("benchmarks.million:save_network", n=n, m=m, path=path)
        result: dict[str, Any] = isole.call("benchmarks.million:measure_network", path=path)
    return {"n": n, "m": m, **result}


def _measure_median(n: int, m: int) -> dict[str, Any]:
    rounds = sorted((_measure_alone(n, m) for _ in range(ROUNDS if n < SIZES[-1][0] else 1)), key=_time_apart)
    return rounds[len(rounds) // 2]


def _time_apart(size: dict[str, Any]) -> float:
    """Seconds of all stages but the sampled one."""
    return float(sum(seconds for stage, seconds in size["durees"].items() if stage != SAMPLED))


def save_network(n: int, m: int, path: str) -> None:
    labels = draw_labels(n)
    np.savez(path, labels=labels, links=draw_links(labels, m))


def measure_network(path: str) -> dict[str, Any]:
    """Seconds of each stage, sampled sources, and peak memory of this process in MiB."""
    stored = np.load(path)
    before = isole.peak_memory()
    marks = [("construction", perf_counter())]
    graphe = Graphe.from_pairs([SPHERES[label] for label in stored["labels"]], stored["links"])
    mesures = measure(graphe, GRAINE, lambda stage: marks.append((stage, perf_counter())))
    marks.append(("", perf_counter()))
    stages = {name: later - start for (name, start), (_, later) in pairwise(marks)}
    return {
        "durees": stages,
        "sources": mesures.sampled_sources or graphe.n,
        "memoire": isole.peak_memory(),
        "memoire_avant": before,
    }


def _tell(sizes: list[dict[str, Any]]) -> Resultat:
    stages = list(sizes[-1]["durees"])
    rows = [[stage, *(secondes(size["durees"][stage]) for size in sizes)] for stage in stages]
    apart = [_time_apart(size) for size in sizes]
    rows += [
        ["**hors intermédiarité**", *(secondes(seconds) for seconds in apart)],
        ["**tout**", *(secondes(sum(size["durees"].values())) for size in sizes)],
        ["sources tirées pour l’intermédiarité", *(nombre(size["sources"]) for size in sizes)],
        ["mémoire maximale", *(memoire(size["memoire"]) for size in sizes)],
        [
            "microsecondes par lien, hors intermédiarité",
            *(_per_link(s, size) for s, size in zip(apart, sizes, strict=True)),
        ],
    ]
    return Resultat(
        titre="Un million d’acteurs",
        texte="Toutes les mesures, chaque taille dans un programme à part ; le tirage du réseau n’est pas compté.",
        colonnes=["Étape", *(f"{nombre(size['n'])} / {nombre(size['m'])}" for size in sizes)],
        lignes=rows,
        verdicts=_judge(sizes[-1]["memoire"], apart),
    )


def _per_link(seconds: float, size: dict[str, Any]) -> str:
    return decimal(1e6 * seconds / size["m"], 2)


def _judge(peak: float, apart: list[float]) -> list[Verdict]:
    exponent = log10(apart[-1] / apart[0]) / log10(SIZES[-1][1] / SIZES[0][1])
    return [
        Verdict(
            "mémoire maximale, un million d’acteurs",
            memoire(peak),
            f"≤ {memoire(TARGET_MEMORY)}",
            peak <= TARGET_MEMORY,
        ),
        Verdict(
            "exposant de croissance de la durée, de 10\u202f000 à un million, hors intermédiarité",
            decimal(exponent, 2),
            f"≤ {decimal(TARGET_EXPONENT, 2)} (1 = linéaire)",
            exponent <= TARGET_EXPONENT,
        ),
    ]
