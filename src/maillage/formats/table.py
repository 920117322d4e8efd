"""Filled rows of one sheet, whatever file they come from: text only, with the row number a spreadsheet shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from maillage.analyse.francais import compte, liste, nombre
from maillage.formats import limites
from maillage.formats.fautes import Refus

_MAX_CITEES: Final = 5


class Ligne(NamedTuple):
    numero: int
    cellules: list[str]


class Note(NamedTuple):
    """Something to know about a sheet that was read nevertheless."""

    message: str
    remede: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The first of `lignes` is the first filled row, headings or not.

    `erreurs` are the cells, read as empty, whose formula is in error: number of the row, rank in the row (from 0).
    """

    lignes: list[Ligne]
    notes: tuple[Note, ...] = ()
    erreurs: frozenset[tuple[int, int]] = frozenset()
    has_merged_cells: bool = False


def keep_filled(rows: Iterable[tuple[int, list[str]]]) -> list[Ligne]:
    """Rows that hold something, cells stripped. Raises `Refus` when there are more than anyone would fill."""
    return list(_iterate_filled(rows))


def _iterate_filled(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Ligne]:
    for numero, row in rows:
        if numero > limites.MAX_LIGNES or len(row) > limites.MAX_COLONNES:
            raise make_too_wide(numero, len(row))
        cellules = [cell.strip() for cell in row]
        if any(cellules):
            yield Ligne(numero, cellules)


def make_too_wide(lignes: int, colonnes: int) -> Refus:
    extent = [compte(lignes, "ligne", feminin=True), compte(colonnes, "colonne", feminin=True)]
    return Refus(
        f"le tableau s’étend sur {liste(extent)}",
        "Un signe est sans doute égaré loin du tableau : copiez le tableau seul dans une feuille neuve.",
    )


def tell_errors(ou: list[str]) -> Note:
    """Formulas showing #REF!, #N/A… : their cells are read as empty."""
    cited = ", ".join(ou[:_MAX_CITEES]) + (
        f" et {nombre(len(ou) - _MAX_CITEES)} autres" if len(ou) > _MAX_CITEES else ""
    )
    return Note(
        f"des formules en erreur sont lues comme des cellules vides ({cited})",
        "Corrigez la formule, ou remplacez-la par sa valeur.",
    )


def tell_merged_cells() -> Note:
    return Note(
        "des cellules sont fusionnées : seule la première de chaque groupe porte sa valeur, les autres sont lues vides",
        "Défusionnez-les et recopiez la valeur sur chaque ligne.",
    )
