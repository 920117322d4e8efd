"""Hide a fifth of the links, ask who should meet, and see whether the hidden links come first."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.predicteurs import (
    adamic_adar,
    area_under_curve,
    common_neighbours,
    precision_at,
    preferential_attachment,
)
from benchmarks.resultat import Resultat, Verdict, decimal
from maillage.analyse.graphe import Floats, Graphe, Ints
from maillage.analyse.plausibilite import ModelePlausibilite
from maillage.analyse.reseau import Acteur, Declaration, Reseau, build_reseau
from maillage.analyse.traits import Attributs

ROOT = Path(__file__).resolve().parent.parent
OPEN_DATA = ROOT.parent / "shared" / "data" / "reseaux"
DEMO = ROOT / "src" / "maillage" / "demonstration" / "donnees"
OPEN_NETWORKS = {"knoke": "Knoke", "tccoll": "Tabac, collaboration", "tcdiss": "Tabac, diffusion"}
DRAWS, HIDDEN_SHARE, FIRST = 10, 0.2, 10
OURS = "Maillage"

Predictor = Callable[[Graphe, Attributs, Ints], Floats]
PREDICTORS: dict[str, Predictor] = {
    OURS: lambda graphe, attributs, pairs: ModelePlausibilite.fit_graphe(graphe, attributs).score(pairs),
    "Adamic-Adar": lambda graphe, _, pairs: adamic_adar(graphe, pairs),
    "partenaires communs": lambda graphe, _, pairs: common_neighbours(graphe, pairs),
    "attachement préférentiel": lambda graphe, _, pairs: preferential_attachment(graphe, pairs),
}


def run() -> dict[str, Any]:
    networks = load_networks()
    scores = {
        name: {network: _judge(reseau, predictor) for network, reseau in networks.items()}
        for name, predictor in PREDICTORS.items()
    }
    return _tell(networks, scores).to_json()


def load_networks() -> dict[str, Reseau]:
    networks = {"Lisaude (démonstration)": read_reseau(DEMO / "acteurs.csv", DEMO / "liens.csv")}
    for code, name in OPEN_NETWORKS.items():
        acteurs, liens = OPEN_DATA / f"{code}_acteurs.csv", OPEN_DATA / f"{code}_liens.csv"
        if acteurs.exists():
            networks[name] = read_reseau(acteurs, liens)
    return networks


def read_reseau(acteurs: Path, liens: Path) -> Reseau:
    """Tables whose columns bear their plain names; the command's own reader is measured elsewhere."""
    return build_reseau(
        [
            Acteur(
                id=row["id"],
                sphere=row["sphere"],
                nature=row.get("nature") or "structure",  # type: ignore[arg-type]  # checked by build_reseau
                parent=row.get("parent") or None,
                themes=_split(row.get("themes")),
                communes=_split(row.get("communes")),
            )
            for row in _rows(acteurs)
        ],
        [
            Declaration(
                source=row["source"],
                cible=row["cible"],
                niveau_reel=_level(row.get("niveau_reel")),
                niveau_souhaite=_level(row.get("niveau_souhaite")),
            )
            for row in _rows(liens)
        ],
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def _split(cell: str | None) -> frozenset[str]:
    return frozenset(filter(None, (cell or "").split("|")))


def _level(cell: str | None) -> int | None:
    return int(cell) if cell else None


def _judge(reseau: Reseau, predictor: Predictor) -> tuple[float, float]:
    """Mean AUC and mean precision over the draws."""
    graphe, attributs = reseau.graphe, Attributs.from_reseau(reseau)
    never = _missing_pairs(graphe)
    figures = []
    for draw in range(DRAWS):
        seen, hidden = hide_links(graphe, draw)
        scores = np.round(predictor(seen, attributs, np.concatenate((hidden, never))), 12)  # same score, same rank
        right, wrong = scores[: len(hidden)], scores[len(hidden) :]
        figures.append((area_under_curve(right, wrong), precision_at(FIRST, right, wrong)))
    auc, precision = np.mean(figures, axis=0).tolist()
    return auc, precision


def _missing_pairs(graphe: Graphe) -> Ints:
    low, high = np.triu_indices(graphe.n, 1)
    missing = np.ones((graphe.n, graphe.n), dtype=bool)
    missing[graphe.edges[:, 0], graphe.edges[:, 1]] = False
    kept = missing[low, high]
    return np.column_stack((low[kept], high[kept])).astype(np.int64)


def hide_links(graphe: Graphe, draw: int) -> tuple[Graphe, Ints]:
    """The network without a fifth of its links, and those links."""
    order = np.random.default_rng(draw).permutation(graphe.m)
    count = round(HIDDEN_SHARE * graphe.m)
    seen = graphe.edges[np.sort(order[count:])]
    return Graphe(n=graphe.n, edges=seen, labels=graphe.labels, spheres=graphe.spheres), graphe.edges[order[:count]]


def _tell(networks: dict[str, Reseau], scores: dict[str, dict[str, tuple[float, float]]]) -> Resultat:
    means = {name: np.mean(list(by_network.values()), axis=0).tolist() for name, by_network in scores.items()}
    lines = [
        [network, f"{reseau.graphe.n} / {reseau.graphe.m}", *(_pair(scores[name][network]) for name in scores)]
        for network, reseau in networks.items()
    ]
    lines.append(["**moyenne**", "", *(_pair(means[name]) for name in scores)])
    absent = (
        "" if len(networks) > 1 else " Les réseaux ouverts ne sont pas sur cette machine\u00a0: démonstration seule."
    )
    return Resultat(
        titre="Rencontres à provoquer",
        texte=f"Un cinquième des liens est caché, {DRAWS} fois par réseau ; chaque méthode classe les paires sans lien "
        "visible. Premier chiffre\u00a0: aire sous la courbe, la chance qu’un lien caché passe devant une paire jamais "
        f"liée (0,5 est le hasard). Second\u00a0: part de liens cachés dans les {FIRST} premières paires.{absent}",
        colonnes=["Réseau", "acteurs / liens", *scores],
        lignes=lines,
        verdicts=_compare(means),
    )


def _pair(figures: tuple[float, float] | list[float]) -> str:
    return " · ".join(decimal(figure, 3) for figure in figures)


def _compare(means: dict[str, list[float]]) -> list[Verdict]:
    verdicts = []
    for rank, label in enumerate(("aire sous la courbe, moyenne", f"précision à {FIRST}, moyenne")):
        best = max(figures[rank] for name, figures in means.items() if name != OURS)
        mine = means[OURS][rank]
        verdicts.append(
            Verdict(label, decimal(mine, 3), f"> {decimal(best, 3)} (la meilleure des trois autres)", mine > best)
        )
    return verdicts
