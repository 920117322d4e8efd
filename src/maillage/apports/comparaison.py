"""A row beside the actor it is: what the file changes, and where a person wrote something else meanwhile.

Three values meet: the last one imported (the base), the one here now, the one of the file. The base is known by its
digest, or from the journal when the file is one of our exports.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Model

from maillage.acteurs.actions import LIEU, RELATIONS
from maillage.acteurs.models import Acteur
from maillage.formats.textes import fold, squeeze

LIENS_UNIQUES: Final = ("sphere", "type", "commune", "parent")
COMPARES: Final = (
    "nom", "sigle", "nature", "parent", "sphere", "type", "description", "appelez_nous_pour", *RELATIONS, "commune",
    "adresse", "latitude", "longitude", "telephone", "courriel", "site_web", "siret", "fin_financement", "visibilite",
    "date_verification",
)  # fmt: skip
"""What a file may change, in the order of the page."""
JAMAIS_VIDES: Final = frozenset(("nom", "nature", "sphere", "visibilite"))
_POINT: Final = 1e-6
"""Degrees: ten centimetres. Spreadsheets keep fifteen figures, files sometimes fewer."""
INCONNUE: Final = object()


@dataclass(frozen=True)
class EcartApport:
    """One field that the file would change. `conflit`: a person wrote something else since the last import."""

    champ: str
    ici: Any
    fichier: Any
    conflit: bool


@dataclass
class Bases:
    """The last value imported, by actor then by field; absent: never imported, or nobody knows."""

    empreintes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """From the last import of the same source."""
    avant: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """For a row of our own export: what fields changed since held that day. The others have not moved."""
    exportees: set[str] = field(default_factory=set)
    """Actors whose row says when it was exported."""

    def find(self, acteur: Acteur, champ: str) -> str | object:
        """The digest of the base, or INCONNUE."""
        key = str(acteur.pk)
        if key in self.exportees:
            changed = self.avant.get(key, {})
            return digest(champ, changed[champ] if champ in changed else read_current(acteur, champ))
        return self.empreintes.get(key, {}).get(champ, INCONNUE)


def compare(
    acteur: Acteur, lu: Mapping[str, Any], bases: Bases, *, reconnu: str, partiels: frozenset[str] = frozenset()
) -> list[EcartApport]:
    """Fields that the file would change. A row recognised by our own id may empty a field; another may not.

    A name that made the row recognised is the same name in other letters: the one here stays.
    """
    if reconnu == "rapprochement":
        partiels |= {"nom"}
    return [
        ecart
        for champ in COMPARES
        if champ in lu and champ not in partiels and not (acteur.lieu_confidentiel and champ in LIEU)
        for ecart in _compare_field(acteur, champ, lu[champ], bases, reconnu == "id")
    ]


def _compare_field(acteur: Acteur, champ: str, file: Any, bases: Bases, ours: bool) -> Iterator[EcartApport]:
    here = read_current(acteur, champ)
    if is_empty(file) and (not ours or champ in JAMAIS_VIDES):
        return
    if is_same(champ, here, file, strict=ours):
        return
    base = bases.find(acteur, champ)
    if base is not INCONNUE and base == digest(champ, file):
        return  # the file says what it said last time; only a person has moved
    moved = not is_empty(here) if base is INCONNUE else base != digest(champ, here)
    yield EcartApport(champ, here, file, moved)


def read_current(acteur: Acteur, champ: str) -> Any:
    """As `LigneApport.valeurs` writes it. Relations must be loaded."""
    if champ in RELATIONS:
        return sorted((_key(one) for one in getattr(acteur, champ).all()), key=str)
    if champ in LIENS_UNIQUES:
        value = getattr(acteur, f"{champ}_id")
        return value if isinstance(value, int) or value is None else str(value)
    value = getattr(acteur, champ)
    return value.isoformat() if isinstance(value, date) else value


def _key(one: Model) -> Any:
    return one.pk if isinstance(one.pk, int) else str(one.pk)


def is_empty(value: Any) -> bool:
    return value in (None, "", [])


def is_same(champ: str, here: Any, file: Any, *, strict: bool) -> bool:
    """`strict`: for our own exports, where a capital letter corrected is a correction."""
    if is_empty(here) and is_empty(file):
        return True
    if isinstance(here, float) and isinstance(file, (int, float)):
        return abs(here - file) < _POINT
    if strict:
        return bool(normalise_value(champ, here) == normalise_value(champ, file))
    return bool(_soften(normalise_value(champ, here)) == _soften(normalise_value(champ, file)))


def normalise_value(champ: str, value: Any) -> Any:
    if isinstance(value, list):
        return sorted(map(str, value))
    if champ == "telephone" and value:
        return read_digits(value) or squeeze(value)
    if isinstance(value, str):
        if value.isprintable() and "  " not in value:  # one line, single spaces: most values
            return value.strip()
        return "\n".join(squeeze(line) for line in value.splitlines()).strip()
    return round(value, 6) if isinstance(value, float) else value


def read_digits(telephone: str) -> str:
    """« +33 4 75 00 00 00 » and « 04.75.00.00.00 » are one number."""
    digits = re.sub(r"\D", "", telephone)
    digits = digits.removeprefix("0033").removeprefix("33") if len(digits) > 10 else digits
    return digits.lstrip("0") if len(digits) >= 9 else ""


def _soften(value: Any) -> Any:
    """Case and accents apart: a directory in capitals brings nothing new."""
    return fold(value) if isinstance(value, str) else value


def digest(champ: str, value: Any) -> str:
    """Twelve signs that tell a value from another without keeping it."""
    plain = "" if is_empty(value) else normalise_value(champ, value)
    return hashlib.blake2b(f"{champ}={plain!r}".encode("utf-8", "replace"), digest_size=6).hexdigest()
