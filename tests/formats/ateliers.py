"""Makes the files that the tests read: CSV text in any encoding, real XLSX and ODS workbooks, and forged archives."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
from odf import opendocument, table, text

from maillage.formats.fautes import DonneesInvalides, Faute
from maillage.formats.saisie import Saisie, read_acteurs_liens, read_classeur

Valeur = str | int | float | bool | date | datetime | None
Lignes = Sequence[Sequence[Valeur]]

ACTEURS = "id,nom,sphere\nS1,Maison des solidarités,AS\nS2,Communauté de communes,DL\nS3,Centre social,DS\n"
LIENS = "source,cible\nS1,S2\n"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'
"""One XLSX sheet, around the rows put in its braces."""


def lire(dossier: Path, acteurs: str | bytes = ACTEURS, liens: str | bytes = LIENS) -> Saisie:
    """Read two CSV tables given as text."""
    paths = []
    for nom, contenu in (("acteurs.csv", acteurs), ("liens.csv", liens)):
        path = dossier / nom
        path.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
        paths.append(path)
    return read_acteurs_liens(*paths)


def fautes(read: Callable[..., Saisie], *arguments: object) -> list[Faute]:
    """What is wrong with what is read; empty when nothing is."""
    try:
        read(*arguments)
    except DonneesInvalides as invalid:
        return list(invalid.fautes)
    return []


def fautes_de_classeur(path: Path) -> list[Faute]:
    return fautes(read_classeur, path)


def make_csv(lignes: Lignes, separateur: str = ",", encoding: str = "utf-8") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separateur).writerows(lignes)
    return stream.getvalue().encode(encoding)


def make_xlsx(path: Path, feuilles: Mapping[str, Lignes], masquees: Sequence[str] = ()) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for nom, lignes in feuilles.items():
        sheet = workbook.create_sheet(nom)
        for ligne in lignes:
            sheet.append(list(ligne))
        sheet.sheet_state = "hidden" if nom in masquees else "visible"
    workbook.save(path)
    return path


def make_ods(path: Path, feuilles: Mapping[str, Lignes]) -> Path:
    workbook = opendocument.OpenDocumentSpreadsheet()
    for nom, lignes in feuilles.items():
        sheet = table.Table(name=nom)
        for ligne in lignes:
            row = table.TableRow()
            for value in ligne:
                row.addElement(_make_ods_cell(value))
            sheet.addElement(row)
        workbook.spreadsheet.addElement(sheet)
    workbook.save(str(path))
    return path


def _make_ods_cell(value: Valeur) -> table.TableCell:
    if value is None or value == "":
        return table.TableCell()
    if isinstance(value, bool):
        cell = table.TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    elif isinstance(value, int | float):
        cell = table.TableCell(valuetype="float", value=str(value))
    elif isinstance(value, date):
        cell = table.TableCell(valuetype="date", datevalue=value.isoformat())
    else:
        cell = table.TableCell(valuetype="string")
    cell.addElement(text.P(text=str(value)))
    return cell


def rebuild(
    path: Path, change: Callable[[str, bytes], bytes | None], ajouts: Mapping[str, bytes] | None = None
) -> Path:
    """The same archive with each part changed (None: taken away) and some added."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for nom in archive.namelist():
            parts[nom] = change(nom, archive.read(nom))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in {**parts, **(ajouts or {})}.items():
            if contenu is not None:
                archive.writestr(nom, contenu)
    return path


def keep(_nom: str, contenu: bytes) -> bytes:
    return contenu
