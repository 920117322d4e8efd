"""Names made comparable: what the search reads, and what tells two sheets of one actor from two neighbours."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from maillage.analyse.rapprochement.textes import read_table
from maillage.referentiels.textes import normalise

VIDES = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "sur", "un", "une"]
)
"""Words that two writers add or drop without thinking."""
SEPARATEUR = "|"
_POINTE = re.compile(r"\b(?:\w\.){2,}")


def split_words(texte: str) -> list[str]:
    return normalise(texte).split()


def build_search_text(*parts: str) -> str:
    """What `nom_cherche` holds: each part without accents, case nor punctuation, the name first."""
    return SEPARATEUR.join(map(_normalise, parts))[:600]


_normalise = lru_cache(maxsize=1_024)(normalise)
"""Types and communes come back from row to row."""


@cache
def read_sigles() -> tuple[tuple[str, str], ...]:
    """(acronym, long form in comparable words), the longest first so that « cias » wins over « ias »."""
    rows = [(row["sigle"], _keep_words(row["forme"])) for row in read_table("sigles")]
    return tuple(sorted(rows, key=lambda row: -len(row[1])))


@cache
def _list_replacements() -> tuple[tuple[str, str], ...]:
    """(long form, acronym) between spaces: whole words only."""
    return tuple((f" {forme} ", f" {sigle} ") for sigle, forme in read_sigles())


@cache
def list_sigles() -> frozenset[str]:
    return frozenset(sigle for sigle, _ in read_sigles())


def canonise(nom: str) -> str:
    """The name as two people would both have meant it: known long forms become their acronym, small words go.

    >>> canonise("Centre communal d’action sociale de Valmorane")
    'ccas valmorane'
    """
    text = f" {_keep_words(nom)} "
    for forme, sigle in _list_replacements():
        text = text.replace(forme, sigle)
    return " ".join(dict.fromkeys(text.split()))


def _keep_words(texte: str) -> str:
    """« C.C.A.S. » is one word, not four letters."""
    joined = _POINTE.sub(lambda found: found.group().replace(".", "") + " ", texte)
    return " ".join(mot for mot in split_words(joined) if mot not in VIDES)
