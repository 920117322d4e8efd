"""Our own Markdown pages (guide, methods) as clean HTML: headings with anchors, tables that scroll, links mended.

The sources are written with plain spaces: those that must not break are put here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from maillage.publication.typographie import fr

Mend = Callable[[str], str | None]
"""An address as written in the source → as served here; None when it leads nowhere here."""

ATTRIBUTS: Final = {
    "a": {"href"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "th": {"class"},
    "td": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "pre": {"tabindex"},
    "img": {"src", "alt", "width", "height", "loading"},
    "figure": {"class"},
}
CLASSES: Final = {"droite": "nombre", "right": "nombre"}
ALIGNEMENT: Final = re.compile(r"text-align:\s*(\w+)")
MARKDOWN: Final = MarkdownIt("commonmark", {"typographer": False}).enable("table")


class Titre(NamedTuple):
    niveau: int
    texte: str
    ancre: str


def parse(source: str) -> list[Token]:
    return MARKDOWN.parse(source)


def split_title(tokens: list[Token], otherwise: str) -> tuple[str, list[Token]]:
    """The level 1 heading that opens a page, and the rest."""
    if len(tokens) > 1 and tokens[0].tag == "h1":
        return fr(say(tokens[1])), tokens[3:]
    return otherwise, tokens


def say(heading: Token) -> str:
    """The words of a heading, without its marks."""
    return "".join(child.content for child in heading.children or []) or heading.content


def list_headings(tokens: list[Token]) -> Iterator[Titre]:
    for rank, token in enumerate(tokens):
        if token.type == "heading_open":
            texte = say(tokens[rank + 1])
            yield Titre(int(token.tag[1]), fr(texte), anchor(texte))


def render(tokens: list[Token], mend: Mend) -> str:
    """Safe HTML. Tokens are changed on the way: parse again to render twice."""
    for rank, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(say(tokens[rank + 1])))
        _mend_alignment(token)
        for child in token.children or []:
            _mend_link(child, mend)
            if child.type == "text":
                child.content = fr(child.content)
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    html = _frame_tables(html).replace("<pre>", '<pre tabindex="0">')
    return nh3.clean(html, attributes=ATTRIBUTS, link_rel=None)


def anchor(titre: str) -> str:
    """As the repository's host makes them: « Ce qui est sans objet » → « ce-qui-est-sans-objet »; accents stay."""
    kept = "".join(c for c in titre.lower().strip() if c in " -_" or unicodedata.category(c)[0] in "LN")
    return kept.replace(" ", "-")


def _mend_link(token: Token, mend: Mend) -> None:
    """What leads nowhere here stays as words."""
    if token.type != "link_open":
        return
    href = str(token.attrs.get("href", ""))
    mended = href if href.startswith(("http://", "https://")) else mend(href)
    if mended is None:
        del token.attrs["href"]
    else:
        token.attrSet("href", mended)


def _frame_tables(html: str) -> str:
    """Each in a region that scrolls and can be reached with the keyboard, with a name of its own."""
    first, *others = html.split("<table>")
    opened = (
        f'<div class="defile" role="region" tabindex="0" aria-label="Tableau {rank}"><table>{rest}'
        for rank, rest in enumerate(others, 1)
    )
    framed = "".join((first, *opened)).replace("</table>", "</table></div>")
    return framed.replace("<th></th>", "<td></td>")  # a corner names nothing


def _mend_alignment(token: Token) -> None:
    """The security policy refuses inline styles: columns of figures take a class."""
    style = ALIGNEMENT.search(str(token.attrs.pop("style", "")))
    if style and style[1] in CLASSES:
        token.attrSet("class", CLASSES[style[1]])
