"""The same large espace on SQLite and on a PostgreSQL of its own, thrown away afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.postgresql import find_tools, running_server

from benchmarks import isole

ACTEURS, LIENS = 10_000, 50_000
MOYEN = (300, 2_000)
"""The espace whose diagnosis is made within the page."""
SANS_POSTGRESQL = "PostgreSQL n’est pas installé sur cette machine\u00a0: seul SQLite est mesuré."


@dataclass(frozen=True)
class Base:
    """A database that holds the espace; `faits` is what `preparation.fill` says of it."""

    nom: str
    environnement: dict[str, str]
    fichier: Path
    """Of SQLite; does not exist for PostgreSQL."""
    faits: dict[str, Any]

    def call(self, target: str, **arguments: Any) -> Any:
        """`isole.call` in the environment of this database."""
        with environment(self.environnement):
            return isole.call(target, **arguments)


@contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    former = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(former)


@contextmanager
def open_bases() -> Iterator[list[Base]]:
    """SQLite, then PostgreSQL where it is installed; each filled in a process of its own."""
    tools = find_tools()
    with ExitStack() as stack:
        bases = [_open(stack, "SQLite", "")]
        if tools is not None:
            bases.append(_open(stack, "PostgreSQL", stack.enter_context(running_server(tools))))
        yield bases


def _open(stack: ExitStack, nom: str, url: str) -> Base:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="maillage-banc-")))
    values = {
        "DJANGO_SETTINGS_MODULE": "maillage.site.settings",
        "MAILLAGE_DEMONSTRATION": "oui",
        "MAILLAGE_OUVRIER_EMBARQUE": "non",
        "MAILLAGE_DONNEES": str(folder),
        "DATABASE_URL": url,
    }
    with environment(values):
        faits = isole.call("benchmarks.preparation:fill", acteurs=ACTEURS, liens=LIENS, moyen=list(MOYEN))
    return Base(nom, values, folder / "maillage.sqlite3", faits)
