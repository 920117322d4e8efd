"""France services, Aidants Connect and SIAE of the Ardèche and the Drôme, judged by SIRET, which is hidden from the
comparison. The disagreements are printed, to be read by eye; docs/methode/rapprochement.md explains them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from benchmarks.annuaires import FRANCE_SERVICES, Entree, read_entrees
from benchmarks.resultat import Resultat, Verdict, decimal, nombre
from maillage.analyse.rapprochement import explain, rapprocher
from maillage.analyse.rapprochement.formes import Forme, make_forme

TERRAIN = frozenset(("07", "26"))
TARGET_PRECISION, TARGET_RECALL = 0.95, 0.85
Pair = tuple[str, str]


def run() -> dict[str, Any]:
    entrees = read_entrees(TERRAIN)
    everywhere = read_entrees(frozenset())
    if entrees is None or everywhere is None:
        return _tell([], [Verdict("annuaires de l’Ardèche et de la Drôme", "absents de cette machine, passage sauté")])
    here = Jugement(entrees)
    here.print_disagreements()
    lines = [["Ardèche et Drôme", *here.list_figures()], *_list_halves(everywhere)]
    precision, recall = here.precision(here.is_right), here.recall()
    return _tell(lines, [_judge("précision", precision, TARGET_PRECISION), _judge("rappel", recall, TARGET_RECALL)])


def _list_halves(entrees: list[Entree]) -> list[list[str]]:
    """The other départements, one out of two, then the others: figures that agree are not an accident."""
    names = sorted({entree.fiche.code_postal[:2] for entree in entrees} - TERRAIN)
    halves = (
        ("autres départements, première moitié", names[::2]),
        ("autres départements, seconde moitié", names[1::2]),
    )
    return [
        [title, *Jugement([one for one in entrees if one.fiche.code_postal[:2] in kept]).list_figures()]
        for title, kept in halves
    ]


def _judge(what: str, figure: float, target: float) -> Verdict:
    return Verdict(f"{what}, Ardèche et Drôme", decimal(figure, 3), f"≥ {decimal(target, 2)}", figure >= target)


class Jugement:
    """The groups found, beside what the hidden columns say of each pair of rows."""

    def __init__(self, entrees: list[Entree]) -> None:
        self._entrees = {entree.fiche.id: entree for entree in entrees}
        self._formes = {entree.fiche.id: make_forme(entree.fiche) for entree in entrees}
        found = rapprocher([entree.fiche for entree in entrees], seuil_paire=-90.0)
        self._paires = {_sort(pair.gauche, pair.droite): pair for pair in found.paires}
        self.found = {_sort(*pair) for group in found.groupes for pair in combinations(group, 2)}
        self.judged = {pair for pair in self.found if all(self._entrees[row].siret for row in pair)}
        self.same_siret = self._list_same_siret()
        self.expected = {pair for pair in self.same_siret if self.is_same_place(*pair)}
        self._spaces = self._count_spaces()

    def _list_same_siret(self) -> set[Pair]:
        rows = defaultdict(list)
        for row, entree in self._entrees.items():
            if entree.siret:
                rows[entree.siret].append(row)
        return {_sort(*pair) for same in rows.values() for pair in combinations(same, 2)}

    def _count_spaces(self) -> dict[str, int]:
        """France services of each postcode and commune, by the list of the State."""
        counts: dict[str, int] = defaultdict(int)
        for row, entree in self._entrees.items():
            if entree.fiche.jeu == FRANCE_SERVICES:
                counts[self._formes[row].lieu or ""] += 1
        return counts

    def is_same_place(self, left: str, right: str) -> bool:
        """A SIRET is one body at one address: rows that bear it in two places bear their employer's."""
        return _is_same_place(self._formes[left], self._formes[right])

    def has_siret(self, pair: Pair) -> bool:
        return pair in self.same_siret

    def has_siren(self, pair: Pair) -> bool:
        """A body that moves changes the end of its SIRET and keeps its SIREN."""
        left, right = (self._entrees[row].siret[:9] for row in pair)
        return left == right

    def is_right(self, pair: Pair) -> bool:
        """Same SIREN; or both labelled France services where the list of the State counts a single one."""
        return self.has_siren(pair) or (
            all(self._entrees[row].est_france_services for row in pair)
            and all(self._spaces.get(self._formes[row].lieu or "") == 1 for row in pair)
        )

    def precision(self, is_right: Callable[[Pair], bool]) -> float:
        return sum(1 for pair in self.judged if is_right(pair)) / max(len(self.judged), 1)

    def recall(self) -> float:
        return len(self.expected & self.found) / max(len(self.expected), 1)

    def list_figures(self) -> list[str]:
        return [
            nombre(len(self._entrees)), nombre(len(self.found)), nombre(len(self.judged)),
            decimal(self.precision(self.has_siret), 3), decimal(self.precision(self.has_siren), 3),
            decimal(self.precision(self.is_right), 3),
            f"{nombre(len(self.expected & self.found))} sur {nombre(len(self.expected))}", decimal(self.recall(), 3),
            f"{nombre(len(self.same_siret & self.found))} sur {nombre(len(self.same_siret))}",
        ]  # fmt: skip

    def print_disagreements(self) -> None:
        self._print("Groupées, SIRET différents", (pair for pair in self.judged if not self.has_siret(pair)))
        self._print("Même SIRET au même endroit, non groupées", self.expected - self.found)
        apart = self.same_siret - self.expected
        print(
            f"\nMême SIRET en des lieux différents (services d’un même employeur)\u00a0: {nombre(len(apart))} paires."
        )

    def _print(self, title: str, pairs: Iterable[Pair]) -> None:
        print(f"\n{title}\n{'-' * len(title)}")
        for pair in sorted(pairs):
            for row in pair:
                print(f"  {_describe(self._entrees[row])}")
            print(f"    {self._explain(pair)}\n")

    def _explain(self, pair: Pair) -> str:
        known = self._paires.get(pair)
        if known is None:
            return "réunies par une troisième ligne, ou jamais comparées"
        return explain(known, self._entrees[known.gauche].fiche, self._entrees[known.droite].fiche)


def _describe(entree: Entree) -> str:
    fiche = entree.fiche
    address = " ".join(fiche.adresse.split())
    return " | ".join((fiche.id, fiche.nom, address, f"{fiche.code_postal} {fiche.commune}", entree.siret))


def _is_same_place(left: Forme, right: Forme) -> bool:
    if left.code_postal != right.code_postal and left.commune != right.commune:
        return False
    if not (left.voie and right.voie):
        return True
    numbers = {left.numero, right.numero} - {None}
    return len(numbers) < 2 and left.voie.split()[-1] == right.voie.split()[-1]


def _sort(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)


def _tell(lines: list[list[str]], verdicts: list[Verdict]) -> dict[str, Any]:
    return Resultat(
        titre="France services, Aidants Connect et SIAE, jugés par le SIRET",
        texte="Le SIRET est caché à la comparaison et sert d’étalon. « Même SIREN » compte justes les établissements "
        "qui ont déménagé ; « retenue », deux France services là où l’État n’en compte qu’une. "
        "Le rappel porte sur les paires de même SIRET au même endroit. "
        "Voir [le rapprochement](rapprochement.md#jugé-par-le-siret).",
        colonnes=["territoire", "lignes", "paires groupées", "jugées", "précision, même SIRET", "précision, même SIREN",
                  "précision retenue", "retrouvées", "rappel", "même SIRET, tous lieux"],
        lignes=lines,
        verdicts=verdicts,
    ).to_json()  # fmt: skip
