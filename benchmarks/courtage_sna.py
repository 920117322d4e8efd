"""Gould & Fernandez brokerage beside R's sna, where R is present."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.reseaux import make_graphe, renew
from benchmarks.resultat import Resultat, Verdict, fois, nombre, secondes, time_in_turn
from maillage.analyse.graphe import Graphe
from maillage.analyse.mesures.courtage import Brokerage, brokerage

SIZES = ((400, 2_667), (400, 7_980), (1_300, 8_667), (1_300, 84_435))
"""At two densities: 13 partners each, and one pair in ten linked."""
ROUNDS, TARGET, TIMEOUT = 7, 100.0, 400
SCRIPT = Path(__file__).with_name("brokerage.R")
TITRE = "Rôles de courtage (Gould et Fernandez), à côté de R"


def run() -> dict[str, Any]:
    if missing := _find_missing():
        return Resultat(TITRE, f"Non mesuré\u00a0: {missing}.", [], []).to_json()
    lines: list[list[str]] = []
    verdicts: list[Verdict] = []
    for n, m in SIZES:
        graphe = make_graphe(n, m)
        own = time_in_turn({"": partial(_count_anew, graphe)}, ROUNDS)[""]
        line, verdict = _tell_size(graphe, own, _run_sna(graphe))
        lines.append(line)
        verdicts.append(verdict)
    return Resultat(
        titre=TITRE,
        texte="Tous les acteurs, les quatre rôles. Le paquet sna compte les paires ordonnées\u00a0: ses chiffres sont "
        "divisés par deux, puis comparés aux nôtres à 10⁻⁹ près. La durée de R est celle de l’appel seul, sans la "
        "lecture ; la nôtre part du tableau des liens. Deux densités\u00a0: treize partenaires par acteur, puis une "
        "paire sur dix reliée ; le rapport grandit avec elle.",
        colonnes=["Réseau", "Maillage", "sna", "Rapport"],
        lignes=lines,
        verdicts=verdicts,
    ).to_json()


def _find_missing() -> str:
    if shutil.which("Rscript") is None:
        return "R n’est pas installé sur cette machine"
    check = subprocess.run(["Rscript", "-e", "library(sna)"], capture_output=True, check=False)
    return "" if check.returncode == 0 else "le paquet R «\u00a0sna\u00a0» n’est pas installé (r-cran-sna sous Debian)"


def _count_anew(graphe: Graphe) -> Brokerage:
    return brokerage(renew(graphe))


def _run_sna(graphe: Graphe) -> float | None:
    """Seconds taken by sna::brokerage, its figures checked against ours; None when it takes more than `TIMEOUT`."""
    with tempfile.TemporaryDirectory() as folder:
        links, labels, answer = (Path(folder) / name for name in ("links.csv", "labels.csv", "roles.csv"))
        np.savetxt(links, graphe.edges, fmt="%d", delimiter=",")
        np.savetxt(labels, graphe.labels, fmt="%d")
        command = ["Rscript", str(SCRIPT), str(links), str(labels), str(answer)]
        try:
            told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=TIMEOUT).stdout.split()
        except subprocess.TimeoutExpired:
            return None
        np.testing.assert_allclose(brokerage(graphe).roles, np.loadtxt(answer, delimiter=","), rtol=1e-9, atol=1e-9)
    return float(told[0])


def _tell_size(graphe: Graphe, own: float, other: float | None) -> tuple[list[str], Verdict]:
    network = f"{nombre(graphe.n)} acteurs, {nombre(graphe.m)} liens"
    bound = "" if other is not None else "plus de "
    ratio = (TIMEOUT if other is None else other) / own
    line = [network, secondes(own), bound + secondes(TIMEOUT if other is None else other), bound + fois(ratio)]
    return line, Verdict(f"sna / Maillage, {network}", bound + fois(ratio), f"≥ {fois(TARGET)}", ratio >= TARGET)
