"""A million made-up rows through DuckDB: does it end, in how much memory?"""

from __future__ import annotations

from typing import Any

from benchmarks import isole
from benchmarks.resultat import Resultat, Verdict, decimal, memoire, nombre, secondes

ROWS = 1_000_000


def run() -> dict[str, Any]:
    try:
        done = isole.call("benchmarks.rapprocher_50k:measure", rows=ROWS)
    except RuntimeError:
        return _tell([], Verdict("un million de lignes, va au bout", "non", "oui", False))
    lines = [
        ["durée", secondes(done["secondes"])],
        ["mémoire maximale", memoire(done["memoire"])],
        ["précision", decimal(done["precision"], 4)],
        ["rappel", decimal(done["rappel"], 4)],
    ]
    return _tell(lines, Verdict("un million de lignes, va au bout", memoire(done["memoire"]), "oui", True))


def _tell(lines: list[list[str]], verdict: Verdict) -> dict[str, Any]:
    return Resultat(
        titre=f"{nombre(ROWS)} lignes à rapprocher",
        texte="La même commande, avec DuckDB dans le processus.",
        colonnes=["", "mesure"],
        lignes=lines,
        verdicts=[verdict],
    ).to_json()
