"""The 65 métiers (domain brief §1.3): their names, who employs them, and the words by which a poste tells its own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from maillage.analyse.association.mots import key_of


@dataclass(frozen=True, slots=True)
class Metier:
    code: str
    nom: str
    sphere: str
    employeurs: tuple[str, ...]
    reconnu: tuple[frozenset[str], ...]
    """Each a set of words: a title that holds them all is of this métier."""


@cache
def load_metiers() -> Mapping[str, Metier]:
    text = files("maillage.analyse.association").joinpath("donnees", "metiers.csv").read_text(encoding="utf-8")
    return {row["code"]: _read(row) for row in csv.DictReader(text.splitlines())}


def _read(row: dict[str, str]) -> Metier:
    known = tuple(frozenset(key_of(words)) for words in row["reconnu"].split("|"))
    return Metier(row["code"], row["nom"], row["sphere"], tuple(row["employeurs"].split()), known)


def recognise(titre: str, type_structure: str = "") -> frozenset[str]:
    """The métiers that the title of a poste tells; where two do, the one with most words, in a fitting employer first.

    >>> sorted(recognise("Chargée de coopération CTG"))
    ['M33']
    """
    words = frozenset(key_of(titre.replace("·e", "").replace("·", "")))
    fits = [
        (len(known), type_structure in metier.employeurs, metier.code)
        for metier in load_metiers().values()
        for known in metier.reconnu
        if known and known <= words
    ]
    best = max(((size, fit) for size, fit, _ in fits), default=None)
    return frozenset(code for size, fit, code in fits if (size, fit) == best)
