"""The table of contents is docs/guide/index.md itself: a heading per need, a line per page.

A page enters the guide with one line there: `- [Titre](page.md) : what one finds in it.`
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from markdown_it.token import Token

from maillage.aide.pages import ACCUEIL, list_codes, read_source
from maillage.publication.markdown import parse, say
from maillage.publication.typographie import fr

SEPARATEUR: Final = " : "
BLANCS: Final = str.maketrans({"\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Entree:
    code: str
    titre: str
    resume: str
    besoin: str
    """The heading it stands under: « Je découvre »."""


@dataclass(frozen=True)
class Section:
    besoin: str
    entrees: tuple[Entree, ...]


@dataclass(frozen=True)
class Place:
    entree: Entree
    precedente: Entree | None
    suivante: Entree | None


@cache
def read_sommaire() -> tuple[Section, ...]:
    entries = list_entries()
    needs = dict.fromkeys(entry.besoin for entry in entries)
    return tuple(Section(need, tuple(entry for entry in entries if entry.besoin == need)) for need in needs)


@cache
def list_entries() -> tuple[Entree, ...]:
    return tuple(_read_entries(parse(read_source(ACCUEIL))))


def find_place(code: str) -> Place | None:
    """None for a page that is not in the table of contents (an annex)."""
    entries = list_entries()
    rank = next((rank for rank, entry in enumerate(entries) if entry.code == code), None)
    if rank is None:
        return None
    before = entries[rank - 1] if rank else None
    return Place(entries[rank], before, entries[rank + 1] if rank + 1 < len(entries) else None)


def _read_entries(tokens: list[Token]) -> Iterator[Entree]:
    need = ""
    for rank, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            need = say(tokens[rank + 1])
        if token.type == "inline" and tokens[rank - 2].type == "list_item_open":
            yield from _read_entry(token, need)


def _read_entry(line: Token, besoin: str) -> Iterator[Entree]:
    """Nothing when the line leads elsewhere than to a page of the guide."""
    words = line.children or []
    if not words or words[0].type != "link_open":
        return
    code = str(words[0].attrs["href"]).removesuffix(".md")
    if code in list_codes():
        said = "".join(" " if word.type == "softbreak" else word.content for word in words)
        titre, _, resume = said.translate(BLANCS).partition(SEPARATEUR)
        yield Entree(code, fr(titre), fr(resume), fr(besoin))
