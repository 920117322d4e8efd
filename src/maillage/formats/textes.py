"""Text as people type it, brought to a form that can be compared: accents, case, spaces, plurals, invisible signs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_INVISIBLES: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Controls, zero-width and direction signs: never meant by who typed them, able to hide one text behind another."""
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'"})
_MOTS: Final = re.compile(r"[^\W\d_]+|\d+")
_CHAMEAU: Final = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_MOTS_VIDES: Final = frozenset(("de", "du", "des", "la", "le", "les", "l", "d", "un", "une", "au", "aux"))


def clean(text: str) -> str:
    """Without invisible signs, and composed (é is one character), so that equal texts are equal strings."""
    if text.isascii() and text.isprintable():
        return text
    text = _INVISIBLES.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """Every run of spaces, no-break spaces and line breaks becomes one space; none at the ends."""
    return " ".join(text.split())


def join_lines(text: str) -> str:
    """A cell of several lines on one; no-break spaces are kept, they were meant."""
    return " ".join(part.strip() for part in text.splitlines()) if "\n" in text or "\r" in text else text


def fold(text: str) -> str:
    """Lower case, no accents, no ligatures."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)
def make_key(text: str) -> str:
    """« Niveaux réels », « niveau_reel », « niveauRéel » → `niveau_reel`: words, without plurals nor small words."""
    words = _split_words(text)
    kept = [word for word in words if word not in _MOTS_VIDES] or words
    return "_".join(_drop_plural(word) for word in kept)


@lru_cache(maxsize=4096)
def make_strict_key(text: str) -> str:
    """The same words with their plurals and small words: « commune » and « communes » stay apart."""
    return "_".join(_split_words(text))


def _split_words(text: str) -> list[str]:
    return _MOTS.findall(fold(_CHAMEAU.sub("_", text)))


def _drop_plural(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
