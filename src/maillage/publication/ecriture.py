"""Bytes to a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class EcritureImpossible(OSError):
    """The file could not be written; the message says where and why, in French, and what to do."""


class ConversionImpossible(EcritureImpossible):
    """A converter failed; the message tells what it said."""


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside the target, then rename: a reader sees the former file or the new one, never half of it.

    Raises `EcritureImpossible` when the folder is missing or closed, when `path` is a folder, when the disk is full.
    """
    if path.is_dir():
        raise EcritureImpossible(f"Impossible d’écrire « {path} » : c’est un dossier. Donnez aussi un nom de fichier.")
    try:
        _write_beside_then_rename(path, content)
    except OSError as error:
        raise EcritureImpossible(f"Impossible d’écrire « {path} » : {_explain(error, path)}") from error


def _write_beside_then_rename(path: Path, content: bytes) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
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


def _explain(error: OSError, path: Path) -> str:
    dossier = path.parent
    if isinstance(error, FileNotFoundError):
        return f"le dossier « {dossier} » n’existe pas. Créez-le, ou choisissez-en un autre."
    if isinstance(error, NotADirectoryError):
        return f"« {dossier} » n’est pas un dossier."
    if isinstance(error, PermissionError):
        return f"vous n’avez pas le droit d’écrire dans « {dossier} ». Choisissez un autre dossier."
    return f"{error.strerror or error}."
