"""Pictures of the guide: a paragraph that holds one becomes a figure, with its size and what it shows."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Final

from django.templatetags.static import static
from markdown_it.token import Token

from maillage.publication.typographie import fr

FICTIF: Final = "Territoire fictif de la Lisaude."
"""Said under each picture: no place and no one in it is real."""


def place_pictures(tokens: list[Token]) -> None:
    """Changes the tokens in place."""
    for rank, token in enumerate(tokens):
        children = token.children or []
        if len(children) == 1 and children[0].type == "image":
            tokens[rank - 1].tag = tokens[rank + 1].tag = "figure"
            token.children = _frame(children[0])


@cache
def read_sizes() -> dict[str, tuple[int, int]]:
    """Of the frame shown by each picture, in pixels of the page: two figures hold its place while it comes."""
    source = files("maillage.aide").joinpath("guide", "images", "manifeste.json").read_text(encoding="utf-8")
    return {nom: (told["largeur"], told["hauteur"]) for nom, told in json.loads(source).items()}


def _frame(image: Token) -> list[Token]:
    caption = escape(fr(f"{image.attrs.pop('title', '')} {FICTIF}".strip()))
    source = str(image.attrs["src"])
    image.attrSet("src", static(f"aide/{source}"))
    image.attrSet("loading", "lazy")
    if size := read_sizes().get(PurePosixPath(source).stem):
        image.attrs |= {"width": size[0], "height": size[1]}
    return [image, Token("html_inline", "", 0, content=f"<figcaption>{caption}</figcaption>")]
