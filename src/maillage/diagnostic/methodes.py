"""The pages of docs/methode, served with the site: where the formula, the data and the limits of a sentence are told.

`methode/` is a symbolic link to docs/methode at the root of the repository. A wheel holds the files themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import unquote

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from maillage.publication.markdown import anchor, parse, render, split_title

ACCUEIL: Final = "index"
CODE: Final = re.compile(r"[a-z][a-z-]*")
LIMITES: Final = "Ce que cela ne dit pas"
FORMULE: Final = "Formule"


class MethodeInconnue(KeyError):
    """No page of that name."""


@dataclass(frozen=True)
class Page:
    code: str
    titre: str
    corps: SafeString


def list_codes() -> list[str]:
    folder = files("maillage.diagnostic").joinpath("methode")
    return sorted(entry.name.removesuffix(".md") for entry in folder.iterdir() if entry.name.endswith(".md"))


def read_source(code: str) -> str:
    """Raises MethodeInconnue."""
    if code not in list_codes():
        raise MethodeInconnue(code)
    return files("maillage.diagnostic").joinpath("methode", f"{code}.md").read_text(encoding="utf-8")


@cache
def read_page(code: str) -> Page:
    """The whole page; its title is the level 1 heading."""
    titre, tokens = split_title(parse(read_source(code)), code)
    return Page(code, titre, _render(tokens))


@cache
def read_section(code: str, titre: str) -> SafeString:
    """What stands under one heading of a page; empty when the page or the heading is not there."""
    try:
        tokens = parse(read_source(code))
    except MethodeInconnue:
        return SafeString("")
    return _render(list(_cut(tokens, titre)))


@cache
def read_formula(code: str) -> str:
    """The first block of code under « Formule », as plain text."""
    try:
        tokens = list(_cut(parse(read_source(code)), FORMULE))
    except MethodeInconnue:
        return ""
    return next((token.content.rstrip() for token in tokens if token.type == "fence"), "")


def _cut(tokens: list[Token], titre: str) -> Iterator[Token]:
    """The tokens between a level 2 heading and the next one."""
    inside = False
    for rank, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            inside = tokens[rank + 1].content == titre
            skip = rank + 2
        if inside and rank > skip:
            yield token


def _render(tokens: list[Token]) -> SafeString:
    return mark_safe(render(tokens, find_address))  # noqa: S308  (cleaned there)


def find_address(href: str) -> str | None:
    """Pages here lead to one another; None for what is only in the repository."""
    page, _, fragment = unquote(href).partition("#")
    code = page.removesuffix(".md")
    if not page and fragment:
        return f"#{anchor(fragment)}"
    if not (CODE.fullmatch(code) and code in list_codes()):
        return None
    address = reverse("diagnostic:methodes") if code == ACCUEIL else reverse("diagnostic:methode", args=[code])
    return f"{address}#{anchor(fragment)}" if fragment else address
