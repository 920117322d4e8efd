"""LibreOffice, as people use it: open, save under another form."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Convert = Callable[[Path, str], Path]
CSV_TEXTE = "CSV:59,34,76,1,,0,true"
"""The import dialog with « semicolon », « UTF-8 » and « format quoted fields as text » ticked."""


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """`convert(path, "ods")`: opened in LibreOffice and saved under that form."""
    command = shutil.which("soffice")
    if command is None and os.environ.get("MAILLAGE_TOUT_EXIGER"):
        pytest.fail("LibreOffice is missing: apt-get install libreoffice-calc-nogui")
    if command is None:
        pytest.skip("LibreOffice is not here: apt-get install libreoffice-calc-nogui")
    profile = tmp_path_factory.mktemp("libreoffice")

    def save(path: Path, form: str) -> Path:
        target = tmp_path_factory.mktemp("converti")
        options = [f"--infilter={CSV_TEXTE}"] if path.suffix == ".csv" else []
        kind = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,true" if form == "csv" else form
        subprocess.run(
            [command, f"-env:UserInstallation=file://{profile}", "--headless", *options, "--convert-to", kind,
             "--outdir", str(target), str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return target / f"{path.stem}.{form}"

    return save
