"""What is typed, made into the query of the database: each word must begin a word of the text."""

from __future__ import annotations

import re

from maillage.acteurs.noms import VIDES, split_words
from maillage.acteurs.recherche import MOTS_MAX

LONGUEUR_MAX = 100
_POINTE = re.compile(r"\b(?:\w\.){2,}")


def read_words(texte: str) -> list[str]:
    """« C.C.A.S. » is one word, small words and plurals do not count."""
    joined = _POINTE.sub(lambda found: found.group().replace(".", "") + " ", texte[:LONGUEUR_MAX].replace("\x00", ""))
    words = split_words(joined)
    return [_singular(word) for word in [word for word in words if word not in VIDES] or words][:MOTS_MAX]


def _singular(mot: str) -> str:
    return mot[:-1] if len(mot) > 3 and mot[-1] in "sx" else mot


def write_query(alternatives: list[list[str]], vendor: str) -> str:
    """Words hold letters and digits only: nothing of the reader's reaches the query's own language."""
    one, both, either = ('"{}"*', " AND ", " OR ") if vendor == "sqlite" else ("{}:*", " & ", " | ")
    return both.join(f"({either.join(one.format(mot) for mot in mots)})" for mots in alternatives)
