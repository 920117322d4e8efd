"""The pages of docs/guide, served with the site.

`guide/`, `annexes/*.md` and `static/aide/images/` are symbolic links to `docs/`: the repository and the site read one
source. A wheel holds the files themselves.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import unquote

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from maillage.aide.images import place_pictures
from maillage.diagnostic import methodes
from maillage.publication.markdown import Titre, anchor, list_headings, parse, render, split_title

ACCUEIL: Final = "index"
DOSSIERS: Final = {"guide": "docs/guide", "annexes": "docs"}
"""Where each folder of this room stands in the repository: relative links are written from there."""


class PageInconnue(KeyError):
    """No page of that name."""


@dataclass(frozen=True)
class Page:
    code: str
    titre: str
    corps: SafeString
    parties: tuple[Titre, ...]
    """Level 2 headings: the page's own table of contents."""


@cache
def list_codes(dossier: str = "guide") -> frozenset[str]:
    folder = files("maillage.aide").joinpath(dossier)
    return frozenset(entry.name.removesuffix(".md") for entry in folder.iterdir() if entry.name.endswith(".md"))


def find_folder(code: str) -> str:
    """Raises PageInconnue. Only names listed in our own folders are ever opened."""
    for dossier in DOSSIERS:
        if code in list_codes(dossier):
            return dossier
    raise PageInconnue(code)


def read_source(code: str) -> str:
    """Raises PageInconnue."""
    return files("maillage.aide").joinpath(find_folder(code), f"{code}.md").read_text(encoding="utf-8")


@cache
def read_page(code: str) -> Page:
    """Raises PageInconnue."""
    titre, tokens = split_title(parse(read_source(code)), code)
    parties = tuple(heading for heading in list_headings(tokens) if heading.niveau == 2)
    return Page(code, titre, _render(tokens, find_folder(code)), parties)


@cache
def list_anchors(code: str) -> frozenset[str]:
    return frozenset(heading.ancre for heading in list_headings(parse(read_source(code))))


def _render(tokens: list[Token], dossier: str) -> SafeString:
    place_pictures(tokens)
    return mark_safe(render(tokens, lambda href: find_address(href, dossier)))  # noqa: S308  (cleaned there)


def find_address(href: str, dossier: str = "guide") -> str | None:
    """A link as the repository reads it → its address here; None for what is only in the repository."""
    chemin, _, fragment = unquote(href).partition("#")
    fin = f"#{anchor(fragment)}" if fragment else ""
    if not chemin:
        return fin or None
    place, name = posixpath.split(posixpath.normpath(posixpath.join(DOSSIERS[dossier], chemin)))
    address = _find_page(place, name.removesuffix(".md")) if name.endswith(".md") else None
    return address and address + fin


def _find_page(place: str, code: str) -> str | None:
    if place == "docs/methode":
        return methodes.find_address(f"{code}.md")
    known = next((dossier for dossier, where in DOSSIERS.items() if where == place), None)
    if known is None or code not in list_codes(known):
        return None
    return reverse("aide:accueil") if code == ACCUEIL else reverse("aide:page", args=[code])
