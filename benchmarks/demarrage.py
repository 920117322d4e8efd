"""From the command line to the sentences: the demo territory, start-up of Python included."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.rencontres import DEMO
from benchmarks.resultat import Resultat, Verdict, secondes, time_in_turn

TARGET = 1.0
FORMATS = {"texte": 9, "json": 5, "html": 3, "pdf": 3, "docx": 3}
"""Rounds of each format."""


def run() -> dict[str, Any]:
    times = {"python": time_in_turn({"": partial(_run, [sys.executable, "-c", "pass"])}, 9)[""]}
    with tempfile.TemporaryDirectory() as folder:
        for name, rounds in FORMATS.items():
            times[name] = time_in_turn({"": _diagnose(name, Path(folder) / name)}, rounds)[""]
    return _tell(times).to_json()


def _diagnose(name: str, output: Path) -> Callable[[], None]:
    command = [
        *(sys.executable, "-c", "import sys; from maillage.commandes import main; sys.exit(main())", "diagnostiquer"),
        *("--acteurs", str(DEMO / "acteurs.csv"), "--liens", str(DEMO / "liens.csv"), "--date", "2026-11-22"),
        *("--format", name, "--sortie", str(output)),
    ]
    return partial(_run, command)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _tell(times: dict[str, float]) -> Resultat:
    text = times["texte"]
    return Resultat(
        titre="La commande, du démarrage au document",
        texte="Le territoire de démonstration (soixante structures) ; le programme repart de zéro à chaque fois.",
        colonnes=["Ce qui est lancé", "Durée"],
        lignes=[
            ["Python seul, sans rien faire", secondes(times["python"])],
            *([f"maillage diagnostiquer --format {name}", secondes(times[name])] for name in FORMATS),
        ],
        verdicts=[
            Verdict("diagnostic en texte, démarrage compris", secondes(text), f"< {secondes(TARGET)}", text < TARGET)
        ],
    )
