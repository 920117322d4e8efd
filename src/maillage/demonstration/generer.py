"""Make the tables of the fictional territory again: `python -m maillage.demonstration.generer [folder]`."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

from maillage.demonstration import acteurs, cadres, lien
from maillage.demonstration.citations import name_postes
from maillage.demonstration.declarations import list_declarations
from maillage.demonstration.tables import read_structures
from maillage.demonstration.territoire import list_communes

GRAINE = 20260322
DONNEES = Path(__file__).parent / "donnees"

COLONNES_COMMUNES = ("code", "nom", "code_postal", "population", "secteur", "latitude", "longitude")


def generate(folder: Path) -> None:
    """Write the five tables: the same bytes at each run."""
    folder.mkdir(parents=True, exist_ok=True)
    structures = read_structures()
    _write(folder / "communes.csv", COLONNES_COMMUNES, list_communes())
    _write(folder / "acteurs.csv", acteurs.COLONNES, acteurs.list_acteurs(structures))
    rng = Random(GRAINE)  # noqa: S311 - a made-up territory, no secret
    _write(folder / "liens.csv", lien.COLONNES, name_postes(list_declarations(structures, rng)))
    _write(folder / "cadres.csv", cadres.COLONNES, cadres.list_cadres())
    _write(folder / "participations.csv", cadres.COLONNES_PARTICIPATIONS, cadres.list_participations())


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else DONNEES)
