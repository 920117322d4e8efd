"""The typed value of a spreadsheet cell, written as the animateur would have typed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from math import isfinite

from maillage.formats.textes import clean

Cellule = str | int | float | bool | date | datetime | time | timedelta
_MAX_ENTIER = 1e15
"""Spreadsheets hold fifteen significant digits: beyond, an integer is no longer exact."""


def write_cell(cell: Cellule) -> str:
    """12 and not 12.0, 2027-03-31 and not 46477; « oui » and « non » for truth values."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return _write_float(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def write_row(cells: Iterable[Cellule]) -> list[str]:
    """Every cell of a row; most are plain text, with nothing to clean."""
    return [cell if type(cell) is str and cell.isascii() and cell.isprintable() else write_cell(cell) for cell in cells]


def _write_float(cell: float) -> str:
    if not isfinite(cell):
        return ""
    return str(int(cell)) if cell.is_integer() and abs(cell) < _MAX_ENTIER else f"{cell:.15g}"
