"""XLSX and ODS workbooks: what their cells say, and which row they are on."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from odf import opendocument, table, text
from odf.office import Annotation

from maillage.formats import xlsx
from maillage.formats.fautes import Refus
from maillage.formats.tableaux import read_feuilles

from .ateliers import MAIN, SHEET, make_ods, make_xlsx, rebuild

QUAND = datetime.fromisoformat("2027-03-31T10:05:00")
VALEURS = [12, 12.5, 0.1 + 0.2, date(2027, 3, 31), QUAND, True, "2027", " é ", None, "fin"]
ECRITES = ["12", "12.5", "0.3", "2027-03-31", "2027-03-31 10:05:00", "oui", "2027", "é", "", "fin"]


@pytest.fixture(params=[make_xlsx, make_ods], ids=["xlsx", "ods"])
def make(request):
    return request.param


def test_cells_are_written_as_one_would_type_them(tmp_path, make):
    [feuille] = read_feuilles(make(tmp_path / f"c.{make.__name__[5:]}", {"acteurs": [["a"] * len(VALEURS), VALEURS]}))
    assert feuille.lignes[0].cellules == ECRITES


def test_rows_bear_the_number_a_spreadsheet_shows(tmp_path, make):
    blank: list[None] = [None, None]
    [feuille] = read_feuilles(
        make(tmp_path / "c.x", {"f": [blank, ["id", "nom"], blank, ["S1", "a"], blank, ["S2", ""]]})
    )
    assert feuille.ligne_entetes == 2
    assert [tuple(ligne) for ligne in feuille.lignes] == [(4, ["S1", "a"]), (6, ["S2", ""])]


def test_every_sheet_is_there_hidden_or_not(tmp_path):
    path = make_xlsx(tmp_path / "c.xlsx", {"acteurs": [["id"]], "liens": [["source"]]}, masquees=["liens"])
    assert [feuille.nom for feuille in read_feuilles(path)] == ["acteurs", "liens"]


def test_merged_cells_and_formula_errors_are_told(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (["id", "sphere"], ["S1", "AS"], ["S2", None], ["#N/A", "DL"]):
        sheet.append(row)
    sheet["A4"].data_type = "e"
    sheet.merge_cells("B2:B3")
    workbook.save(tmp_path / "c.xlsx")
    [feuille] = read_feuilles(tmp_path / "c.xlsx")
    assert ["A4" in str(remarque) for remarque in feuille.remarques] == [True, False]
    assert "fusionnées" in str(feuille.remarques[1])


def make_ods_by_hand(path, *rows):
    workbook = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="acteurs")
    for row in rows:
        sheet.addElement(row)
    workbook.spreadsheet.addElement(sheet)
    workbook.save(str(path))
    return path


def ods_cell(*paragraphs, **attributes):
    cell = table.TableCell(valuetype="string", **attributes)
    for paragraph in paragraphs:
        cell.addElement(paragraph if not isinstance(paragraph, str) else text.P(text=paragraph))
    return cell


def ods_row(*cells, **attributes):
    row = table.TableRow(**attributes)
    for cell in cells:
        row.addElement(cell)
    return row


def test_ods_repeats_and_blank_ends_are_understood(tmp_path):
    path = make_ods_by_hand(
        tmp_path / "c.ods",
        ods_row(ods_cell("id"), ods_cell("x", numbercolumnsrepeated=2), table.TableCell(numbercolumnsrepeated=16000)),
        ods_row(table.TableCell(), numberrowsrepeated=3),
        ods_row(ods_cell("S1"), table.TableCell(), ods_cell("b"), numberrowsrepeated=2),
        ods_row(table.TableCell(numbercolumnsrepeated=16384), numberrowsrepeated=1_000_000),
    )
    [feuille] = read_feuilles(path)
    assert feuille.entetes == ("id", "x", "x")
    assert [tuple(ligne) for ligne in feuille.lignes] == [(5, ["S1", "", "b"]), (6, ["S1", "", "b"])]


def test_ods_paragraphs_spaces_and_comments(tmp_path):
    spaced = text.P(text="a")
    spaced.addElement(text.S(c=2))
    spaced.addText("b")
    spaced.addElement(text.LineBreak())
    spaced.addText("c")
    comment = Annotation()
    comment.addElement(text.P(text="à vérifier"))
    path = make_ods_by_hand(
        tmp_path / "c.ods", ods_row(ods_cell("id")), ods_row(ods_cell("un", "deux"), ods_cell(comment, spaced))
    )
    [feuille] = read_feuilles(path)
    assert feuille.lignes[0].cellules == ["un\ndeux", "a  b\nc"]


@pytest.mark.parametrize(
    "rows",
    [
        [ods_row(ods_cell("a"), numberrowsrepeated=900_000_000)],
        [ods_row(ods_cell("a", numbercolumnsrepeated=900_000_000))],
        [ods_row(table.TableCell(numbercolumnsrepeated=16_000), ods_cell("a"))],
        [ods_row(ods_cell("a", numbercolumnsrepeated=1_000), numberrowsrepeated=1_000_000)],
    ],
    ids=["rows", "columns", "far away", "both"],
)
def test_ods_bombs_of_repeated_cells_are_refused(tmp_path, rows):
    with pytest.raises(ValueError, match="le tableau s’étend"):
        read_feuilles(make_ods_by_hand(tmp_path / "c.ods", *rows))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>', "s’étend"),
        ("<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='ZZZ9999999'><v>1</v></c></row>", "s’étend"),
        ('<x:row xmlns:x="u"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>', "s’étend"),
        ('<row r="1"><c r="AAAAAAAAAA1"><v>1</v></c></row>', "abîmé"),
        ('<row r="1"><c r="A99999999999"><v>1</v></c></row>', "abîmé"),
        ('<row r="1"><c r="A1" r="XFD1048576"><v>1</v></c></row>', "abîmé"),
        ('<row r="0"><c><v>1</v></c></row>', "abîmé"),
        ('<row r="1"><c r="A1" t="s"><v>77</v></c></row>', "abîmé"),
        ('<row r="1"><c r="A1"><v>1', "abîmé"),
    ],
)
def test_xlsx_sheets_made_to_harm_the_reader_are_refused(tmp_path, body, message):
    path = make_xlsx(tmp_path / "c.xlsx", {"acteurs": [["id"]]})
    xml = SHEET.format(body).encode()
    rebuild(path, lambda nom, contenu: xml if "sheet1" in nom else contenu)
    with pytest.raises(ValueError, match=message):
        read_feuilles(path)


def test_a_far_cell_that_is_only_coloured_takes_no_room(tmp_path):
    path = make_xlsx(tmp_path / "c.xlsx", {"acteurs": [["id"]]})
    xml = SHEET.format(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    ).encode()
    rebuild(path, lambda nom, contenu: xml if "sheet1" in nom else contenu)
    assert read_feuilles(path)[0].entetes == ("1",)


def test_a_long_text_shared_by_a_great_many_cells_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("maillage.formats.limites.MAX_CARACTERES", 100_000)
    long, short = "a" * 2_000, "b"
    honest = make_shared(tmp_path / "h.xlsx", [long, short], [0] + [1] * 999)
    assert [ligne.cellules for ligne in read_feuilles(honest)[0].lignes] == [[short]] * 999
    with pytest.raises(ValueError, match="longs textes"):
        read_feuilles(make_shared(tmp_path / "b.xlsx", [long, short], [0] * 1_000))


def make_shared(path, strings, ranks):
    """A workbook whose column A shows shared strings, as Excel writes them."""
    make_xlsx(path, {"acteurs": [["id"]]})
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{rank}</v></c></row>' for n, rank in enumerate(ranks, 1))
    shared = f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{text}</t></si>" for text in strings)}</sst>'.encode()
    sheet = SHEET.format(cells).encode()
    return rebuild(path, lambda nom, c: sheet if "sheet1" in nom else c, {"xl/sharedStrings.xml": shared})


places = st.tuples(st.sampled_from(["", "A", "C", "AB"]), st.integers(1, 30))
sheets = st.lists(st.tuples(st.none() | st.integers(1, 30), st.lists(places, max_size=4)), max_size=4)


@settings(max_examples=60)
@given(sheets)
def test_the_walk_never_sees_a_smaller_sheet_than_calamine(tmp_path_factory, rows):
    """Its measure is what protects from a reader that allocates the whole rectangle."""
    body = "".join(
        f"<row{f' r={chr(34)}{ligne}{chr(34)}' if ligne else ''}>"
        + "".join(
            f"<c{f' r={chr(34)}{lettre}{numero}{chr(34)}' if lettre else ''}><v>1</v></c>" for lettre, numero in cells
        )
        + "</row>"
        for ligne, cells in rows
    )
    xml = SHEET.format(body).encode()
    path = make_xlsx(tmp_path_factory.mktemp("c") / "c.xlsx", {"acteurs": [["id"]]})
    rebuild(path, lambda nom, contenu: xml if "sheet1" in nom else contenu)
    try:
        sheet = python_calamine.load_workbook(path).get_sheet_by_index(0)
    except python_calamine.CalamineError:
        return
    releve = xlsx.Releve(xml)
    assert sheet.end is None or (sheet.end[0] < releve.max_ligne and sheet.end[1] < releve.max_colonne)


def test_reading_a_sheet_refuses_without_a_place_and_the_file_gives_it(tmp_path):
    with pytest.raises(Refus):
        xlsx.Releve(b"<row")
