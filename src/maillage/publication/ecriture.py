"""Bytes to a file, whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Final


class EcritureImpossible(OSError):
    """The file could not be written; the message says where and why, in French, and what to do."""


class ConversionImpossible(EcritureImpossible):
    """A converter failed; the message tells what it said."""


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside the target, then rename: a reader sees the former file or the new one, never half of it.

    A symbolic link is followed and kept. What is not a file (pipe, device) is written into, never replaced.
    Raises `EcritureImpossible` when the folder is missing or closed, when `path` is a folder, when the disk is full.
    """
    try:
        _write(path, content)
    except OSError as error:
        raise EcritureImpossible(f"Impossible d’écrire «\u00a0{path}\u00a0»\u00a0: {_explain(error, path)}") from error


def _write(path: Path, content: bytes) -> None:
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.is_symlink():  # realpath stops at a link that leads back to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if path.exists() and not target.is_file():
        _write_into(path, content)
    else:
        _write_beside_then_rename(target, content)


def _write_into(path: Path, content: bytes) -> None:
    """Into a pipe or a device; `path` and not its real path, which names nothing for a standard output."""
    with os.fdopen(os.open(path, os.O_WRONLY), "wb") as opened:
        opened.write(content)


def _write_beside_then_rename(path: Path, content: bytes) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(_usual_mode(path))
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _usual_mode(path: Path) -> int:
    """Rights of the file that is replaced, or those that a plain `open` would have given."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


_RAISONS: Final = {
    errno.EISDIR: "c’est un dossier. Donnez aussi un nom de fichier.",
    errno.ENOENT: "le dossier «\u00a0{dossier}\u00a0» n’existe pas. Créez-le, ou choisissez-en un autre.",
    errno.ENOTDIR: "«\u00a0{dossier}\u00a0» n’est pas un dossier.",
    errno.EACCES: "vous n’avez pas le droit d’écrire dans «\u00a0{dossier}\u00a0». Choisissez un autre dossier.",
    errno.EPERM: "vous n’avez pas le droit d’écrire dans «\u00a0{dossier}\u00a0». Choisissez un autre dossier.",
    errno.EROFS: "ce disque est en lecture seule. Choisissez un autre dossier.",
    errno.ENOSPC: "il n’y a plus de place sur ce disque. Faites de la place, ou choisissez un autre disque.",
    errno.EDQUOT: "vous n’avez plus de place sur ce disque. Faites de la place, ou choisissez un autre disque.",
    errno.ENAMETOOLONG: "ce nom est trop long. Choisissez-en un plus court.",
    errno.ELOOP: "ce lien symbolique tourne en rond. Choisissez un autre nom.",
    errno.EPIPE: "ce qui devait le lire s’est arrêté.",
    errno.ENXIO: "ce n’est pas un fichier, et rien ne peut y être écrit.",
}


def _explain(error: OSError, path: Path) -> str:
    known = _RAISONS.get(error.errno or 0, f"le système répond «\u00a0{error.strerror or error}\u00a0».")
    return known.replace("{dossier}", str(path.parent))
