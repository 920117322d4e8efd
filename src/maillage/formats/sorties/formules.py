"""A cell that a spreadsheet would take for a formula is made plain text, in a way that can be undone.

Convention, told in docs/guide/emporter.md: a text that begins, after any number of apostrophes, by one of `= + - @`, a
tab or a line end receives one more apostrophe in front. Reading takes that apostrophe off. Every other text, « 'tis »
included, is written as it is: the two functions are each other's inverse.
"""

from __future__ import annotations

import re
from typing import Final

_A_NEUTRALISER: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NEUTRALISE: Final = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def neutralise(texte: str) -> str:
    """What is written in the cell. « =1+1 » becomes « '=1+1 », « '=1 » becomes « ''=1 »."""
    return f"'{texte}" if _A_NEUTRALISER.match(texte) else texte


def restore(cellule: str) -> str:
    """The text that `neutralise` was given."""
    return cellule[1:] if _NEUTRALISE.match(cellule) else cellule
