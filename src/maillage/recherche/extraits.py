"""The passage where the words were found, marked. Done for the rows of one page, on the text as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from maillage.referentiels.textes import normalise

LARGEUR = 180
"""Letters of a passage."""
AVANT = 60
"""Of which before the first word found."""
_MOT = re.compile(r"\w+")


def mark(texte: str, debuts: Iterable[str]) -> SafeString:
    """The text, escaped, each word that begins by one of `debuts` inside <mark>."""
    return _mark_between(texte, _find(texte, tuple(debuts)), 0, len(texte))


def extract(texte: str, debuts: Iterable[str]) -> SafeString:
    """The passage around the first word found, else the beginning."""
    found = _find(texte, tuple(debuts))
    start = _cut(texte, max(0, found[0][0] - AVANT)) if found and len(texte) > LARGEUR else 0
    end = len(texte) if len(texte) - start <= LARGEUR else _cut(texte, start + LARGEUR)
    return mark_safe(  # noqa: S308  (escaped piece by piece)
        ("… " if start else "") + _mark_between(texte, found, start, end).strip() + (" …" if end < len(texte) else "")
    )


def _find(texte: str, debuts: tuple[str, ...]) -> list[tuple[int, int]]:
    return [word.span() for word in _MOT.finditer(texte) if debuts and normalise(word.group()).startswith(debuts)]


def _cut(texte: str, place: int) -> int:
    """At the last space before `place`: no word is broken."""
    return texte.rfind(" ", 0, place + 1) + 1 or place


def _mark_between(texte: str, found: list[tuple[int, int]], start: int, end: int) -> SafeString:
    parts, done = [], start
    for first, last in found:
        if first >= start and last <= end:
            parts += [escape(texte[done:first]), "<mark>", escape(texte[first:last]), "</mark>"]
            done = last
    return mark_safe("".join([*parts, escape(texte[done:end])]))  # noqa: S308
