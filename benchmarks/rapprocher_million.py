"""A million made-up rows through DuckDB: does it end, in how much memory?"""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import isole, listes_fictives
from benchmarks.resultat import Resultat, Verdict, decimal, memoire, nombre, secondes
from maillage.analyse.rapprochement import Fiche, grouper

ROWS = 1_000_000
_CHAMPS = [name for name in listes_fictives.COLONNES if name != "vrai"]


def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "liste.csv")
        isole.call("benchmarks.listes_fictives:write", path=path, rows=ROWS)
        try:
            done = isole.call("benchmarks.rapprocher_million:measure", path=path)
        except RuntimeError:
            return _tell([], Verdict("un million de lignes, va au bout", "non", "oui", False))
    lines = [
        ["durée", secondes(done["secondes"])],
        ["mémoire maximale", memoire(done["memoire"])],
        ["dont les lignes elles-mêmes", memoire(done["memoire_avant"])],
        ["précision", decimal(done["precision"], 4)],
        ["rappel", decimal(done["rappel"], 4)],
    ]
    return _tell(lines, Verdict("un million de lignes, va au bout", memoire(done["memoire"]), "oui", True))


def measure(path: str) -> dict[str, Any]:
    """Seconds and memory (MiB) of the linkage; how right it is."""
    with Path(path).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    fiches = [Fiche(**{name: row[name] for name in _CHAMPS}) for row in rows]  # type: ignore[arg-type]
    before, start = isole.peak_memory(), perf_counter()
    groups = grouper(fiches)
    elapsed, peak = perf_counter() - start, isole.peak_memory()
    alone = {row: str(row) for row in range(len(rows))}
    number = alone | {row: f"g{group[0]}" for group in groups for row in group}
    precision, rappel = listes_fictives.judge(
        [{"groupe": number[rank], "vrai": row["vrai"]} for rank, row in enumerate(rows)]
    )
    return {
        "secondes": elapsed, "memoire": peak, "memoire_avant": before, "precision": precision, "rappel": rappel
    }  # fmt: skip


def _tell(lines: list[list[str]], verdict: Verdict) -> dict[str, Any]:
    return Resultat(
        titre=f"{nombre(ROWS)} lignes à rapprocher",
        texte="Le même calcul, avec DuckDB dans le processus ; le tirage des lignes n’est pas compté.",
        colonnes=["", "mesure"],
        lignes=lines,
        verdicts=[verdict],
    ).to_json()
