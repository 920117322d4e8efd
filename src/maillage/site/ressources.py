"""What the front end was built into, read from Vite's manifest: names carry their content's hash."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

MANIFESTE = Path(__file__).parent / "construit" / "manifest.json"
PRECHARGEES = ("latin-wght-normal",)
"""Faces that every page shows."""


@dataclass(frozen=True)
class Ressources:
    styles: tuple[str, ...] = ()
    script: str = ""
    polices: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


def read_ressources(entree: str) -> Ressources:
    """Empty when the front end has not been built: pages then show without style, and still work."""
    if not MANIFESTE.is_file():
        return Ressources()
    return _read(entree, MANIFESTE.stat().st_mtime_ns)


def find_pieces(*sources: str) -> Ressources:
    """What a page loads on demand and what that imports, to be fetched before it is asked for."""
    if not MANIFESTE.is_file():
        return Ressources()
    chunks = json.loads(MANIFESTE.read_text(encoding="utf-8"))
    wanted = [source for source in sources if source in chunks]
    wanted += [one for source in wanted for one in chunks[source].get("imports", []) if not chunks[one].get("isEntry")]
    found = [chunks[one] for one in dict.fromkeys(wanted)]
    styles = (name for chunk in found for name in chunk.get("css", []))
    return Ressources(tuple(map(static, styles)), scripts=tuple(static(chunk["file"]) for chunk in found))


@lru_cache(maxsize=8)
def _read(entree: str, _changed: int) -> Ressources:
    """The date is part of the key: a rebuilt front end is seen without restarting."""
    chunk = json.loads(MANIFESTE.read_text(encoding="utf-8"))[entree]
    fonts = [name for name in chunk.get("assets", []) if any(face in name for face in PRECHARGEES)]
    return Ressources(
        styles=tuple(static(name) for name in chunk.get("css", [])),
        script=static(chunk["file"]),
        polices=tuple(static(name) for name in fonts if "-ext-" not in name),
    )
