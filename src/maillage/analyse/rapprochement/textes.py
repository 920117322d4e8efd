"""Words of a text, ready to be compared: without accents, case, punctuation nor words that say nothing."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

VIDES: Final = frozenset(
    (
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "pour",
        "s",
        "sous",
        "sur",
        "un",
        "une",
    )
)
"""Words that two writers add or drop without thinking."""
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "Œ": "oe", "Æ": "ae", "’": "'", "‘": "'", "–": "-"})
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
_HORS_MOT: Final = re.compile(r"[^a-z0-9]+")
_POINTE: Final = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_SAINT: Final = {"st": "saint", "ste": "sainte", "sts": "saints"}


def fold(text: str) -> str:
    """Lower case, Latin letters without accents; other alphabets are kept.

    >>> fold("L’Œuvre de SAINT-ÉTIENNE")
    "l'oeuvre de saint-etienne"
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    return _ACCENTS.sub("", decomposed)


def split_words(text: str) -> list[str]:
    """Words in order; « C.C.A.S. » is one word, « St » is « saint ».

    >>> split_words("C.C.A.S. de St-Aubrac")
    ['ccas', 'de', 'saint', 'aubrac']
    """
    folded = fold(text)
    if "." in folded:
        folded = _POINTE.sub(lambda found: found.group().replace(".", "") + " ", folded)
    words = _split(folded)
    return [_SAINT.get(word, word) for word in words]


def _split(folded: str) -> list[str]:
    if folded.isascii():
        return _HORS_MOT.sub(" ", folded).split()
    return "".join(sign if sign.isalnum() else " " for sign in folded).split()


def drop_small(words: list[str]) -> list[str]:
    """Without small words, unless nothing would be left."""
    return [word for word in words if word not in VIDES] or words


@lru_cache(maxsize=65_536)
def read_commune(text: str) -> tuple[str, ...]:
    """Words that tell a commune: « LES OLLIERES S/ EYRIEUX CEDEX 2 » → ollieres, eyrieux."""
    words = [word for word in drop_small(split_words(text)) if word != "cedex" and not word.isdigit()]
    return tuple(words)


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a table shipped in donnees/."""
    text = files("maillage.analyse.rapprochement").joinpath(f"donnees/{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
