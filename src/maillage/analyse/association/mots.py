"""What a few free words speak of: themes and publics, with the words that said so. Ambiguous acronyms are asked."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from rapidfuzz import fuzz, process

LONGUEUR_MAX: Final = 300
"""Letters read of a request: beyond, it is no longer a few words."""
FAUTE_DES: Final = 6
"""Letters from which a word may hold a slip; a shorter one would become another word."""
PROCHE: Final = 86.0
VIDES: Final = frozenset(
    (
        "a", "au", "aux", "avec", "chez", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les", "leur",
        "nos", "notre", "par", "pour", "qui", "s", "sur", "un", "une",
    )
)  # fmt: skip
PLURIEL_SEUL: Final = frozenset({"ancien"})
"""Stems that are a noun in the plural (« les anciens ») and tell nothing in the singular (« l’ancienne poste »)."""
_HORS_MOT: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Compris:
    """One expression recognised. `ecrit`: as it was typed, `mots`: as the lexicon says it."""

    ecrit: str
    mots: str
    themes: frozenset[str]
    publics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sens:
    """One possible meaning of an acronym."""

    nom: str
    themes: frozenset[str]
    publics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Comprehension:
    compris: tuple[Compris, ...] = ()
    ambigus: tuple[tuple[str, tuple[Sens, ...]], ...] = ()
    """Acronyms that mean two things: asked, never guessed."""

    @property
    def themes(self) -> frozenset[str]:
        return frozenset[str]().union(*(one.themes for one in self.compris))

    @property
    def publics(self) -> frozenset[str]:
        return frozenset[str]().union(*(one.publics for one in self.compris))


def understand(texte: str) -> Comprehension:
    """Accents, case and plurals do not count, a slip in a long word is forgiven. The longest expression wins.

    >>> sorted(understand("Épiceries itinérantes").themes)
    ['ALI', 'CDV', 'MOB']
    """
    written = [word for word in _HORS_MOT.split(texte[:LONGUEUR_MAX]) if word and _fold(word) not in VIDES]
    asked = tuple(dict.fromkeys(word.upper() for word in written if word.upper() in load_ambigus()))
    found = tuple(_read([word for word in written if word.upper() not in asked]))
    return Comprehension(found, tuple((sigle, load_ambigus()[sigle]) for sigle in asked))


def _read(written: list[str]) -> Iterator[Compris]:
    """Each word belongs to one expression; one said twice is told once."""
    words, place, told = [_stem(_fold(word)) for word in written], 0, set[str]()
    words = [_mend(word) for word in words]
    while place < len(words):
        size, entry = _find_longest(words, place)
        adjective = size == 1 and words[place] in PLURIEL_SEUL and not _fold(written[place]).endswith("s")
        if entry is not None and entry.mots not in told and not adjective:
            told.add(entry.mots)
            yield Compris(" ".join(written[place : place + size]), entry.mots, entry.themes, entry.publics)
        place += size


def _find_longest(words: list[str], place: int) -> tuple[int, Compris | None]:
    for size in range(min(_longest(), len(words) - place), 0, -1):
        entry = load_lexique().get(tuple(words[place : place + size]))
        if entry is not None:
            return size, entry
    return 1, None


def _mend(word: str) -> str:
    """The word of the lexicon that a long word misspells; the word itself otherwise."""
    known = _words()
    if len(word) < FAUTE_DES or word in known:
        return word
    same = known.get(word[0], ())
    best = process.extractOne(word, same, scorer=fuzz.ratio, score_cutoff=PROCHE)
    return str(best[0]) if best else word


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _stem(word: str) -> str:
    """Without the marks of plural and feminine: enough for a lexicon of nouns."""
    if len(word) <= 3:
        return word
    word = re.sub(r"aux$", "al", word) if len(word) > 5 and not word.endswith("eaux") else word
    word = word.rstrip("sx")
    for ending, kept in (("euse", "eur"), ("iere", "ier"), ("elle", "el"), ("enne", "en"), ("trice", "teur")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + kept
    return word.rstrip("e") if len(word) > 4 else word


def key_of(mots: str) -> tuple[str, ...]:
    folded = (_fold(word) for word in _HORS_MOT.split(mots) if word)
    return tuple(_stem(word) for word in folded if word not in VIDES)


@cache
def load_lexique() -> Mapping[tuple[str, ...], Compris]:
    return {
        key_of(row["mots"]): Compris("", row["mots"], _codes(row, "themes"), _codes(row, "publics"))
        for row in _read_csv("lexique.csv")
    }


@cache
def load_ambigus() -> Mapping[str, tuple[Sens, ...]]:
    found = defaultdict[str, list[Sens]](list)
    for row in _read_csv("ambigus.csv"):
        found[row["sigle"]].append(Sens(row["sens"], _codes(row, "themes"), _codes(row, "publics")))
    return {sigle: tuple(sens) for sigle, sens in found.items()}


@cache
def _longest() -> int:
    return max(map(len, load_lexique()))


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """Every word of the lexicon, and by first letter those that may be misspelt."""
    words = sorted({word for key in load_lexique() for word in key})
    letters = defaultdict[str, list[str]](list)
    for word in words:
        letters[word[0]].append(word)
    by_letter = {letter: tuple(w for w in found if len(w) >= FAUTE_DES - 1) for letter, found in letters.items()}
    return dict[str, tuple[str, ...]].fromkeys(words, ()) | by_letter


def _codes(row: dict[str, str], column: str) -> frozenset[str]:
    return frozenset(row[column].split())


def _read_csv(name: str) -> list[dict[str, str]]:
    text = files("maillage.analyse.association").joinpath("donnees", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
