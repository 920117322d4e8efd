"""`maillage rapprocher` on 50,000 made-up rows: the whole command, from file to file."""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import isole, listes_fictives
from benchmarks.resultat import Resultat, Verdict, decimal, memoire, nombre, secondes

ROWS = 50_000
PASSAGES = 5
TARGET_SECONDS = 15.0
TARGET_MEMORY = 1024.0


def run() -> dict[str, Any]:
    done = isole.call("benchmarks.rapprocher_50k:measure", rows=ROWS)
    lines = [[name, value] for name, value in _list_lines(done)]
    return Resultat(
        titre="50\u202f000 lignes à rapprocher",
        texte="`maillage rapprocher`, la commande entière\u00a0: lire, comparer, grouper, écrire\u00a0; médiane de "
        "cinq passages. Les lignes sont tirées au hasard (graine fixe) avec des doublons connus\u00a0: sigles, fautes, "
        "capitales, cellules vides.",
        colonnes=["", "mesure"],
        lignes=lines,
        verdicts=[
            Verdict("durée de la commande", secondes(done["secondes"]), f"≤ {secondes(TARGET_SECONDS)}",
                    done["secondes"] <= TARGET_SECONDS),
            Verdict("mémoire maximale", memoire(done["memoire"]), f"≤ {memoire(TARGET_MEMORY)}",
                    done["memoire"] <= TARGET_MEMORY),
        ],
    ).to_json()  # fmt: skip


def _list_lines(done: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("lignes", nombre(done["lignes"])),
        ("durée", secondes(done["secondes"])),
        ("temps de processeur", secondes(done["processeur"])),
        ("mémoire maximale", memoire(done["memoire"])),
        ("précision", decimal(done["precision"], 4)),
        ("rappel", decimal(done["rappel"], 4)),
    ]


def measure(rows: int) -> dict[str, Any]:
    """Time and memory of the command alone: the list is drawn before, judged after."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "liste.csv", Path(folder) / "groupes.csv"
        isole.call("benchmarks.listes_fictives:write", path=str(source), rows=rows)
        times = [_time_command(source, target) for _ in range(PASSAGES)]
        elapsed, used = (median(values) for values in zip(*times, strict=True))
        with target.open(encoding="utf-8", newline="") as opened:
            precision, rappel = listes_fictives.judge(list(csv.DictReader(opened)))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / isole.MEGABYTE
    return {
        "lignes": rows,
        "secondes": elapsed,
        "processeur": used,
        "memoire": peak,
        "precision": precision,
        "rappel": rappel,
    }


def _time_command(source: Path, target: Path) -> tuple[float, float]:
    """Seconds by the clock, seconds of processor."""
    before, start = _read_children(), perf_counter()
    command = [sys.executable, "-m", "maillage.commandes", "rapprocher", str(source), "--sortie", str(target)]
    subprocess.run(command, check=True)
    return perf_counter() - start, _read_children() - before


def _read_children() -> float:
    """Processor seconds of the programs ended so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
