"""Conversion on the committees of a real policy network (Leifeld & Schneider), beside a product of matrices."""

from __future__ import annotations

import csv
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from maillage.analyse.cadres import Cadre, Participation, build_cadres
from maillage.analyse.diagnostic import Constat
from maillage.analyse.moteur import diagnostiquer
from maillage.analyse.reseau import Acteur, Declaration, build_reseau
from tests.analyse.reseaux import said

FICHIER = Path(__file__).resolve().parents[3] / "shared" / "data" / "reseaux" / "chemnet_instances.csv"


@pytest.fixture(scope="module")
def sieges() -> list[tuple[str, str]]:
    if not FICHIER.exists():
        pytest.skip("../shared/data/reseaux is not on this machine")
    with FICHIER.open(encoding="utf-8", newline="") as lines:
        return sorted({(row["organisation"], row["committee"]) for row in csv.DictReader(lines)})


def list_organisations(sieges: list[tuple[str, str]]) -> list[str]:
    return sorted({organisation for organisation, _ in sieges})


def count_common(sieges: list[tuple[str, str]]) -> np.ndarray:
    """Committees in common of each pair: the incidence table times its transpose."""
    people, committees = list_organisations(sieges), sorted({committee for _, committee in sieges})
    table = np.zeros((len(people), len(committees)), dtype=int)
    for organisation, committee in sieges:
        table[people.index(organisation), committees.index(committee)] = 1
    return np.asarray(table @ table.T)


def read(sieges: list[tuple[str, str]], links: list[Declaration]) -> Constat:
    reseau = build_reseau([Acteur(id=i, sphere="X") for i in list_organisations(sieges)], links)
    cadres = build_cadres(
        [Cadre(id=committee, nature="instance") for committee in sorted({c for _, c in sieges})],
        [Participation(acteur=a, cadre=c) for a, c in sieges],
        reseau,
    )
    return diagnostiquer(reseau, date_reference=date(2026, 11, 22), cadres=cadres).constat("conversion-instances")


def test_pairs_that_sit_together_are_those_of_the_product(sieges: list[tuple[str, str]]) -> None:
    """180 seats of 30 organisations in 20 committees. Every organisation speaks, so every pair is known."""
    people, common = list_organisations(sieges), count_common(sieges)
    together = int((np.triu(common, 1) > 0).sum())
    total = len(people) * (len(people) - 1) // 2
    around = [said(a, b, 1) for a, b in zip(people, [*people[1:], people[0]], strict=True)]
    detail = read(sieges, around).detail
    assert (len(sieges), len(people), total) == (180, 30, 435)
    assert together == 288, "and 147 pairs without any committee in common"
    assert (detail["paires_ensemble"], detail["paires_a_part"]) == (together, total - together)
    assert detail["travaillent_ensemble"] == 0, "knowing each other is not working together"


def test_working_pairs_by_number_of_common_committees(sieges: list[tuple[str, str]]) -> None:
    """Those with five committees in common work together, and each of the others with one pair apart out of three."""
    people, common = list_organisations(sieges), count_common(sieges)
    pairs = [(i, j) for i, j in combinations(range(len(people)), 2)]
    close = [(i, j) for i, j in pairs if common[i, j] >= 5]
    apart = [(i, j) for i, j in pairs if common[i, j] == 0]
    links = [said(people[i], people[j], 3) for i, j in (*close, *apart[::3])]
    links += [said(a, b, 1) for a, b in zip(people, [*people[1:], people[0]], strict=True)]
    constat = read(sieges, links)
    together = len(pairs) - len(apart)
    assert (len(close), together, len(apart[::3]), len(apart)) == (67, 288, 49, 147)
    assert constat.valeur == pytest.approx(67 / 288)
    assert constat.detail["rapport"] == pytest.approx((67 / 288) / (49 / 147))
