"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from threading import Thread

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
    with pytest.raises(EcritureImpossible, match="il n’y a plus de place sur ce disque"):
        write_atomically(target, b"trop")
    assert target.read_bytes() == b"avant"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EcritureImpossible, match="absent\u00a0» n’existe pas"):
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


def test_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir()
    target, link = tmp_path / "ailleurs" / "vrai.html", tmp_path / "rapport.html"
    target.write_bytes(b"avant")
    link.symlink_to(target)
    write_atomically(link, b"neuf")
    assert link.is_symlink()
    assert target.read_bytes() == b"neuf"
    assert list(target.parent.iterdir()) == [target]


def test_a_link_to_nothing_yet_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "rapport.html"
    link.symlink_to(tmp_path / "vrai.html")
    write_atomically(link, b"neuf")
    assert link.is_symlink()
    assert (tmp_path / "vrai.html").read_bytes() == b"neuf"


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    link = tmp_path / "rapport.html"
    link.symlink_to(link)
    with pytest.raises(EcritureImpossible, match="tourne en rond"):
        write_atomically(link, b"")


def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe, link, read = tmp_path / "tube", tmp_path / "lien", []
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        reader = Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
        reader.start()
        write_atomically(path, b"contenu")
        reader.join(5)
    assert read == [b"contenu", b"contenu"]
    assert pipe.is_fifo()
    assert sorted(tmp_path.iterdir()) == [link, pipe]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "il n’y a plus de place sur ce disque"),
        (errno.EROFS, "lecture seule"),
        (errno.EACCES, "pas le droit d’écrire"),
        (errno.ENAMETOOLONG, "trop long"),
        (errno.EIO, "le système répond"),
    ],
)
def test_reasons_are_told_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(EcritureImpossible, match=words):
        write_atomically(tmp_path / "rapport.html", b"")


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(EcritureImpossible, match="trop long"):
        write_atomically(tmp_path / ("é" * 300), b"")
