"""The pages of docs/methode, served with the site: where the formula, the data and the limits of a sentence are told.

`methode/` is a symbolic link to docs/methode at the root of the repository. A wheel holds the files themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import unquote

import nh3
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

ACCUEIL: Final = "index"
CODE: Final = re.compile(r"[a-z][a-z-]*")
LIMITES: Final = "Ce que cela ne dit pas"
FORMULE: Final = "Formule"
ATTRIBUTS: Final = {
    "a": {"href"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "th": {"class"},
    "td": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "pre": {"tabindex"},
}
CLASSES: Final = {"droite": "nombre", "right": "nombre"}
ALIGNEMENT: Final = re.compile(r"text-align:\s*(\w+)")


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
    tokens = MARKDOWN.parse(read_source(code))
    titre = tokens[1].content if len(tokens) > 1 and tokens[0].tag == "h1" else code
    return Page(code, titre, _render(tokens[3:] if tokens and tokens[0].tag == "h1" else tokens))


@cache
def read_section(code: str, titre: str) -> SafeString:
    """What stands under one heading of a page; empty when the page or the heading is not there."""
    try:
        tokens = MARKDOWN.parse(read_source(code))
    except MethodeInconnue:
        return SafeString("")
    return _render(list(_cut(tokens, titre)))


@cache
def read_formula(code: str) -> str:
    """The first block of code under « Formule », as plain text."""
    try:
        tokens = list(_cut(MARKDOWN.parse(read_source(code)), FORMULE))
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
    for rank, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(tokens[rank + 1].content))
        _mend_alignment(token)
        for child in token.children or []:
            _mend_link(child)
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    html = _frame_tables(html).replace("<pre>", '<pre tabindex="0">')
    return mark_safe(nh3.clean(html, attributes=ATTRIBUTS, link_rel=None))  # noqa: S308  (cleaned just here)


def _frame_tables(html: str) -> str:
    """Each in a region that scrolls and can be reached with the keyboard, with a name of its own."""
    first, *others = html.split("<table>")
    opened = (
        f'<div class="defile" role="region" tabindex="0" aria-label="Tableau {rank}"><table>{rest}'
        for rank, rest in enumerate(others, 1)
    )
    return "".join((first, *opened)).replace("</table>", "</table></div>")


def _mend_alignment(token: Token) -> None:
    """The security policy refuses inline styles: columns of figures take a class."""
    style = ALIGNEMENT.search(str(token.attrs.pop("style", "")))
    if style and style[1] in CLASSES:
        token.attrSet("class", CLASSES[style[1]])


def _mend_link(token: Token) -> None:
    """Pages here lead to one another; what is only in the repository stays as words."""
    if token.type != "link_open":
        return
    page, _, fragment = unquote(str(token.attrs.get("href", ""))).partition("#")
    code = page.removesuffix(".md")
    if page.startswith(("http://", "https://")):
        return
    if not page and fragment:
        token.attrSet("href", f"#{anchor(fragment)}")
    elif CODE.fullmatch(code) and code in list_codes():
        address = reverse("diagnostic:methodes") if code == ACCUEIL else reverse("diagnostic:methode", args=[code])
        token.attrSet("href", f"{address}#{anchor(fragment)}" if fragment else address)
    else:
        del token.attrs["href"]


def anchor(titre: str) -> str:
    """As the repository's host makes them: « Ce qui est sans objet » → « ce-qui-est-sans-objet »; accents stay."""
    kept = "".join(c for c in titre.lower().strip() if c in " -_" or unicodedata.category(c)[0] in "LN")
    return kept.replace(" ", "-")


MARKDOWN: Final = MarkdownIt("commonmark", {"typographer": False}).enable("table")
