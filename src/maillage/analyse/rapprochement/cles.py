"""Which rows are worth comparing: those that share a key. Without keys a million rows would make 500 billion pairs.

A key is a short text drawn from a row (« t:475000000 », « n:ccas valmorane », « m:panier|07990 »). A key that too
many rows share says nothing and is left out: comparisons grow with rows, not with their square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from maillage.analyse.rapprochement.formes import Forme

PLAFOND: Final = 40
"""Rows that may share an ordinary key."""
PLAFOND_FORT: Final = 200
"""Rows that may share a whole name at its place, a telephone, an e-mail address or a SIRET."""
_MOTS_RETENUS: Final = 4
_FORTES: Final = "ntesp"


def make_cles(formes: Sequence[Forme]) -> list[list[str]]:
    """The keys of each row, those too common left out."""
    found = [list(dict.fromkeys(_iterate_cles(forme))) for forme in formes]
    counts = Counter(key for keys in found for key in keys)
    return [[key for key in keys if 1 < counts[key] <= _find_limit(key)] for keys in found]


def _find_limit(key: str) -> int:
    return PLAFOND_FORT if key[0] in _FORTES else PLAFOND


def _iterate_cles(forme: Forme) -> Iterator[str]:
    yield from _iterate_identifiers(forme)
    yield from _iterate_names(forme)
    yield from _iterate_places(forme)
    for rank, value in enumerate(forme.autres):
        if value:
            yield f"o{rank}:{value}"


def _iterate_identifiers(forme: Forme) -> Iterator[str]:
    for prefix, value in (("t", forme.telephone), ("e", forme.courriel), ("s", forme.siret), ("r", forme.siren)):
        if value:
            yield f"{prefix}:{value}"


def _iterate_names(forme: Forme) -> Iterator[str]:
    """The whole name; its words two by two; each word, kind or acronym where it is."""
    nom = forme.nom
    if nom.cle:
        yield f"n:{nom.cle}"
        yield f"x:{nom.suite}"
    words = sorted(nom.mots, key=lambda word: (-len(word), word))[:_MOTS_RETENUS]
    yield from (f"m:{'+'.join(sorted(pair))}" for pair in combinations(words, 2))
    where = [place for place in (forme.code_postal, forme.commune) if place]
    for place in where:
        yield from (f"m:{word}|{place}" for word in (*words, *nom.initiales))
        yield from (f"g:{genre}|{place}" for genre in nom.genres)
    if len(words) == 1:
        yield f"m:{words[0]}"


def _iterate_places(forme: Forme) -> Iterator[str]:
    for place in filter(None, (forme.code_postal, forme.commune)):
        if forme.adresse:
            yield f"p:{forme.adresse}|{place}"
        if forme.numero:
            yield f"h:{forme.numero}|{place}"
        yield from (f"v:{word}|{place}" for word in _list_street_words(forme))
    if forme.numero and forme.adresse:
        yield f"a:{forme.adresse}"
    if forme.point:
        yield from _iterate_cells(*forme.point)


def _list_street_words(forme: Forme) -> list[str]:
    """The last word of a street is the one that names it."""
    return forme.voie.split()[-1:] if forme.voie else []


def _iterate_cells(latitude: float, longitude: float) -> Iterator[str]:
    """Squares of about 200 m; a second grid, half a square aside, for points on both sides of a border."""
    for grid, shift in (("c", 0.0), ("d", 0.5)):
        yield f"{grid}:{int(latitude * 500 + shift)}:{int(longitude * 500 + shift)}"


def count_values(values: Iterable[str | None]) -> Counter[str]:
    return Counter(value for value in values if value is not None)
