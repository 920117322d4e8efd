"""Small tools for sentences that can be said aloud: plurals, lists, rounded shares, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from maillage.analyse.vocabulaire import SPHERES

ESPACE = "\u00a0"
FINE = "\u202f"

_LETTRES = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_PREMIER = re.compile(rf"\b1(?=[ {ESPACE}](?:{'|'.join(_MOIS)})\b)")
_ARTICLES = {
    "AS": ("l’action sociale", "de l’action sociale"),
    "DS": ("le développement social", "du développement social"),
    "DL": ("le développement local", "du développement local"),
    "PA": ("les passerelles", "des passerelles"),
    "ELU": ("les élus", "des élus"),
    "FIN": ("les financeurs", "des financeurs"),
    "HAB": ("les habitants", "des habitants"),
}


def le_monde(code: str) -> str:
    """« l’action sociale », « le développement local »… or « la sphère X » for a code of the file's own."""
    return _ARTICLES[code][0] if code in SPHERES else f"la sphère {code}"


def du_monde(code: str) -> str:
    return _ARTICLES[code][1] if code in SPHERES else f"de la sphère {code}"


def nombre(n: int, *, feminin: bool = False) -> str:
    """In letters up to ten, in figures above with a thin space every three digits."""
    if feminin and n == 1:
        return "une"
    return _LETTRES[n] if 0 <= n < len(_LETTRES) else f"{n:,}".replace(",", FINE)


def compte(n: int, singulier: str, pluriel: str = "", *, feminin: bool = False) -> str:
    """« un lien », « 22 liens », « aucun lien » ; the plural takes an s unless told otherwise."""
    if n == 0:
        return f"{'aucune' if feminin else 'aucun'} {singulier}"
    return f"{nombre(n, feminin=feminin)} {singulier if n == 1 else pluriel or singulier + 's'}"


def majuscule(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def liste(noms: Sequence[str]) -> str:
    """« A, B et C »."""
    *debut, fin = noms or [""]
    return f"{', '.join(debut)} et {fin}" if debut else fin


def sur_cent(part: float) -> str:
    """A share as a whole number out of a hundred, never rounded to none or all when it is neither."""
    rounded = round(part * 100)
    if part > 0 and rounded == 0:
        return "moins de 1"
    if part < 1 and rounded == 100:
        return "plus de 99"
    return str(rounded)


def sur_dix(part: float) -> str:
    """A share in words out of ten: « quatre sur dix », « presque aucun », « presque tous »."""
    if part in (0, 1):
        return "aucun" if part == 0 else "tous"
    rounded = round(part * 10)
    return {0: "moins d’un sur dix", 10: "presque tous"}.get(rounded, f"{_LETTRES[rounded]} sur dix")


def decimal(valeur: float, chiffres: int = 1) -> str:
    return f"{valeur:.{chiffres}f}".replace(".", ",").replace("-", "−")


def jour(quand: date) -> str:
    """« 31 mars 2027 », « 1er mai 2026 »."""
    numero = "1er" if quand.day == 1 else str(quand.day)
    return f"{numero}{ESPACE}{_MOIS[quand.month - 1]} {quand.year}"


def say_first(texte: str) -> str:
    """Of a date already written, the first of a month: « 1 mai 2026 » becomes « 1er mai 2026 »."""
    return _PREMIER.sub("1er", texte)


def add_months(quand: date, mois: int) -> date:
    """The same day `mois` months later (earlier when negative), or the last day of that month."""
    count = quand.year * 12 + quand.month - 1 + mois
    year, month = divmod(count, 12)
    for day in range(quand.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(quand.day, 28))
