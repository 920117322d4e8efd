"""CSV for spreadsheets and programs alike: UTF-8 with its mark, semicolons, ISO dates, decimal points.

Texts stand in quotation marks and figures do not: LibreOffice keeps codes whole when asked to « format quoted fields
as text ».
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Final

from maillage.formats.sorties.feuilles import Feuille, Valeur
from maillage.formats.sorties.formules import neutralise

TRANCHE: Final = 500
"""Rows written at a time."""


def iterate_csv(feuille: Feuille) -> Iterator[bytes]:
    """The file in pieces, so that a long one leaves as it is read."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow([colonne.nom for colonne in feuille.colonnes])
    for numero, ligne in enumerate(feuille.lignes, 1):
        writer.writerow([_write(valeur) for valeur in ligne])
        if numero % TRANCHE == 0:
            yield _empty(out)
    yield _empty(out)


def write_csv(feuille: Feuille) -> bytes:
    return b"".join(iterate_csv(feuille))


def _write(valeur: Valeur) -> str | int | float:
    if valeur is None:
        return ""
    if isinstance(valeur, date):
        return valeur.isoformat()
    return neutralise(valeur) if isinstance(valeur, str) else valeur


def _empty(out: StringIO) -> bytes:
    written = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return written
