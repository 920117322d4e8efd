"""Postal addresses made comparable: a number, a street, nothing of what other columns say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from maillage.analyse.rapprochement.textes import VIDES, read_table, split_words

_NUMERO: Final = re.compile(r"(\d{1,5})(bis|ter|quater|[a-d])?")
_CODE: Final = re.compile(r"\d{5}")
_SANS_SUITE: Final = frozenset(("cedex", "bp", "cs", "tsa", "france"))
"""After these words a number is a box, not a house."""
_MULTIPLES: Final = frozenset(("bis", "ter", "quater", "b", "t"))


@dataclass(frozen=True, slots=True)
class Adresse:
    """« 12 bis av. de la Gare » → numero « 12 », voie « avenue gare »; `entiere`: both, None without a street."""

    numero: str | None = None
    voie: str | None = None

    @property
    def entiere(self) -> str | None:
        return f"{self.numero or ''} {self.voie}".strip() if self.voie else None


@cache
def _read_abbreviations() -> dict[str, str]:
    return {row["abrege"]: row["voie"] for row in read_table("voies")}


def read_adresse(text: str, code_postal: str = "", commune: Sequence[str] = ()) -> Adresse:
    """An address, without the postcode and commune that people repeat in it.

    >>> read_adresse("20, Av. de la Gare, 07990 Valmorane", "07990", ("valmorane",))
    Adresse(numero='20', voie='avenue gare')
    """
    words = _cut_locality(split_words(text), code_postal, commune)
    numero, rest = _take_numero(words)
    known = _read_abbreviations()
    kept = [known.get(word, word) for word in rest if word not in VIDES]
    street = [word for rank, word in enumerate(kept) if word not in kept[:rank]]
    return Adresse(numero, " ".join(street) or None)


def _cut_locality(words: list[str], code_postal: str, commune: Sequence[str]) -> list[str]:
    """The address ends where the postcode of its row, or any five digits after the street, begins."""
    for rank, word in enumerate(words):
        if rank and (word == code_postal or (_CODE.fullmatch(word) and rank > 1)):
            words = words[:rank]
            break
    words = _cut_boxes(words)
    while len(words) > 2 and words[-1] in commune:
        words = words[:-1]
    return words


def _cut_boxes(words: list[str]) -> list[str]:
    kept: list[str] = []
    boxed = False
    for word in words:
        boxed = word in _SANS_SUITE or (boxed and word.isdigit())
        if not boxed:
            kept.append(word)
    return kept


def _take_numero(words: list[str]) -> tuple[str | None, list[str]]:
    """The first number, wherever it stands: « Le Bourg 12 », « Mairie, 12 rue … »."""
    for rank, word in enumerate(words):
        if found := _NUMERO.fullmatch(word):
            after = words[rank + 1 :]
            return found[1].lstrip("0") or "0", words[:rank] + (
                after[1:] if after[:1] and after[0] in _MULTIPLES else after
            )
    return None, words
