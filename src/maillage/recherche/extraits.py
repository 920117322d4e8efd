"""The passage where the words were found, marked. Done for the rows of one page, on the text as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from maillage.recherche.declencheurs import AVEC, SANS

LARGEUR = 180
"""Letters of a passage."""
AVANT = 60
"""Of which before the first word found."""


def mark(texte: str, debuts: Iterable[str]) -> SafeString:
    """The text, escaped, each word that begins by one of `debuts` inside <mark>."""
    return _mark_between(texte, _find(texte, debuts), 0, len(texte))


def extract(texte: str, debuts: Iterable[str]) -> SafeString:
    """The passage around the first word found, else the beginning."""
    found = _find(texte, debuts)
    start = _cut(texte, max(0, found[0][0] - AVANT)) if found and len(texte) > LARGEUR else 0
    end = len(texte) if len(texte) - start <= LARGEUR else _cut(texte, start + LARGEUR)
    before, after = "… " if start else "", " …" if end < len(texte) else ""
    return mark_safe(f"{before}{_mark_between(texte, found, start, end).strip()}{after}")  # noqa: S308  (escaped below)


def _find(texte: str, debuts: Iterable[str]) -> list[tuple[int, int]]:
    """Places in the text as it is written: accents leave letter for letter, ligatures are looked for as they are."""
    folded = _fold(texte)
    words = "|".join(re.escape(mot).replace("oe", "(?:oe|œ)").replace("ae", "(?:ae|æ)") for mot in debuts)
    if not words or len(folded) != len(texte):
        return []
    found = [word.span() for word in re.finditer(rf"(?:{words})[^\W_]*", folded)]
    return [span for span in found if not span[0] or not folded[span[0] - 1].isalnum()]


def _fold(texte: str) -> str:
    """Without case nor accents. Twenty-odd `replace` take a thirtieth of the time of one `translate`."""
    folded = texte.lower()
    if not folded.isascii():
        for accent, plain in zip(AVEC, SANS, strict=True):
            folded = folded.replace(accent, plain)
    return folded


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
