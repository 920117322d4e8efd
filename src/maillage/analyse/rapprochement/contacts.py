"""Telephones, e-mail addresses, SIRET and coordinates, brought to one form; None when they say nothing."""

from __future__ import annotations

import re
from math import isfinite
from typing import Final

from maillage.analyse.rapprochement.textes import fold

_CHIFFRES: Final = re.compile(r"\D+")
_COURRIEL: Final = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.[a-z0-9-]{2,}")
_FICTIFS: Final = (".invalid", ".example", "@example.com", "@example.org", "@example.net", ".test", ".localhost")
"""Domains that never reach anyone (RFC 2606): what is put in the place of an address that is withheld."""
_LONGUEUR_SIRET = 14


def read_telephone(text: str) -> str | None:
    """« +33 (0)4 75 00 00 00 », « 0475000000 », « 04.75.00.00.00 » → « 475000000 »; the first number of several.

    A number of another country keeps its digits. Numbers that say nothing (« 0000000000 ») are left out.
    """
    first = re.split(r"[/;,]|\bou\b|\bet\b|\n", text, maxsplit=1)[0]
    digits = _CHIFFRES.sub("", first.replace("(0)", "")) or _CHIFFRES.sub("", text)
    for prefix, length in (("0033", 13), ("33", 11), ("0033", 14), ("33", 12)):
        if digits.startswith(prefix) and len(digits) == length:
            digits = digits[len(prefix) :]
    if len(digits) == 10 and digits[0] == "0":
        digits = digits[1:]
    return digits if len(digits) >= 6 and len(set(digits)) > 1 else None


def read_courriel(text: str) -> str | None:
    """The first address found, in lower case; None for one that is withheld."""
    found = _COURRIEL.search(fold(text))
    return found.group() if found and not found.group().endswith(_FICTIFS) else None


def read_siret(text: str) -> str | None:
    """Its digits. What is not a SIRET (14 digits) is kept as an identifier all the same, unless it is a zero."""
    plain = re.sub(r"[\s.\-\u202f\u00a0]", "", text).upper()
    return plain if len(plain) >= 5 and len(set(plain)) > 1 else None


def read_siren(siret: str | None) -> str | None:
    """The nine digits of the legal body; None when there is no true SIRET."""
    return siret[:9] if siret and len(siret) == _LONGUEUR_SIRET and siret.isdigit() else None


def read_code_postal(text: str) -> str | None:
    """Letters and digits, without spaces: « 07 200 » → « 07200 ». A four-digit French code has lost its zero."""
    plain = "".join(sign for sign in fold(text) if sign.isalnum())
    return plain or None


def read_point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """Degrees; None when out of range, or at 0° 0°, where forms that were not filled point to."""
    if latitude is None or longitude is None or not (isfinite(latitude) and isfinite(longitude)):
        return None
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude
