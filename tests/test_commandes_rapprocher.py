"""`maillage rapprocher` as someone types it."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from maillage import commandes, console
from maillage.analyse.rapprochement import moteurs

LISTE = (
    "nom;adresse;code_postal;commune;telephone;remarque\r\n"
    "CCAS de Valmorane;1 place de la Mairie;07990;Valmorane;04 75 00 00 01; à revoir\r\n"
    "Mairie de Valmorane;1 place de la Mairie;07990;Valmorane;04 75 00 00 01;\r\n"
    '"Centre communal d’action sociale";1 pl. de la Mairie;07990;VALMORANE;+33475000001;"deux\nlignes"\r\n'
    "Le Panier;NULL;07990;Valmorane;-;\r\n"
)


def run(source: Path, *more: str) -> int:
    return commandes.main(["rapprocher", str(source), "--sortie", str(source.with_name("sortie.csv")), *more])


def write(folder: Path, content: str | bytes, name: str = "liste.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, delimiter: str = ";") -> list[dict[str, str]]:
    with (folder / "sortie.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=delimiter))


def test_every_row_and_column_comes_back_with_its_group(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, LISTE)
    assert run(source) == 0
    rows = read(tmp_path)
    assert [row["groupe"] for row in rows] == ["1", "2", "1", "3"]
    with source.open(encoding="utf-8", newline="") as opened:
        typed = list(csv.DictReader(opened, delimiter=";", skipinitialspace=True))
    assert [{name: row[name] for name in typed[0]} for row in rows] == typed
    assert list(rows[0]) == ["nom", "adresse", "code_postal", "commune", "telephone", "remarque", "groupe"]
    told = capsys.readouterr()
    assert "quatre lignes, comparées par" in told.err
    assert "un groupe de plusieurs lignes (deux lignes en tout)" in told.err
    assert told.out == ""


def test_headings_of_other_programs_are_known(tmp_path: Path) -> None:
    text = "Name,Address,Zip Code,City,Siret\nCCAS,1 rue X,07990,Valmorane,26\nC.C.A.S.,1 r. X,07990,VALMORANE,\n"
    assert run(write(tmp_path, text)) == 0
    assert [row["groupe"] for row in read(tmp_path, ",")] == ["1", "1"]


def test_number_and_street_in_two_columns(tmp_path: Path) -> None:
    text = (
        "DENOMINATION_SOCIALE,NUM_RUE,NOM_RUE,CODE_POST_COM,LIB_COM\n"
        "Tremplin Sud,4,Rue BASSE,07990,VALMORANE\nTremplin du Sud,4,rue Basse,07990,Valmorane\n"
    )
    assert run(write(tmp_path, text)) == 0
    assert [row["groupe"] for row in read(tmp_path, ",")] == ["1", "1"]


def test_a_table_in_the_old_encoding_of_windows(tmp_path: Path) -> None:
    assert run(write(tmp_path, LISTE.replace("’", "'").encode("cp1252"))) == 0
    assert read(tmp_path)[0]["remarque"].strip() == "à revoir"


def test_one_row_is_a_group(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(tmp_path, "nom\nCCAS\n")) == 0
    assert read(tmp_path) == [{"nom": "CCAS", "groupe": "1"}]
    assert "aucune ligne n’en rejoint une autre" in capsys.readouterr().err


REFUSED = {
    "empty": (b"", "ce fichier est vide"),
    "headings-only": ("nom;commune\n", "aucune ligne sous les titres"),
    "no-usable-column": ("couleur;taille\nbleu;3\n", "aucune colonne ne permet de comparer"),
    "places-only": ("commune;code_postal\nValmorane;07990\n", "aucune colonne ne permet de comparer"),
    "title-above": (
        "Annuaire 2026\n\nnom;adresse;commune\nCCAS;1 rue X;V\n",
        "titres de colonnes semblent être à la ligne 3",
    ),
    "already-a-groupe": ("nom;groupe\nCCAS;4\n", "une colonne s’appelle déjà « groupe »"),
    "binary": (b"\x89PNG\r\n\x1a\n", "ce fichier est une image"),
    "not-text": (b"nom\x00\x01\xff", "n’est pas un tableau de texte"),
    "open-quote": ('nom;commune\n"CCAS;Valmorane\n', "guillemet droit"),
    "shifted-row": ("nom;commune\nCCAS;Valmorane;;oups\nLe Panier;V\n", "ligne 2"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_compared_is_told(
    content: str | bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(write(tmp_path, content)) == 2
    assert said in capsys.readouterr().err.replace("\u00a0", " ")
    assert not (tmp_path / "sortie.csv").exists()


def test_all_faults_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(tmp_path, "couleur;groupe\nbleu;1;;x\nvert;2;;y\n")) == 2
    told = capsys.readouterr().err.replace("\u00a0", " ")
    assert told.startswith("quatre choses sont à corriger")
    assert "lignes 2 et 3" in told


def test_a_place_that_is_not_a_number_is_a_remark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "nom;latitude;longitude\nCCAS;quelque part;4,39\nLe Panier;44,62;845000\n"
    assert run(write(tmp_path, text)) == 0
    told = capsys.readouterr().err.replace("\u00a0", " ")
    assert "« quelque part » n’est pas une latitude en degrés" in told
    assert "« 845000 » n’est pas une longitude en degrés" in told


def test_never_over_its_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, LISTE)
    link = tmp_path / "autre.csv"
    link.symlink_to(source)
    assert commandes.main(["rapprocher", str(source), "--sortie", str(link)]) == 2
    assert "choisissez un autre nom" in capsys.readouterr().err
    assert source.read_bytes() == LISTE.encode()


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, LISTE)
    assert commandes.main(["rapprocher", str(source), "--sortie", str(tmp_path / "non" / "s.csv")]) == 1
    assert "n’existe pas" in capsys.readouterr().err


def test_progress_is_told_after_a_wait(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "PATIENCE", -1.0)
    assert run(write(tmp_path, LISTE)) == 0
    told = capsys.readouterr().err
    assert "lecture des noms et des adresses…" in told
    assert "comparaison, moteur duckdb…" in told


def test_spark_without_java(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert run(write(tmp_path, LISTE), "--moteur", "spark") == 2
    assert "besoin de Java" in capsys.readouterr().err
    assert not (tmp_path / "sortie.csv").exists()


def test_spark_not_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moteurs, "_check_java", lambda: None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert run(write(tmp_path, LISTE), "--moteur", "spark") == 2
    assert moteurs.INSTALLER_SPARK in capsys.readouterr().err


@pytest.mark.parametrize("command", ["diagnostiquer", "--version"])
def test_no_other_command_waits_for_splink(command: str) -> None:
    code = (
        "import sys\nfrom maillage.commandes import main\n"
        f"try: main(['{command}', '--aide'])\nexcept SystemExit: pass\n"
        "import maillage.analyse.rapprochement, maillage.formats.fiches\n"
        "assert not {'splink', 'duckdb', 'pyarrow', 'pyspark'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
