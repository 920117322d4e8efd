"""The findings planted in the dispositifs, instances and actions of the territory (domain brief §11.5)."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from maillage.analyse.diagnostic import Diagnostic
from maillage.analyse.vocabulaire import PUBLICS, THEMES
from tests.demonstration.conftest import Row, read_rows, split


def detail(diagnostic: Diagnostic, code: str, key: str) -> list[dict[str, Any]]:
    rows = diagnostic.constat(code).detail[key]
    assert isinstance(rows, list)
    return [row for row in rows if isinstance(row, dict)]


def list_told(nom: str, colonne: str) -> set[str]:
    return {code for row in read_rows(nom) for code in split(row[colonne])}


def test_volumes() -> None:
    rows: list[Row] = read_rows("cadres")
    assert Counter(row["nature"] for row in rows) == {"dispositif": 18, "instance": 13, "action": 30}
    actions = Counter(row["sphere"] for row in rows if row["nature"] == "action")
    assert actions == {"AS": 8, "DS": 7, "DL": 9, "PA": 6}
    told = {row["reference"] for row in rows if row["nature"] == "dispositif"}
    assert told == set(re.findall("D..", "D03 D18 D22 D27 D01 D04 D05 D13 D45 D52 D58 D63 D67 D70 D85 D33 D35 D73"))


def test_every_code_is_known() -> None:
    assert list_told("cadres", "themes") <= set(THEMES)
    assert list_told("cadres", "publics") <= set(PUBLICS)
    assert {row["acteur"] for row in read_rows("participations")} <= {row["id"] for row in read_rows("acteurs")}


def test_k04_ctg_and_pat_side_by_side(diagnostic: Diagnostic) -> None:
    first = detail(diagnostic, "dispositifs-cote-a-cote", "paires")[0]
    assert (first["cadres"], first["communes_communes"]) == (["DL01", "DL02"], 21)
    assert first["themes"] == ["ALI", "JEU", "PAR"]


def test_k07_nothing_for_the_elderly_on_the_plateau(diagnostic: Diagnostic) -> None:
    first = detail(diagnostic, "zones-blanches", "zones")[0]
    assert first["public"] == "les aînés"
    assert first["themes"] == ["LIE", "MOB", "VIE"]
    assert first["communes"] == ["La Fontesse", "Malvèze", "Noirecombe", "Vaubrune"]


def test_k08_two_instances_nearly_the_same(diagnostic: Diagnostic) -> None:
    [pair] = detail(diagnostic, "instances-redondantes", "paires")
    assert pair["cadres"] == ["I01", "I02"]
    assert (pair["membres"], pair["membres_communs"], round(pair["jaccard"], 2)) == ([11, 11], 9, 0.69)


def test_k09_a_success_to_tell(diagnostic: Diagnostic) -> None:
    [action] = detail(diagnostic, "reussites-a-raconter", "actions")
    assert (action["cadre"], action["acteurs"]) == ("A001", ["S03", "S04", "S06", "S07-ALI"])


def test_k10_msa_and_the_chamber_of_agriculture_away_from_health(diagnostic: Diagnostic) -> None:
    first = detail(diagnostic, "triangles-a-fermer", "triangles")[0]
    assert (first["acteurs"], first["themes"]) == (["MSA", "S08"], ["AGR", "SAN"])
    assert "santé des agriculteurs" in first["intitule"]


def test_k13_the_secretary_whom_eight_name(diagnostic: Diagnostic) -> None:
    [relay] = detail(diagnostic, "acteur-sans-instance", "acteurs")
    assert (relay["acteurs"], relay["maison"], relay["cite_par"]) == (["P95"], "S43", 8)


def test_k14_three_diagnoses_in_two_years(diagnostic: Diagnostic) -> None:
    names = [row["intitule"] for row in detail(diagnostic, "diagnostics-en-double", "diagnostics")]
    assert names == ["Diagnostic partagé de la CTG", "ABS 2025 du CIAS", "Diagnostic alimentaire du PAT"]


def test_sitting_together_goes_with_working_together(diagnostic: Diagnostic) -> None:
    constat = diagnostic.constat("conversion-instances")
    assert constat.garde is None
    rapport = constat.detail["rapport"]
    assert isinstance(rapport, float)
    assert rapport > 1
