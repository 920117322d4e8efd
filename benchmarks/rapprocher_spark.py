"""The same code on DuckDB and on a local Spark: are the groups the same?"""

from __future__ import annotations

from time import perf_counter
from typing import Any

from benchmarks.listes_fictives import draw
from benchmarks.resultat import Resultat, Verdict, nombre, secondes
from maillage.analyse.rapprochement import Fiche, Moteur, MoteurIndisponible, grouper

ROWS = 50_000


def run() -> dict[str, Any]:
    rows = draw(ROWS)
    names = ("id", "nom", "adresse", "code_postal", "commune", "telephone", "courriel", "siret")
    fiches = [Fiche(**{name: row[name] for name in names}) for row in rows]  # type: ignore[arg-type]
    embedded, seconds = _measure(fiches, "duckdb")
    try:
        spark, spark_seconds = _measure(fiches, "spark")
    except MoteurIndisponible as missing:
        return _tell([], Verdict("mêmes groupes avec Spark", f"passage sauté\u00a0: {missing}"))
    lines = [
        ["DuckDB", nombre(len(embedded)), secondes(seconds)],
        ["Spark (local)", nombre(len(spark)), secondes(spark_seconds)],
    ]
    same = embedded == spark
    return _tell(lines, Verdict("mêmes groupes avec Spark, 50\u202f000 lignes", "oui" if same else "non", "oui", same))


def _measure(fiches: list[Fiche], moteur: Moteur) -> tuple[tuple[tuple[int, ...], ...], float]:
    start = perf_counter()
    groups = grouper(fiches, moteur=moteur)
    return groups, perf_counter() - start


def _tell(lines: list[list[str]], verdict: Verdict) -> dict[str, Any]:
    return Resultat(
        titre="DuckDB et Spark",
        texte="Le même code, les mêmes 50\u202f000 lignes tirées au hasard ; Spark sur cette machine, démarrage "
        "compris.",
        colonnes=["moteur", "groupes de plusieurs lignes", "durée"],
        lignes=lines,
        verdicts=[verdict],
    ).to_json()
