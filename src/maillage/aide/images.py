"""Pictures of the guide: a paragraph that holds one becomes a figure, its title the caption."""

from __future__ import annotations

from html import escape
from typing import Final

from django.templatetags.static import static
from markdown_it.token import Token

PREFIXE: Final = "images/"


def place_pictures(tokens: list[Token]) -> None:
    """Changes the tokens in place."""
    for rank, token in enumerate(tokens):
        children = token.children or []
        if len(children) == 1 and children[0].type == "image":
            tokens[rank - 1].tag = tokens[rank + 1].tag = "figure"
            token.children = _frame(children[0])


def _frame(image: Token) -> list[Token]:
    caption = escape(str(image.attrs.pop("title", "")))
    image.attrSet("src", static(f"aide/{image.attrs['src']}"))
    image.attrSet("loading", "lazy")
    return [image, Token("html_inline", "", 0, content=f"<figcaption>{caption}</figcaption>")] if caption else [image]
