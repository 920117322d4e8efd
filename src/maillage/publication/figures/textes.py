"""How wide a text is, and how to make a name short enough to stand beside a mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

# Advance widths of Atkinson Hyperlegible Next Bold, in ems, rounded to a twentieth.
_WIDTHS = {
    0.2: "'",
    0.25: "j.,;:’",
    0.3: "il! ·\u00a0\u202f",
    0.35: "f-()îï",
    0.4: "rtI",
    0.45: "1/",
    0.5: "cçsyz–",
    0.55: "aehknuvxàâäéèêëùûüFJL79?",
    0.65: "BCÇKPRVY06«»",
    0.7: "ADÀÂGHNUX&",
    0.75: "wOQ",
    0.8: "…",
    0.85: "M—",
    0.9: "mW",
    0.95: "%œ",
    1.0: "Œ",
}
_WIDTH_OF = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_USUAL = 0.6
_REGULAR = 0.96
_MARGIN = 1.04
"""Where the face is missing, its replacement may be a little wider."""

_LINKING_WORDS = frozenset(
    (
        "de",
        "du",
        "des",
        "d’",
        "la",
        "le",
        "les",
        "l’",
        "et",
        "à",
        "au",
        "aux",
        "en",
        "sur",
        "pour",
        "–",
        "-",
        "·",
        ":",
        "&",
    )
)
_HYPHEN = re.compile(r" [–—·:|-] ")


def measure(text: str, size: float, *, gras: bool = False) -> float:
    """Width in drawing units, a little overstated."""
    return _MARGIN * (1 if gras else _REGULAR) * size * sum(_WIDTH_OF.get(sign, _USUAL) for sign in text)


def split_words(text: str) -> list[str]:
    """Where a line may break: not at a no-break space."""
    return re.sub(r"[ \t\r\n\v\f]+", " ", text).strip(" ").split(" ") if text.strip() else []


def wrap(text: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width`, cut between words; a longer word stands alone."""
    lines: list[str] = []
    for word in split_words(text):
        if lines and measure(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def break_in_two(text: str, size: float) -> tuple[str, str] | None:
    """Two lines as even as can be, the first not ending on a linking word; None for a single word."""
    words = split_words(text)
    breaks = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return min(breaks, key=lambda lines: _unevenness(lines, size), default=None)


def _unevenness(lines: tuple[str, str], size: float) -> float:
    dangling = lines[0].rpartition(" ")[2].lower() in _LINKING_WORDS or not lines[1][0].isalnum()
    return max(measure(line, size) for line in lines) + 2 * size * dangling


def cut(text: str, size: float, width: float) -> str:
    """The text, or its beginning and « … », never ending on a linking word."""
    if measure(text, size) <= width:
        return text
    words = text.split(" ")
    while len(words) > 1 and (measure(" ".join(words) + "…", size) > width or words[-1].lower() in _LINKING_WORDS):
        words.pop()
    kept = " ".join(words).rstrip(" ,;:–-(")
    while len(kept) > 1 and measure(kept + "…", size) > width:
        kept = kept[:-1].rstrip()
    return kept + "…"


def wrap_and_cut(text: str, size: float, width: float, lines: int) -> tuple[str, ...]:
    """At most `lines` lines; what does not fit is replaced by « … »."""
    wrapped = wrap(text, size, width)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], cut(" ".join(wrapped[lines - 1 :]), size, width)]
    if len(wrapped) > 1 and wrapped[-1].rstrip("…").lower() in _LINKING_WORDS:
        wrapped = [*wrapped[:-2], f"{wrapped[-2]}…"]
    return tuple(cut(line, size, width) for line in wrapped)


def shorten_names(names: Sequence[str]) -> list[str]:
    """Shorter names that stay apart: without what stands in brackets, and of « A – B » the half that tells.

    That is A, unless several names begin with it: the services of one structure are told by B.
    """
    bare = [name.partition(" (")[0].strip() or name for name in names]
    heads = Counter(_HYPHEN.split(name, 1)[0] for name in bare)
    short = [_telling_half(name, heads) for name in bare]
    counts = Counter(short)
    return [name if counts[brief] > 1 else brief for name, brief in zip(names, short, strict=True)]


def _telling_half(name: str, heads: Counter[str]) -> str:
    head, *rest = _HYPHEN.split(name, 1)
    if not (head and rest and rest[0]):
        return name
    return head if heads[head] == 1 else rest[0][:1].upper() + rest[0][1:]
