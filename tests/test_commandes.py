"""The `maillage` command as someone types it: what it says, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from maillage import commandes, console
from maillage.demonstration.generer import DONNEES

ACTEURS = "id,sphere,nom\nA,AS,La MDS\nB,DL,Le PETR\nC,DL,Le GAL\n"
LIENS = "source,cible,niveau_reel\nA,B,4\nB,A,1\nB,C,1\n"
DEMO = ["--acteurs", str(DONNEES / "acteurs.csv"), "--liens", str(DONNEES / "liens.csv"), "--date", "2026-11-22"]


class Table:
    """Two small tables in a folder, and the options that name them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("acteurs", ACTEURS)
        self.write("liens", LIENS)

    def write(self, name: str, text: str) -> None:
        (self.folder / f"{name}.csv").write_text(text, encoding="utf-8")

    def run(self, *more: str) -> int:
        paths = ["--acteurs", str(self.folder / "acteurs.csv"), "--liens", str(self.folder / "liens.csv")]
        return commandes.main(["diagnostiquer", *paths, "--date", "2026-11-22", *more])


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


def test_text_on_screen_is_the_default(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert table.run("--titre", "La Lisaude") == 0
    shown = capsys.readouterr()
    assert "Document de travail de l’animation" in shown.out
    assert "La Lisaude\n" in shown.out
    assert "Deux acteurs sur trois ont parlé de leurs liens" in shown.out.replace("\n", " ")
    assert shown.err == ""


def test_json_goes_where_it_is_told(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    target = table.folder / "d.json"
    assert table.run("--format", "json", "--sortie", str(target), "--graine", "7") == 0
    diagnostic = json.loads(target.read_text(encoding="utf-8"))
    assert (diagnostic["graine"], diagnostic["reseau"]["contestes"]) == (7, 1)
    assert "Écrit" in capsys.readouterr().err


@pytest.mark.parametrize(("diffusion", "told"), [("publique", False), ("animation", True)])
def test_what_concerns_a_few_is_withheld_on_demand(table: Table, diffusion: str, told: bool) -> None:
    target = table.folder / "d.json"
    table.run("--format", "json", "--sortie", str(target), "--diffusion", diffusion)
    constats = {c["code"]: c for c in json.loads(target.read_text(encoding="utf-8"))["constats"]}
    assert ("La MDS" in json.dumps(constats["asymetrie"], ensure_ascii=False)) is told


def test_same_input_gives_the_same_bytes(table: Table) -> None:
    targets = [table.folder / name for name in ("un.json", "deux.json")]
    for target in targets:
        table.run("--format", "json", "--sortie", str(target))
    assert targets[0].read_bytes() == targets[1].read_bytes()


def test_every_fault_is_told_and_nothing_is_written(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    table.write("acteurs", "id,sphere\nA,AS\nA,\n,DL\n")
    table.write("liens", "source,cible,niveau_reel\nA,Z,3\nA,A,1\nA,A,9\n")
    target = table.folder / "d.json"
    assert table.run("--format", "json", "--sortie", str(target)) == 2
    told = capsys.readouterr().err
    assert "rien n’a été écrit" in told
    assert all(f"ligne {row}" in told for row in (2, 3, 4))
    assert not target.exists()


def test_what_is_only_worth_a_remark_does_not_stop(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    table.write("liens", LIENS + "A,A,1\nB,C,1\n")
    assert table.run() == 0
    assert capsys.readouterr().err.count("Remarque.") == 2


def test_an_older_report_survives_a_failed_run(table: Table) -> None:
    target = table.folder / "d.json"
    target.write_text("ancien", encoding="utf-8")
    table.write("liens", "source,cible\nA,Z\n")
    assert table.run("--format", "json", "--sortie", str(target)) == 2
    assert target.read_text(encoding="utf-8") == "ancien"


def test_a_folder_that_does_not_exist_is_told(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert table.run("--format", "json", "--sortie", str(table.folder / "absent" / "d.json")) == 1
    assert "absent" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param([], "Donnez --acteurs et --liens", id="nothing given"),
        pytest.param(["--acteurs", "a.csv"], "Donnez --acteurs et --liens", id="half given"),
        pytest.param(["--classeur", "f.xlsx", "--liens", "l.csv"], "pas les deux", id="both given"),
        pytest.param(["--classeur", "f.xlsx", "--cadres", "c.csv"], "pas les deux", id="cadres beside a workbook"),
        pytest.param(
            ["--acteurs", "a.csv", "--liens", "l.csv", "--participations", "p.csv"],
            "Donnez aussi --cadres",
            id="participations alone",
        ),
        pytest.param(["--acteurs", "absent.csv", "--liens", "absent.csv"], "absent.csv", id="missing files"),
    ],
)
def test_what_is_missing_is_said(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert commandes.main(["diagnostiquer", *arguments]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param([], "Il manque : COMMANDE", id="no command"),
        pytest.param(["diagnostiquer", "--format", "odt"], "choix inconnu", id="unknown format"),
        pytest.param(["diagnostiquer", "--date", "hier"], "« hier » n’est pas une date", id="no date"),
        pytest.param(["diagnostiquer", "--date", "0001-01-01"], "n’est pas entre 1950 et 2100", id="far away date"),
        pytest.param(["diagnostiquer", "--graine", "-5"], "un nombre entier est attendu", id="negative number"),
        pytest.param(["diagnostiquer", "--graine", "x"], "un nombre entier est attendu", id="no number"),
        pytest.param(["diagnostiquer", "--truc"], "Options inconnues", id="unknown option"),
    ],
)
def test_wrong_options_are_told_in_french(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        commandes.main(arguments)
    assert stopped.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("niveau", ["service", "structure"])
def test_the_demonstration_is_diagnosed_at_both_levels(niveau: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert commandes.main(["diagnostiquer", *DEMO, "--niveau", niveau]) == 0
    assert "6 existent" in capsys.readouterr().out


@pytest.mark.parametrize(("acteurs", "phrase"), [("", "aucun acteur"), ("A,AS\n", "un acteur")])
def test_an_empty_or_one_actor_network_gets_an_honest_report(
    table: Table, capsys: pytest.CaptureFixture[str], acteurs: str, phrase: str
) -> None:
    table.write("acteurs", "id,sphere\n" + acteurs)
    table.write("liens", "source,cible\n")
    assert table.run() == 0
    assert f"{phrase}, aucun lien déclaré" in capsys.readouterr().out.lower()


def test_progress_is_told_once_the_wait_is_long(monkeypatch: pytest.MonkeyPatch, table: Table) -> None:
    monkeypatch.setattr(console, "PATIENCE", -1.0)
    told: list[str] = []
    monkeypatch.setattr("sys.stderr.write", told.append)
    table.run()
    assert any("courtage…" in line for line in told)


@pytest.mark.parametrize("name", ["acteurs.csv", "./acteurs.csv", "lien-vers-acteurs"])
def test_what_is_read_is_never_written_over(table: Table, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (table.folder / "lien-vers-acteurs").symlink_to(table.folder / "acteurs.csv")
    assert table.run("--format", "json", "--sortie", f"{table.folder}/{name}") == 2
    assert "que vous donnez à lire" in capsys.readouterr().err
    assert (table.folder / "acteurs.csv").read_text(encoding="utf-8") == ACTEURS


@pytest.mark.parametrize("redirection", [">&-", "> /dev/full"])
def test_a_closed_or_full_output_is_told(redirection: str) -> None:
    command = shlex.join([sys.executable, "-m", "maillage.commandes", "diagnostiquer", *DEMO])
    told = subprocess.run(f"{command} {redirection}", shell=True, capture_output=True, check=False)
    assert told.returncode in (1, 2)
    assert "sortie standard" in told.stderr.decode()
    assert b"Traceback" not in told.stderr


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    command = shlex.join([sys.executable, "-m", "maillage.commandes", "diagnostiquer", *DEMO])
    told = subprocess.run(f"{command} | head -n 1", shell=True, capture_output=True, check=False)
    assert told.stdout
    assert b"Traceback" not in told.stderr


def test_a_file_that_cannot_be_replaced_is_told(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    if os.geteuid() == 0:
        target = Path("/proc/rapport.json")  # not even the administrator writes there
    else:
        target = table.folder / "ferme" / "d.json"
        target.parent.mkdir()
        target.parent.chmod(stat.S_IREAD | stat.S_IEXEC)
    assert table.run("--format", "json", "--sortie", str(target)) == 1
    assert "Traceback" not in capsys.readouterr().err
