"""Run the benchmarks named (all by default), each in a process of its own, and write docs/methode/performance.md.

Each subject keeps its last figures with their date, machine and versions; ratios are always those of one run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

from benchmarks import isole, releves
from benchmarks.page import print_result, write_page
from benchmarks.resultat import Resultat

SUBJECTS = (
    *("demarrage", "moteur_300", "associer", "networkx_10k", "igraph_100k", "million", "courtage_sna", "rencontres"),
    *("site_pages", "site_reseau", "site_carte", "recherche"),
    *("rapprocher_50k", "rapprocher_etiquettes", "rapprocher_annuaires", "rapprocher_million", "rapprocher_spark"),
    "apports",
)
PAGE = Path(__file__).resolve().parent.parent / "docs" / "methode" / "performance.md"


def main(names: list[str]) -> int:
    if unknown := [name for name in names if name not in SUBJECTS]:
        print(f"Inconnu : {', '.join(unknown)}. Il y a : {', '.join(SUBJECTS)}.", file=sys.stderr)
        return 2
    for name in names or SUBJECTS:
        try:
            releves.keep(name, _run(name))
        except RuntimeError as failure:
            print(f"{failure}\u00a0: {name} garde ses chiffres d’avant.", file=sys.stderr)
            return 1
    PAGE.write_text(write_page(releves.list_releves(SUBJECTS)), encoding="utf-8")
    print(f"\nÉcrit\u00a0: {PAGE}")
    return 0


def _run(name: str) -> Resultat:
    start = perf_counter()
    result = Resultat.from_json(isole.call(f"benchmarks.{name}:run"))
    print_result(result)
    print(f"({name}\u00a0: {perf_counter() - start:.0f}\u00a0s)", flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
