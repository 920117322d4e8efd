"""Opening an archive with distrust: what it is, whole, untouched. Nothing is ever unpacked on the disk."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any, Final

from maillage.exports.archive import FORMAT, VERSION
from maillage.exports.archive.fautes import ArchiveRefusee
from maillage.exports.archive.paquet import MANIFESTE, digest_manifest
from maillage.exports.diffusion import Diffusion

MAX_OCTETS: Final = 4 * 1024**3
"""Unpacked, all files together."""
MAX_MANIFESTE: Final = 64 * 1024**2
MAX_FICHIERS: Final = 500_000
TRANCHE: Final = 1024 * 1024
_CHEMIN: Final = re.compile(r"(?:[\w][\w.\-]*/)*[\w][\w.\-]*", re.ASCII)
COUPEE: Final = "Cette archive est abîmée ou coupée : téléchargez-la de nouveau."
AUTRE: Final = "Ce fichier n’est pas une archive d’espace de Maillage."
CHANGEE: Final = "Cette archive a été modifiée depuis qu’elle a été faite"
RECENTE: Final = "Cette archive vient d’une version plus récente de Maillage : mettez d’abord ce site à jour."
PUBLIQUE: Final = (
    "Cette archive est faite pour être lue et transmise : elle ne contient pas tout l’espace et ne se restaure pas. "
    "Demandez à l’animation l’archive complète."
)


@dataclass(frozen=True)
class Archive:
    """A complete archive, checked: `manifeste` and the tables behind it."""

    manifeste: dict[str, Any]
    _zip: zipfile.ZipFile

    @property
    def espace(self) -> dict[str, str]:
        told: dict[str, str] = self.manifeste["espace"]
        return told

    def read_table(self, label: str) -> list[dict[str, Any]]:
        """Empty when the archive is older than the table."""
        if label not in self.manifeste["tables"]:
            return []
        lignes = json.loads(self._zip.read(f"donnees/{label}.json"))
        if not isinstance(lignes, list) or not all(isinstance(ligne, dict) for ligne in lignes):
            raise ArchiveRefusee(f"{CHANGEE} : la table {label} ne se lit pas.")
        if len(lignes) != self.manifeste["tables"][label]:
            raise ArchiveRefusee(f"{CHANGEE} : la table {label} n’a plus toutes ses lignes.")
        return lignes


def open_archive(source: IO[bytes]) -> Archive:
    """Raises ArchiveRefusee."""
    try:
        opened = zipfile.ZipFile(source)
        manifeste = _read_manifest(opened)
        _check_version(manifeste)
        _check_files(opened, manifeste)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as broken:
        raise ArchiveRefusee(COUPEE if is_zip_like(source) else AUTRE) from broken
    except (KeyError, TypeError, AttributeError) as misshapen:
        raise ArchiveRefusee(AUTRE) from misshapen
    return Archive(manifeste, opened)


def is_zip_like(source: IO[bytes]) -> bool:
    source.seek(0)
    return source.read(2) == b"PK"


def _read_manifest(opened: zipfile.ZipFile) -> dict[str, Any]:
    if MANIFESTE not in opened.namelist():
        raise ArchiveRefusee(AUTRE)
    if opened.getinfo(MANIFESTE).file_size > MAX_MANIFESTE:
        raise ArchiveRefusee(AUTRE)
    try:
        manifeste = json.loads(opened.read(MANIFESTE))
    except ValueError as wrong:
        raise ArchiveRefusee(AUTRE) from wrong
    if not isinstance(manifeste, dict) or manifeste.get("format") != FORMAT:
        raise ArchiveRefusee(AUTRE)
    return manifeste


def _check_version(manifeste: dict[str, Any]) -> None:
    version = manifeste.get("version")
    if not isinstance(version, int) or version < 1:
        raise ArchiveRefusee(AUTRE)
    if version > VERSION:
        raise ArchiveRefusee(RECENTE)
    if manifeste.get("empreinte") != digest_manifest(manifeste):
        raise ArchiveRefusee(f"{CHANGEE} : {MANIFESTE} n’est plus le même.")
    if manifeste.get("diffusion") != Diffusion.ANIMATION:
        raise ArchiveRefusee(PUBLIQUE)


def _check_files(opened: zipfile.ZipFile, manifeste: dict[str, Any]) -> None:
    """The files that the manifest names, no other, each whole and unchanged."""
    told: dict[str, Any] = manifeste["fichiers"]
    found = [info.filename for info in opened.infolist() if info.filename != MANIFESTE]
    if len(found) > MAX_FICHIERS or sum(one["octets"] for one in told.values()) > MAX_OCTETS:
        raise ArchiveRefusee("Cette archive est trop grosse pour être lue ici.")
    strange = next((name for name in found if not _CHEMIN.fullmatch(name) or name not in told), None)
    if strange is not None:
        raise ArchiveRefusee(f"{CHANGEE} : un fichier y a été ajouté ({strange[:100]!r}).")
    if len(found) != len(set(found)) or set(found) != set(told):
        raise ArchiveRefusee(f"{CHANGEE} : il y manque des fichiers, ou l’un d’eux y est deux fois.")
    for name, one in told.items():
        if opened.getinfo(name).file_size != one["octets"] or _digest(opened, name) != one["sha256"]:
            raise ArchiveRefusee(f"{CHANGEE} : {name} n’est plus le même.")


def _digest(opened: zipfile.ZipFile, name: str) -> str:
    """Read by pieces: the size was checked, and zipfile stops at it."""
    digest = sha256()
    for piece in _iterate(opened, name):
        digest.update(piece)
    return digest.hexdigest()


def _iterate(opened: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with opened.open(name) as member:
        while piece := member.read(TRANCHE):
            yield piece
