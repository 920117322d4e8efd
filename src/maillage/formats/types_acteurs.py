"""Words under which types of actors were met in public directories, and the codes they stand for."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from maillage.formats.textes import make_key


def _read_rows() -> Iterator[tuple[str, list[str]]]:
    text = files("maillage.formats").joinpath("donnees/types_acteurs.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield row["code"], row["mots"].split("|")


@cache
def read_types() -> dict[str, str]:
    """Key of each word → code of a type; the codes are those of the reference list."""
    rows = list(_read_rows())
    own = {make_key(code): code for code, _ in rows if code}
    return {make_key(mot): code for code, mots in rows if code for mot in mots} | own


@cache
def read_sensibles() -> frozenset[str]:
    """Keys of the kinds of place whose address is never shown: shelters, homes of children (domain brief §10)."""
    return frozenset(make_key(mot) for code, mots in _read_rows() if not code for mot in mots)
