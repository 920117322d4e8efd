"""A name made comparable: what kind of body it is, what sets it apart, what others may call it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from maillage.analyse.rapprochement.textes import VIDES, drop_small, read_table, split_words

_LIEU_DIT_AUTREMENT: Final = re.compile(r"(?<=\w)(?: de)? la (?:ville|commune|mairie|municipalite) (?:de|d|du|des) ")
"""« CCAS de la ville de X » is the CCAS of X, not a mairie."""
_SIGLE_MIN, _SIGLE_MAX = 3, 8


@dataclass(frozen=True, slots=True)
class Nom:
    """`cle`: all that counts, sorted. `suite`: the same in the order typed, stuck together. `genres`: kinds of body.

    `propre`: what sets it apart from others of its kind, its place when nothing else does. `mots`: the words of it that
    are neither kinds, places nor everyday words. `branche`: those that tell the sister bodies of one group (intérim,
    chantiers…); `tete`: the word it begins with. `initiales`: acronyms that may stand for it. A name that only says
    what kind of body it is, without a place, has no `cle`: it could be anyone.
    """

    cle: str | None = None
    suite: str | None = None
    propre: str | None = None
    branche: str = ""
    tete: str | None = None
    mots: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    initiales: tuple[str, ...] = ()
    structure: bool | None = None
    """Whether it uses the vocabulary of bodies; None for no name at all."""


@cache
def read_sigles() -> dict[str, str]:
    """Long form, in stems without small words → acronym."""
    rows = read_table("sigles")
    forms = {" ".join(map(_stem, drop_small(split_words(row["forme"])))): row["sigle"] for row in rows}
    return {**forms, **{_stem(row["sigle"]): row["sigle"] for row in rows}}


@cache
def _read_forms() -> dict[str, tuple[tuple[list[str], str], ...]]:
    """First word → (words, acronym), the longest first: « communauté de communes » wins over « commune »."""
    forms: dict[str, tuple[tuple[list[str], str], ...]] = {}
    for form, sigle in sorted(read_sigles().items(), key=lambda item: (-len(item[0]), item[0])):
        words = form.split()
        forms[words[0]] = (*forms.get(words[0], ()), (words, sigle))
    return forms


@cache
def _list_words(use: str) -> frozenset[str]:
    return frozenset(_drop_plural(row["mot"]) for row in read_table("mots_courants") if row["emploi"] == use)


@cache
def _list_vocabulary() -> frozenset[str]:
    return _list_words("juridique") | _list_words("courant") | _list_words("branche")


def read_nom(text: str, commune: Sequence[str] = ()) -> Nom:
    """A name, read beside the commune of its row (in words): « CCAS » in Valmorane is « CCAS de Valmorane ».

    >>> read_nom("Centre communal d’action sociale de Valmorane", ("valmorane",)).cle
    'ccas valmorane'
    """
    spoken = _LIEU_DIT_AUTREMENT.sub(" de ", " ".join(split_words(text)) + " ").split()
    words = drop_small(spoken)
    if not words:
        return Nom()
    here = tuple(map(_drop_plural, commune))
    genres, others = _take_genres(words)
    apart = _drop_common(others, here)
    if not apart and not genres:
        apart = others or words
    own = apart or here
    return Nom(
        cle=" ".join(sorted({*genres, *own})) if own else None,
        suite="".join([*sorted(genres), *own]) if own else None,
        propre=" ".join(sorted(set(own))) or None,
        branche=" ".join(sorted(_list_words("branche").intersection(apart))),
        tete=apart[0] if apart else None,
        mots=_choose_words(apart, has_genre=bool(genres)),
        genres=tuple(sorted(genres)),
        initiales=_make_initials(spoken),
        structure=bool(genres) or not _list_vocabulary().isdisjoint(others),
    )


def _take_genres(words: list[str]) -> tuple[set[str], list[str]]:
    """Kinds of body named by these words, and the words that are left, in the singular.

    « Centre communale d’actions sociales » is a CCAS: endings are left out to find kinds.
    """
    stems = [_stem(word) for word in words]
    genres: set[str] = set()
    rest: list[str] = []
    rank = 0
    while rank < len(stems):
        form, sigle = _find_form(stems, rank)
        if form:
            genres.add(sigle)
        else:
            rest.append(_drop_plural(words[rank]))
        rank += form or 1
    return genres, rest


def _find_form(stems: list[str], rank: int) -> tuple[int, str]:
    """How many words from this rank name a kind, and its acronym; 0 when they name none."""
    for words, sigle in _read_forms().get(stems[rank], ()):
        if stems[rank : rank + len(words)] == words:
            return len(words), sigle
    return 0, ""


def _drop_plural(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _stem(word: str) -> str:
    """Without plural nor feminine: « sociales » → social, « communale » → communal."""
    singular = _drop_plural(word)
    return singular[:-1] if len(singular) > 4 and singular[-1] == "e" else singular


def _drop_common(words: list[str], commune: Sequence[str]) -> list[str]:
    """Without legal forms nor the words of the commune."""
    legal = _list_words("juridique")
    return [word for word in words if word not in legal and word not in commune]


def _choose_words(words: list[str], *, has_genre: bool) -> tuple[str, ...]:
    """Those that are neither everyday words nor départements; when all are, they count only without a kind of body."""
    plain = _list_vocabulary() | _list_words("territoire")
    return tuple(sorted({word for word in words if word not in plain} or (set() if has_genre else set(words))))


def _make_initials(spoken: list[str]) -> tuple[str, ...]:
    """« Épicerie sociale et culturelle du Haut » → esch, escdh, esecdh: with no, some or all of the small words."""
    if not _SIGLE_MIN <= len(spoken) <= 3 * _SIGLE_MAX:
        return ()
    ways = (
        [word for word in spoken if word not in VIDES],
        [word for word in spoken if word not in ("et", "l", "d")],
        spoken,
    )
    found = {"".join(word[0] for word in way) for way in ways}
    return tuple(sorted(initials for initials in found if _SIGLE_MIN <= len(initials) <= _SIGLE_MAX))
