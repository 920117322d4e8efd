"""The shipped tables are those the script makes, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from maillage.demonstration.generer import DONNEES
from maillage.demonstration.liaisons import QUOTAS
from maillage.demonstration.territoire import expand_zones


@pytest.mark.parametrize("hash_seed", ["0", "1", "4242"])
def test_the_same_bytes_at_each_run(tmp_path: Path, hash_seed: str) -> None:
    command = [sys.executable, "-m", "maillage.demonstration.generer", str(tmp_path)]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": hash_seed}, timeout=10)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in DONNEES.glob("*.csv")}


@pytest.mark.parametrize("nom", ["acteurs", "liens", "communes"])
def test_plain_utf8_without_mark(nom: str) -> None:
    content = (DONNEES / f"{nom}.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.decode("utf-8").endswith("\n")


def test_quotas_make_350_links() -> None:
    assert sum(QUOTAS.values()) == 350


@pytest.mark.parametrize(("zone", "nombre"), [("epci", 21), ("secteur-mds", 17), ("bassin-sante", 20), ("plateau", 4)])
def test_overlapping_perimeters(zone: str, nombre: int) -> None:
    assert len(expand_zones(zone)) == nombre


def test_an_unknown_commune_is_refused() -> None:
    with pytest.raises(ValueError, match="Trifouillis"):
        expand_zones("plateau|Trifouillis")
