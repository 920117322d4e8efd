"""What the cells of a column look like, whatever its heading: SIRET, commune codes, e-mails, phones, coordinates…"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from maillage.formats import lambert93, vocabulaire
from maillage.formats.textes import fold, make_key
from maillage.formats.types_acteurs import read_sensibles, read_types

TAILLE_ECHANTILLON: Final = 400
PART: Final = 0.8
"""Share of the filled cells that must look alike."""
_LONGUEUR_SANS_REPONSE: Final = max(map(len, vocabulaire.SANS_REPONSE))
_PART_DE_FORME: Final = 0.25
"""Below it, the cells give the lie to the heading."""
_SIRET: Final = re.compile(r"\d{14}")
_INSEE: Final = re.compile(r"(?:\d{5}|2[AB]\d{3})", re.IGNORECASE)
_COURRIEL: Final = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[A-Za-z0-9-]{2,}")
_TELEPHONE: Final = re.compile(r"(?:\+|00)?\d[\d .()\-/]{8,22}")
_SITE: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_NOMBRE: Final = re.compile(r"[-−]?\d+(?:[.,]\d+)?")
_ARMES: Final = frozenset("=+-@\t\r")
_METROPOLE: Final = ((41.0, 51.6), (-5.6, 10.0))
"""Latitudes and longitudes of metropolitan France: they never overlap."""


def is_blank(text: str) -> bool:
    return not text or (len(text) <= _LONGUEUR_SANS_REPONSE and fold(text) in vocabulaire.SANS_REPONSE)


def disarm(text: str) -> str:
    """Without the apostrophe that our exports put before what a spreadsheet could take for a formula."""
    return text[1:] if text.startswith("'") and text[1:2] in _ARMES else text


def read_number(text: str) -> float | None:
    """« 48,909987 », « -0.58 », « 475 198,12 »; None for anything else."""
    plain = "".join(text.split()).replace("−", "-")
    return float(plain.replace(",", ".")) if _NOMBRE.fullmatch(plain) and len(plain) <= 30 else None


def take_sample(texts: Sequence[str]) -> tuple[list[str], int]:
    """Filled cells spread over the whole column, and how many are filled."""
    blank = {text for text in set(texts) if is_blank(text)}
    filled = [text for text in texts if text not in blank]
    step = max(1, len(filled) // TAILLE_ECHANTILLON)
    return [disarm(text) for text in filled[::step][:TAILLE_ECHANTILLON]], len(filled)


def find_kind(sample: Sequence[str]) -> str:
    """The field that the cells alone betray: siret, courriel, telephone, site_web, code_insee, code_postal or ""."""
    if not sample:
        return ""
    for kind, check in _CHECKS:
        if share(sample, check) >= PART:
            return kind
    if share(sample, _is_code) >= PART:
        return "code_postal" if share(sample, lambda text: text.endswith("0")) >= 0.6 else "code_insee"
    return ""


def share(sample: Sequence[str], check: Callable[[str], object]) -> float:
    return sum(1 for text in sample if check(text)) / len(sample) if sample else 0.0


def is_siret(text: str) -> bool:
    return bool(_SIRET.fullmatch("".join(text.split())))


def _is_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    if not _TELEPHONE.fullmatch(text) or not 10 <= len(digits) <= 15:
        return False
    return digits[0] == "0" or text[0] == "+" or len(digits) == 11


def _is_code(text: str) -> bool:
    return bool(_INSEE.fullmatch(text))


_CHECKS: Final[tuple[tuple[str, Callable[[str], object]], ...]] = (
    ("siret", is_siret),
    ("courriel", _COURRIEL.search),
    ("site_web", _SITE.match),
    ("telephone", _is_phone),
)


def find_axis(sample: Sequence[str]) -> str:
    """`latitude` or `longitude` where the figures leave no doubt; "" elsewhere (overseas, other countries)."""
    numbers = [number for text in sample if (number := read_number(text)) is not None]
    if not sample or len(numbers) < PART * len(sample):
        return ""
    degrees, metres = _METROPOLE, (lambert93.ORDONNEES, lambert93.ABSCISSES)
    for axis, bounds in (("latitude", (degrees[0], metres[0])), ("longitude", (degrees[1], metres[1]))):
        if any(_are_within(numbers, low, high) for low, high in bounds) and _vary(numbers):
            return axis
    return ""


def _are_within(numbers: Sequence[float], low: float, high: float) -> bool:
    within = sum(1 for number in numbers if low <= number <= high)
    return within >= PART * len(numbers)


def _vary(numbers: Sequence[float]) -> bool:
    """A column of whole numbers from 1 to 9 is not a longitude."""
    return any(not number.is_integer() for number in numbers)


def may_be(champ: str, sample: Sequence[str]) -> bool:
    """Whether the cells do not give the lie to a heading: a few fields have a shape of their own."""
    check = _SHAPES.get(champ)
    return check is None or not sample or share(sample, check) >= _PART_DE_FORME


def share_known(champ: str, sample: Sequence[str]) -> float:
    """The share of cells that are words of the field's own list; 0 for fields that have none."""
    return share(sample, _is_known_type) if champ == "type" else 0.0


def _is_known_type(text: str) -> bool:
    return make_key(text) in read_types() or make_key(text) in read_sensibles()


_SHAPES: Final[dict[str, Callable[[str], object]]] = {
    "siret": lambda text: is_siret(text) or text.strip("0") == "",
    "courriel": lambda text: "@" in text,
    "telephone": lambda text: sum(sign.isdigit() for sign in text) >= 4,
    "latitude": lambda text: read_number(text) is not None,
    "longitude": lambda text: read_number(text) is not None,
    "id": UUID.fullmatch,
    "parent_id": UUID.fullmatch,
    "code_insee": _is_code,
    "code_postal": lambda text: len(text) <= 6 and any(sign.isdigit() for sign in text),
    "site_web": lambda text: "." in text,
    "type": _is_known_type,
}
