"""The three spreadsheets say the same thing, and LibreOffice gives it back."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from maillage.formats.sorties.csv_texte import iterate_csv, write_csv
from maillage.formats.sorties.echanges import COLONNES_ACTEURS, COLONNES_LIENS
from maillage.formats.sorties.feuilles import Colonne, Feuille
from maillage.formats.sorties.formules import restore
from maillage.formats.sorties.ods import write_ods
from maillage.formats.sorties.xlsx import write_xlsx
from maillage.formats.tableaux import read_feuilles

COLONNES = (Colonne("siret"), Colonne("telephone"), Colonne("code_insee"), Colonne("texte"), Colonne("x", "nombre"),
            Colonne("jour", "date"))  # fmt: skip
LIGNES = [
    ("01234567890123", "0475001122", "01004", '=HYPERLINK("x")', -4.123456, date(2027, 3, 31)),
    ("00000000000001", "+33 4 75 00 11 22", "2A004", 'deux\nlignes  et « guillemets » ; "droits"', 5, None),
    ("", "", "07019", "<b>&amp;</b> 'tis | 2026-01-02", None, date(1999, 12, 31)),
]
ECRITS = {
    "xlsx": write_xlsx,
    "ods": write_ods,
    "csv": lambda feuilles, out: out.write(write_csv(feuilles[0])),
}


@pytest.fixture(params=list(ECRITS))
def fichier(request, tmp_path) -> Path:
    path = tmp_path / f"acteurs.{request.param}"
    with path.open("wb") as out:
        ECRITS[request.param]([Feuille("Acteurs", COLONNES, LIGNES)], out)
    return path


def read(path: Path) -> list[list[str]]:
    """As Maillage reads a file, apostrophes taken off."""
    [feuille] = read_feuilles(path)
    return [[restore(cell) for cell in ligne.cellules] for ligne in feuille.lignes]


ATTENDU = [
    ["01234567890123", "0475001122", "01004", "=HYPERLINK(\"x\")", "-4.123456", "2027-03-31"],
    ["00000000000001", "+33 4 75 00 11 22", "2A004", "deux\nlignes  et « guillemets » ; \"droits\"", "5"],
    ["", "", "07019", "<b>&amp;</b> 'tis | 2026-01-02", "", "1999-12-31"],
]  # fmt: skip


def strip(rows: list[list[str]]) -> list[list[str]]:
    return [[*row[: len(row) - next((i for i, c in enumerate(reversed(row)) if c), len(row))]] for row in rows]


def test_maillage_reads_back_what_it_wrote(fichier):
    assert strip(read(fichier)) == ATTENDU


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_codes_dates_and_texts_survive_libreoffice(fichier, form, convert):
    assert strip(read(convert(fichier, form))) == ATTENDU


def test_no_cell_of_a_workbook_is_a_formula():
    out = BytesIO()
    write_xlsx([Feuille("F", COLONNES, LIGNES)], out)
    sheet = openpyxl.load_workbook(BytesIO(out.getvalue()))["F"]
    assert [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"] == []
    assert sheet["A2"].number_format == "@"


def test_two_sheets_stand_in_one_workbook(tmp_path):
    feuilles = [Feuille(nom, (Colonne("a"),), [("1",)]) for nom in ("Acteurs", "Lisez-moi")]
    for write, extension in ((write_xlsx, "xlsx"), (write_ods, "ods")):
        path = tmp_path / f"c.{extension}"
        with path.open("wb") as out:
            write(feuilles, out)
        assert python_calamine.CalamineWorkbook.from_path(path).sheet_names == ["Acteurs", "Lisez-moi"]


def test_characters_that_xml_refuses_do_not_break_the_sheet(tmp_path):
    path = tmp_path / "c.ods"
    with path.open("wb") as out:
        write_ods([Feuille("F", (Colonne("a"), Colonne("b")), [("a\x00\x0bb\ufffe", "fin")])], out)
    assert read(path) == [["ab", "fin"]]


def test_a_long_csv_leaves_in_pieces():
    pieces = list(iterate_csv(Feuille("F", (Colonne("a"),), ([str(n)] for n in range(1200)))))
    assert len(pieces) == 3
    assert b"".join(pieces).count(b"\r\n") == 1201


def test_headings_are_those_that_imports_know():
    """The contract of the guide: an import recognises these, one renamed is one lost."""
    assert " ".join(colonne.nom for colonne in COLONNES_ACTEURS) == (
        "id nom sigle nature parent_id parent sphere type description appelez_nous_pour themes publics territoires "
        "commune code_insee adresse latitude longitude telephone courriel site_web siret fin_financement visibilite "
        "source source_id date_verification modifie_le"
    )
    assert " ".join(colonne.nom for colonne in COLONNES_LIENS) == (
        "id source_id_acteur source_nom cible_id_acteur cible_nom niveau_reel niveau_souhaite sujets themes frequence "
        "formalisation financement initiateur premier_contact_phase phase_souhaitee cadre porte_par tendance freins "
        "leviers depuis "
        "date visibilite"
    )
