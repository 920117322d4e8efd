"""The results as a French page of the method, and as a table for the terminal."""

from __future__ import annotations

from benchmarks.releves import Releve
from benchmarks.resultat import Resultat
from maillage.publication.typographie import fr

INTRODUCTION = """# Performance

Cette page est écrite par `make bench`\u00a0: elle dit combien de temps et de mémoire prend Maillage, et le compare à
d’autres programmes **dans le même passage, sur la même machine**. Les durées changent d’une machine à l’autre ; les
rapports, beaucoup moins. Chaque rapport est donné à côté de la cible fixée avant de mesurer, tenue ou non. Chaque sujet
dit quand, sur quoi et avec quelles versions il a été mesuré.
"""

LIMITES = """## Ce que ces chiffres ne disent pas

- Les réseaux de 300 acteurs et plus sont tirés au hasard, avec une graine fixe\u00a0: des sphères, des groupes de
  25 acteurs qui travaillent ensemble, quelques acteurs très reliés. Ils imitent un territoire, ils n’en sont pas un.
- Au-delà de 5\u202f000 acteurs, l’intermédiarité est estimée depuis un échantillon de sources ; le diagnostic le dit.
  Au-delà de 5\u202f000 acteurs ou de 20\u202f000 liens, le test des sphères emploie la loi normale, de moyenne et de
  variance exactes, au lieu des permutations.
- Le nombre de liens cachés retrouvés mesure ce qui se devine depuis le réseau, non ce qu’il serait bon de faire\u00a0:
  une rencontre peu plausible est parfois la plus utile. Voir [plausibilite.md](plausibilite.md).
- Sur une machine chargée, les durées montent et les rapports varient de quelques centièmes.
"""


def write_page(releves: list[Releve]) -> str:
    parts = [INTRODUCTION, _summarise([one.resultat for one in releves]), *map(_write_section, releves), LIMITES]
    return fr("\n".join(parts))


def _summarise(results: list[Resultat]) -> str:
    lines = [[v.quoi, v.mesure, v.cible, v.mot] for result in results for v in result.verdicts]
    return "## L’essentiel\n\n" + _table(["Ce qui est mesuré", "Mesure", "Cible", "Résultat"], lines)


def _write_section(releve: Releve) -> str:
    result = releve.resultat
    table = "\n" + _table(result.colonnes, result.lignes) if result.lignes else ""
    return f"## {result.titre}\n\n{result.texte}\n{table}\n{_tell(releve.machine)}\n"


def _tell(machine: list[str]) -> str:
    """« Date : … ; processeur : … »."""
    told = "\u202f; ".join(machine)
    return f"{told[:1].upper()}{told[1:]}."


def _table(columns: list[str], lines: list[list[str]]) -> str:
    rows = [columns, ["---"] * len(columns), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def print_result(result: Resultat) -> None:
    print(fr(f"\n{result.titre}\n{'=' * len(result.titre)}\n{result.texte}\n"))
    if result.lignes:
        _print_table([result.colonnes, *result.lignes])
    for verdict in result.verdicts:
        print(f"→ {verdict.quoi}\u00a0: {verdict.mesure} (cible {verdict.cible or 'aucune'})\u00a0: {verdict.mot}")


def _print_table(rows: list[list[str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
