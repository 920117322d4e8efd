"""Which actors of the espace a new row may be. The seam where a linkage engine is plugged.

An engine is any function of `Rapprocheur`'s shape; `find_rapprocheur` says which one serves. The one written here
compares names in their common form, within a commune or where a SIRET or a telephone is shared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol
from uuid import UUID

from rapidfuzz import fuzz, process

from maillage.acteurs.doublons import SEUIL, measure_distance, measure_likeness
from maillage.acteurs.noms import canonise

CERTAIN: Final = 0.95
"""From this score on, a row is the actor: its differences are shown, nothing is asked."""
PROBABLE: Final = 0.75
"""From this one on, a person is asked."""
MONTRES: Final = 3
_MAX_MEMES: Final = 20
_MAX_COMMUNE: Final = 2_000
"""A commune of more actors than that is compared by numbers and whole names only."""
_ICI, _LA = UUID(int=1), UUID(int=2)
"""Two communes that differ."""
_MEME_NUMERO: Final = 60.0
"""Nearness of names, out of 100, that a shared SIRET or telephone completes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheComparee:
    """What is compared of a row or of an actor. `cle`: a row's number, or an actor's id; both as text."""

    cle: str
    nom: str
    nature: str = "structure"
    sigle: str = ""
    type: str = ""
    commune: str = ""
    """Key of the commune: equal for the same one, "" when it is not known."""
    commune_nom: str = ""
    code_postal: str = ""
    adresse: str = ""
    telephone: str = ""
    courriel: str = ""
    siret: str = ""
    latitude: float | None = None
    longitude: float | None = None
    canon: str = ""
    """The name in its common form, when it is already known."""


@dataclass(frozen=True, slots=True)
class Ressemblance:
    """`score` from 0 to 1; `raisons`: why, in French, each said by itself (« même téléphone »)."""

    cle: str
    score: float
    raisons: tuple[str, ...]


class Rapprocheur(Protocol):
    def __call__(
        self, nouvelles: Sequence[FicheComparee], connues: Sequence[FicheComparee], /
    ) -> Mapping[str, Sequence[Ressemblance]]:
        """For the key of each new record, the known ones it may be, the likeliest first. Absent: none."""


def find_rapprocheur() -> Rapprocheur:
    return compare_names


def compare_names(
    nouvelles: Sequence[FicheComparee], connues: Sequence[FicheComparee]
) -> dict[str, list[Ressemblance]]:
    """Time grows with the pairs that share a commune, a SIRET, a telephone or a whole name, not with all pairs."""
    canons = {one.cle: one.canon or canonise(one.nom) for one in (*nouvelles, *connues)}
    blocks = _index(connues, canons)
    found: dict[str, list[Ressemblance]] = {}
    for new in nouvelles:
        near = _gather(new, canons, blocks)
        scored = (_compare(new, known, canons) for known in near)
        kept = sorted((one for one in scored if one and one.score >= PROBABLE), key=lambda one: -one.score)
        if kept:
            found[new.cle] = kept[:MONTRES]
    return found


@dataclass(frozen=True, slots=True)
class _Bloc:
    """Known records that share a key, and their names in the same order."""

    fiches: list[FicheComparee]
    noms: list[str]


_Blocs = Mapping[str, Mapping[str, _Bloc]]


def _index(connues: Iterable[FicheComparee], canons: Mapping[str, str]) -> _Blocs:
    blocks: dict[str, defaultdict[str, _Bloc]] = {
        name: defaultdict(lambda: _Bloc([], [])) for name in ("commune", "siret", "telephone", "nom")
    }
    for one in connues:
        for name, key in _list_keys(one, canons[one.cle]):
            blocks[name][key].fiches.append(one)
            blocks[name][key].noms.append(canons[one.cle])
    return blocks


def _list_keys(fiche: FicheComparee, canon: str) -> Iterator[tuple[str, str]]:
    keys = {"commune": fiche.commune, "siret": fiche.siret, "telephone": read_digits(fiche.telephone), "nom": canon}
    return ((name, key) for name, key in keys.items() if key)


def _gather(new: FicheComparee, canons: Mapping[str, str], blocks: _Blocs) -> list[FicheComparee]:
    """Those of the commune whose names are near enough, and those that share a number or the whole name."""
    near: dict[str, FicheComparee] = {}
    canon = canons[new.cle]
    for name, key in _list_keys(new, canon):
        block = blocks[name].get(key)
        if block is None:
            continue
        if name != "commune":
            near |= {one.cle: one for one in block.fiches[:_MAX_MEMES]}
        elif len(block.fiches) <= _MAX_COMMUNE:
            close = process.extract(canon, block.noms, scorer=fuzz.token_sort_ratio, score_cutoff=SEUIL - 12, limit=10)
            near |= {block.fiches[at].cle: block.fiches[at] for _, _, at in close}
    return [one for one in near.values() if (one.nature == "poste") == (new.nature == "poste")]


def _compare(new: FicheComparee, known: FicheComparee, canons: Mapping[str, str]) -> Ressemblance | None:
    left, right = canons[new.cle], canons[known.cle]
    likeness = measure_likeness(left, right)
    if new.commune and known.commune and new.commune != known.commune:
        likeness -= measure_distance(left, _ICI, _LA)
    reasons = list(_tell_names(left, right, likeness))
    numbers = list(_tell_numbers(new, known))
    if likeness < (_MEME_NUMERO if numbers else SEUIL):
        return None
    same_place = bool(new.commune) and new.commune == known.commune
    score = likeness / 100 * 0.9 + 0.04 * len(numbers) + (0.05 if same_place else 0.0)
    if left == right and not same_place:
        score = min(score, CERTAIN - 0.01)
    if left != right:
        score = min(max(score, 0.8 if numbers else 0.0), CERTAIN - 0.01)
    place = ["même commune"] if same_place else []
    return Ressemblance(known.cle, round(min(score, 1.0), 3), (*reasons, *place, *numbers))


def _tell_names(left: str, right: str, likeness: float) -> Iterator[str]:
    if left == right:
        yield "même nom, à l’écriture près"
    elif likeness >= SEUIL:
        yield "nom très proche"
    else:
        yield "nom voisin"


def _tell_numbers(new: FicheComparee, known: FicheComparee) -> Iterator[str]:
    if new.siret and new.siret == known.siret:
        yield "même SIRET"
    if (digits := read_digits(new.telephone)) and digits == read_digits(known.telephone):
        yield "même téléphone"
    if new.courriel and new.courriel.casefold() == known.courriel.casefold():
        yield "même courriel"
    if new.adresse and known.adresse and new.commune == known.commune and _spell(new.adresse) == _spell(known.adresse):
        yield "même adresse"


@lru_cache(maxsize=20_000)
def _spell(adresse: str) -> str:
    return canonise(adresse)


@lru_cache(maxsize=20_000)
def read_digits(telephone: str) -> str:
    """« +33 4 75 00 00 00 » and « 04.75.00.00.00 » are one number."""
    digits = re.sub(r"\D", "", telephone)
    digits = digits.removeprefix("0033").removeprefix("33") if len(digits) > 10 else digits
    return digits.lstrip("0") if len(digits) >= 9 else ""
