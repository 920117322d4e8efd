"""What is wrong with a file, said to the person who will mend it: where, what was found, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from maillage.analyse.francais import ESPACE, FINE, liste, nombre

MAX_LIGNES_CITEES: Final = 8
MAX_CARACTERES_CITES: Final = 60
MAX_DISTINCTES: Final = 50
"""Beyond so many unknown actors the two tables do not go together: naming every one would bury the rest."""
_ESPACES: Final = ((re.compile(r"(«) | +(?=[»:])"), rf"\1{ESPACE}"), (re.compile(rf"[ {ESPACE}]+(?=[;!?])"), FINE))
_INVISIBLES: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Faute:
    """One thing to mend (`bloquante`) or to know. `str()` gives the whole of it on one line, in French.

    `colonne` is the heading as written in the file, `trouve` the content of the cell as written;
    `message` starts in lower case and has no full stop, `remede` is one sentence or more. `famille` names, in the
    plural, faults of which a great many may be told in one line (« acteurs inconnus »).
    """

    fichier: str
    message: str
    remede: str = ""
    feuille: str = ""
    ligne: int | None = None
    colonne: str = ""
    trouve: str = ""
    bloquante: bool = True
    famille: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", set_spaces(self.message))
        object.__setattr__(self, "remede", set_spaces(self.remede))

    @property
    def lieu(self) -> str:
        """« acteurs.csv, feuille « Feuil1 », ligne 12, colonne « sphere » »: as much of it as is known."""
        return _locate(self, "" if self.ligne is None else f"ligne {self.ligne}")

    def __str__(self) -> str:
        return _say(self, self.lieu)


class DonneesInvalides(ValueError):
    """What was given cannot be read as a network. `fautes` holds every blocking fault, in the order of the files."""

    def __init__(self, fautes: Iterable[Faute]) -> None:
        self.fautes = tuple(fautes)
        super().__init__("\n".join(str(faute) for faute in self.fautes))


class ClasseurIllisible(DonneesInvalides):
    """A file that cannot be opened at all: missing, cut, protected, hostile, or not a spreadsheet."""


class Refus(Exception):
    """Why a file, a sheet or a cell is refused, before its place is known."""

    def __init__(self, message: str, remede: str, ligne: int | None = None, famille: str = "") -> None:
        super().__init__(message)
        self.message, self.remede, self.ligne, self.famille = message, remede, ligne, famille


def quote(valeur: str) -> str:
    """The value between French quotation marks, on one line and cut when it is long."""
    line = _INVISIBLES.sub(" ", valeur).strip()
    if len(line) > MAX_CARACTERES_CITES:
        line = line[: MAX_CARACTERES_CITES - 1].rstrip() + "…"
    return f"« {line} »"


def set_spaces(phrase: str) -> str:
    """No-break spaces where French typography wants them, for sentences written with plain ones."""
    for pattern, replacement in _ESPACES:
        phrase = pattern.sub(replacement, phrase)
    return phrase


def render_fautes(fautes: Iterable[Faute]) -> tuple[str, ...]:
    """One line for all the rows that have the same thing wrong with the same remedy, in order of first appearance.

    « liens.csv, lignes 3, 8 et 12, colonne « source » : … »: forty rows naming one forgotten actor are one mistake.
    """
    together: dict[tuple[str, ...], list[Faute]] = {}
    shown, more = _split_crowds(fautes)
    for faute in shown:
        key = (faute.fichier, faute.feuille, faute.colonne, faute.message, faute.remede)
        together.setdefault(key, []).append(faute)
    lines = [_say(same[0], _locate(same[0], _name_rows(same))) for same in together.values()]
    return (*lines, *(_say_crowd(crowd) for crowd in more))


def _split_crowds(fautes: Iterable[Faute]) -> tuple[list[Faute], list[list[Faute]]]:
    """The faults to tell one by one; and, of each family in each sheet, those that come after so many distinct ones."""
    shown: list[Faute] = []
    found: dict[tuple[str, ...], set[str]] = {}
    more: dict[tuple[str, ...], list[Faute]] = {}
    for faute in fautes:
        key = (faute.fichier, faute.feuille, faute.famille)
        known = found.setdefault(key, set())
        if not faute.famille or faute.trouve in known or len(known) < MAX_DISTINCTES:
            known.add(faute.trouve)
            shown.append(faute)
        else:
            more.setdefault(key, []).append(faute)
    return shown, list(more.values())


def _say_crowd(crowd: list[Faute]) -> str:
    """« liens.csv : … et 19 952 autres acteurs inconnus. »"""
    first, count = crowd[0], len({faute.trouve for faute in crowd})
    words = f"{nombre(count)} autres {first.famille}" if count > 1 else f"{quote(first.trouve)}, inconnu aussi"
    said = f"{_locate(replace(first, colonne=''), '')} : … et {words}. Est-ce la bonne colonne, le bon fichier ?"
    return set_spaces(said)


def _say(faute: Faute, lieu: str) -> str:
    said = set_spaces(f"{lieu} : ") + faute.message + "."
    return f"{said} {faute.remede}" if faute.remede else said


def _locate(faute: Faute, lignes: str) -> str:
    parts = [_INVISIBLES.sub(" ", faute.fichier)]
    if faute.feuille:
        parts.append(f"feuille {quote(faute.feuille)}")
    if lignes:
        parts.append(lignes)
    if faute.colonne:
        parts.append(f"colonne {quote(faute.colonne)}")
    return set_spaces(", ".join(parts))


def _name_rows(fautes: list[Faute]) -> str:
    rows = [str(faute.ligne) for faute in fautes if faute.ligne is not None]
    if len(rows) < 2:
        return "".join(f"ligne {row}" for row in rows)
    if (more := len(rows) - MAX_LIGNES_CITEES) > 1:
        rows = [*rows[:MAX_LIGNES_CITEES], f"{nombre(more)} autres"]
    return f"lignes {liste(rows)}"
