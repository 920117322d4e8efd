"""`maillage diagnostiquer` with cadres and participations: what it says of them, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from maillage import commandes
from maillage.demonstration.generer import DONNEES

JOUR = ["--date", "2026-11-22"]
TABLES = {
    "acteurs": "id,sphere,nom,communes\nA,AS,La MDS,Valmorane\nB,DL,Le PETR,Valmorane\nC,DL,Le GAL,Valmorane\n",
    "liens": "source,cible,niveau_reel\nA,B,4\nB,A,4\nB,C,1\n",
    "cadres": "id,nature,nom,parent,debut,fin\nC1,dispositif,CTG,,2024-01-01,\nI1,instance,COPIL,C1,,\n",
    "participations": "cadre,acteur,role,jusqu_a\nI1,A,pilote,\nI1,B,membre,2020-01-01\n",
}
CONSTATS = {
    "dispositifs-cote-a-cote", "instances-redondantes", "conversion-instances", "acteur-sans-instance",
    "diagnostics-en-double", "financeur-tardif-actions", "ecart-phase-actions", "zones-blanches",
    "reussites-a-raconter", "triangles-a-fermer",
}  # fmt: skip


def name_demo(*tables: str) -> list[str]:
    return [word for table in tables for word in (f"--{table}", str(DONNEES / f"{table}.csv"))]


def run(folder: Path, *more: str, tables: dict[str, str] = TABLES) -> int:
    paths = []
    for table, text in tables.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
        paths += [f"--{table}", str(folder / f"{table}.csv")]
    return commandes.main(["diagnostiquer", *paths, *JOUR, *more])


def test_the_ten_findings_of_the_demonstration_are_in_text_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["diagnostiquer", *name_demo(*TABLES), *JOUR]
    assert commandes.main([*given, "--format", "json"]) == 0
    constats = {c["code"]: c for c in json.loads(capsys.readouterr().out)["constats"]}
    assert constats.keys() >= CONSTATS
    assert all(constats[code]["phrase"] for code in CONSTATS)
    assert commandes.main(given) == 0
    shown = capsys.readouterr()
    assert all(name in " ".join(shown.out.split()) for name in ("COTECH CTG", "Marmite itinérante", "Noirecombe"))
    assert "Remarque" not in shown.err


def test_without_cadres_nothing_is_said_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    commandes.main(["diagnostiquer", *name_demo("acteurs", "liens"), *JOUR])
    assert "COTECH" not in capsys.readouterr().out


@pytest.mark.parametrize("niveau", ["service", "structure"])
def test_small_tables_are_read_at_both_levels(tmp_path: Path, niveau: str) -> None:
    assert run(tmp_path, "--niveau", niveau) == 0


FAUTES = [
    pytest.param(
        "cadres", "id,nature\nC1,dispositif\nC1,action\n", "ligne 3", "est déjà donné à la ligne 2", id="same id"
    ),
    pytest.param("cadres", "id,nature\nC1,réunionite\n", "ligne 2", "n’est pas une nature de cadre", id="bad nature"),
    pytest.param("cadres", "id,nature\nC1,?\n", "ligne 2", "n’est pas une nature de cadre", id="no nature told"),
    pytest.param("cadres", "id,nature,nom\nC1,,CTG\n", "ligne 2", "vide", id="empty nature"),
    pytest.param(
        "cadres", "id,nature,parent\nC1,action,Z\n", "ligne 2", "l’identifiant d’aucun cadre", id="unknown parent"
    ),
    pytest.param(
        "cadres", "id,nature,parent\nC1,action,C2\nC2,action,C1\n", "lignes 2 et 3", "son propre parent", id="circle"
    ),
    pytest.param(
        "cadres", "id,nature,debut,fin\nC1,action,2026,2020\n", "ligne 2", "la fin vient avant", id="ends before"
    ),
    pytest.param("cadres", "id,nature,phase\nC1,action,P9\n", "ligne 2", "P9", id="bad phase"),
    pytest.param("cadres", "id,nom\nC1,CTG\n", "ligne 1", "il manque la colonne « nature »", id="no column"),
    pytest.param(
        "participations", "cadre,acteur\nI1,Z\n", "ligne 2", "l’identifiant d’aucun acteur", id="unknown actor"
    ),
    pytest.param(
        "participations", "cadre,acteur\nZ9,A\n", "ligne 2", "l’identifiant d’aucun cadre", id="unknown cadre"
    ),
    pytest.param("participations", "cadre,acteur,role\nI1,,pilote\n", "ligne 2", "vide", id="nobody"),
]


@pytest.mark.parametrize(("table", "text", "place", "told"), FAUTES)
def test_a_fault_is_told_with_its_place_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, text: str, place: str, told: str
) -> None:
    target = tmp_path / "d.json"
    tables = TABLES | ({"participations": "cadre,acteur\n"} if table == "cadres" else {}) | {table: text}
    assert run(tmp_path, "--format", "json", "--sortie", str(target), tables=tables) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert f"{table}.csv" in said
    assert place in said
    assert told in said
    assert not target.exists()


def make_workbook(path: Path, tables: dict[str, str]) -> None:
    book = Workbook()
    book.remove(book.active)
    for table, text in tables.items():
        sheet = book.create_sheet(table)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.save(path)


def test_a_workbook_gives_the_same_as_the_four_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_workbook(tmp_path / "t.xlsx", TABLES)
    book = str(tmp_path / "t.xlsx")
    assert run(tmp_path, "--format", "json") == 0
    files = capsys.readouterr().out
    for given in (["--classeur", book], ["--acteurs", book, "--liens", book]):
        assert commandes.main(["diagnostiquer", *given, *JOUR, "--format", "json"]) == 0
        assert capsys.readouterr().out == files


def test_a_fault_of_a_workbook_names_its_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_workbook(tmp_path / "t.xlsx", TABLES | {"participations": "cadre,acteur\nI1,Z\n"})
    assert commandes.main(["diagnostiquer", "--classeur", str(tmp_path / "t.xlsx"), *JOUR]) == 2
    said = capsys.readouterr().err
    assert "participations" in said
    assert "ligne 2" in said


def test_cadres_are_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--format", "json", "--sortie", str(tmp_path / "cadres.csv")) == 2
    assert "que vous donnez à lire" in capsys.readouterr().err
