"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.publication import EcritureImpossible, write_atomically


def test_writes_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "rapport.html"
    write_atomically(target, b"un")
    target.chmod(0o640)
    write_atomically(target, b"deux")
    assert target.read_bytes() == b"deux"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_former_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "rapport.pdf"
    target.write_bytes(b"avant")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(EcritureImpossible, match="No space left"):
        write_atomically(target, b"trop")
    assert target.read_bytes() == b"avant"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EcritureImpossible, match="absent » n’existe pas"):
        write_atomically(tmp_path / "absent" / "rapport.html", b"")


def test_a_file_taken_for_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("")
    with pytest.raises(EcritureImpossible, match="n’est pas un dossier"):
        write_atomically(tmp_path / "notes" / "rapport.html", b"")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(EcritureImpossible, match="c’est un dossier"):
        write_atomically(tmp_path, b"")


def test_a_closed_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(EcritureImpossible, match="pas le droit d’écrire"):
        write_atomically(tmp_path / "rapport.html", b"")
