"""XLSX, row after row: the workbook of 10,000 actors never stands whole in memory."""

from __future__ import annotations

from datetime import date
from typing import IO, Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from maillage.formats.sorties.feuilles import Colonne, Feuille, Valeur
from maillage.formats.sorties.formules import neutralise

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_FORMATS: Final = {
    "texte": {"num_format": "@", "valign": "top"},
    "nombre": {"valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top"},
}
"""Text cells are of the text format: what is typed later in the column stays text too (SIRET, telephone)."""
MAX_CELLULE: Final = 32_767


def write_xlsx(feuilles: list[Feuille], destination: IO[bytes]) -> None:
    with Workbook(destination, _OPTIONS) as classeur:
        formats = {genre: classeur.add_format(asked) for genre, asked in _FORMATS.items()}
        entete = classeur.add_format({"bold": True, "bottom": 1})
        for feuille in feuilles:
            _write_sheet(classeur.add_worksheet(feuille.nom), feuille, formats, entete)


def _write_sheet(onglet: Worksheet, feuille: Feuille, formats: dict[str, Any], entete: Any) -> None:
    onglet.freeze_panes(1, 0)
    for place, colonne in enumerate(feuille.colonnes):
        onglet.set_column(place, place, colonne.largeur, formats[colonne.genre])
        onglet.write_string(0, place, colonne.nom, entete)
    for numero, ligne in enumerate(feuille.lignes, 1):
        for place, (colonne, valeur) in enumerate(zip(feuille.colonnes, ligne, strict=True)):
            _write_cell(onglet, (numero, place), colonne, valeur, formats)


def _write_cell(
    onglet: Worksheet, place: tuple[int, int], colonne: Colonne, valeur: Valeur, formats: dict[str, Any]
) -> None:
    if valeur is None or valeur == "":
        return
    if isinstance(valeur, date):
        onglet.write_datetime(*place, valeur, formats["date"])
    elif isinstance(valeur, str):
        onglet.write_string(*place, neutralise(valeur)[:MAX_CELLULE], formats["texte"])
    else:
        onglet.write_number(*place, valeur, formats[colonne.genre])
