"""French typography that every form of the report shares: numbers, no-break spaces, alphabetical order."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

INSECABLE: Final = "\u00a0"
FINE: Final = "\u202f"
SANS_OBJET: Final = "—"
"""Shown in place of a measure that does not apply."""


def format_number(value: float | None, decimals: int = 3, *, aligned: bool = False) -> str:
    """« 1 234 », « 0,061 », « −0,5 », or « — » when there is no value.

    Useless zeros are left out, unless the number is `aligned` with others in a column.
    """
    if value is None:
        return SANS_OBJET
    rounded = round(value, decimals) + 0.0
    whole, _, rest = f"{abs(rounded):,.{decimals}f}".partition(".")
    rest = rest if aligned else rest.rstrip("0")
    sign = "−" if rounded < 0 else ""
    return sign + whole.replace(",", FINE) + (f",{rest}" if rest else "")


def format_share(value: float | None) -> str:
    """A share between 0 and 1 as « 6 % », never rounded to nothing or to all when it is neither."""
    if value is None:
        return SANS_OBJET
    if 0 < value < 0.005:
        return f"moins de 1{INSECABLE}%"
    if 0.995 <= value < 1:
        return f"plus de 99{INSECABLE}%"
    return f"{format_number(100 * value, 0)}{INSECABLE}%"


def format_p_value(value: float | None) -> str:
    """A probability is never shown as 0: below one in a thousand, only that is said."""
    return "moins de 0,001" if value is not None and value < 0.001 else format_number(value)


@lru_cache(maxsize=50_000)
def alphabetical(text: str) -> tuple[str, str]:
    """Sort key that ignores case and accents, as a French directory does.

    Kept: the tables of a diagnosis of 10,000 actors ask for the same names a hundred thousand times.
    """
    if text.isascii():
        return text.casefold(), text
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae"))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold(), text


def fr(text: str) -> str:
    """No-break spaces where French wants them: « thin » before ; ! ?, plain before : % » and after «."""
    text = re.sub(r" ([;!?])", rf"{FINE}\1", text)
    text = re.sub(r" ([:%»×])", rf"{INSECABLE}\1", text)
    return text.replace("« ", f"«{INSECABLE}")


_CONTROLS: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Without what XML and PDF refuse, nor what turns the direction of a line, wherever a table brought it from."""
    return _CONTROLS.sub("", text)
