"""The zip being written: each file with its digest, then the manifest that names them all."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from typing import IO, Any

MANIFESTE = "espace.json"


class Paquet:
    def __init__(self, destination: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(destination, "w", zipfile.ZIP_DEFLATED)
        self.fichiers: dict[str, dict[str, Any]] = {}

    def add(self, chemin: str, pieces: Iterable[bytes]) -> None:
        """One file, in pieces. Each path once."""
        if chemin in self.fichiers:
            raise ValueError(chemin)
        digest, size = sha256(), 0
        with self._zip.open(chemin, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
                size += len(piece)
        self.fichiers[chemin] = {"sha256": digest.hexdigest(), "octets": size}

    def add_text(self, chemin: str, texte: str) -> None:
        self.add(chemin, [texte.encode()])

    def close(self, manifeste: dict[str, Any]) -> None:
        """The manifest comes last, and carries its own digest: a cut archive has none."""
        told = manifeste | {"fichiers": self.fichiers}
        told["empreinte"] = digest_manifest(told)
        self._zip.writestr(MANIFESTE, json.dumps(told, ensure_ascii=False, indent=1))
        self._zip.close()


def digest_manifest(manifeste: dict[str, Any]) -> str:
    told = {name: value for name, value in manifeste.items() if name != "empreinte"}
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
