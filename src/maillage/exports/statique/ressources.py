"""The look of the site, taken along: its stylesheets and its faces, under their own names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders

ENTREE = "src/main.ts"
ICONE = "site/marque.svg"


@dataclass(frozen=True)
class Habillage:
    """`styles`: their paths in the folder. Empty when the front end was not built: pages then show without style."""

    styles: list[str]
    fichiers: dict[str, Path]


def read_habillage() -> Habillage:
    fichiers = dict(_find_all(_list_built()))
    styles = [path for path in fichiers if path.endswith(".css")]
    return Habillage(styles, fichiers)


def _list_built() -> Iterator[str]:
    yield ICONE
    manifest = finders.find("manifest.json")
    if isinstance(manifest, str):
        chunk = json.loads(Path(manifest).read_text(encoding="utf-8")).get(ENTREE, {})
        yield from chunk.get("css", [])
        yield from chunk.get("assets", [])


def _find_all(names: Iterator[str]) -> Iterator[tuple[str, Path]]:
    for name in names:
        found = finders.find(name)
        if isinstance(found, str):
            yield name, Path(found)
