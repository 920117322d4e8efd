"""Names near what was typed. Pure: no database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import OSA

RESSEMBLANCE = 0.75
"""Share of letters in their place: « valmoranne » is at 0.9 of « valmorane »."""
LONGUEUR_CORRIGEE = 4
"""A shorter word has too many neighbours to be corrected."""
ECRITURES_MAX = 3
NOMS_MAX = 30


def correct_words(words: list[str], names: Collection[str]) -> list[list[str]]:
    """For each word, itself if a name holds it, else its nearest spellings. Empty when no name holds one of each."""
    everything = "\n".join(names)
    vocabulary = set(everything.split())
    spellings = [[word] if word in everything else _correct(word, vocabulary) for word in words]
    return spellings if any(_holds(name, spellings) for name in names) else []


def find_close(text: str, names: Mapping[UUID, str]) -> list[UUID]:
    """Names that look like the text as a whole, the nearest first."""
    found = process.extract(text, names, scorer=OSA.normalized_similarity, score_cutoff=RESSEMBLANCE, limit=NOMS_MAX)
    return [pk for _, _, pk in found]


def _correct(word: str, vocabulary: set[str]) -> list[str]:
    if len(word) < LONGUEUR_CORRIGEE:
        return []
    found = process.extract(
        word, vocabulary, scorer=OSA.normalized_similarity, score_cutoff=RESSEMBLANCE, limit=ECRITURES_MAX
    )
    return [spelling for spelling, _, _ in sorted(found, key=lambda row: (-row[1], row[0]))]


def _holds(name: str, spellings: list[list[str]]) -> bool:
    return all(any(spelling in name for spelling in alternatives) for alternatives in spellings)
