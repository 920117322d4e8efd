"""Text made comparable: what a search and a comparison of names read."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
NOT_A_WORD = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Without accents nor case; what is neither a letter nor a digit becomes one space.

    >>> normalise("L’Œuvre de Saint-Étienne (Haut)")
    'l oeuvre de saint etienne haut'
    """
    if text.isascii():
        return NOT_A_WORD.sub(" ", text.casefold()).strip()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return NOT_A_WORD.sub(" ", letters).strip()
