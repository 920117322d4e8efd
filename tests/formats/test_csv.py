"""CSV files as they come: separators, encodings, quotation marks, blank rows."""

from __future__ import annotations

import pytest

from maillage.formats.csv_texte import find_separator, read_csv
from maillage.formats.fautes import Refus


def rows(contenu: str | bytes) -> list[tuple[int, list[str]]]:
    table = read_csv(contenu if isinstance(contenu, bytes) else contenu.encode())
    return [tuple(ligne) for ligne in table.lignes]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_recognised(encoding):
    assert rows("id;nom\nS1;Épicerie l’Œuvre\n".encode(encoding))[1] == (2, ["S1", "Épicerie l’Œuvre"])


@pytest.mark.parametrize(
    ("text", "separateur"),
    [
        ("id,nom,sphere\nS1,a,AS\n", ","),
        ("id;nom;sphere\nS1;a;AS\n", ";"),
        ("id\tnom\tsphere\nS1\ta\tAS\n", "\t"),
        ("id;nom;sphere\nS1;Dupont, Marie;AS\nS2;Petit, Jean;DL\n", ";"),
        ("id,nom,sphere\nS1,a;b;c;d,AS\nS2,a;b;c;d,DL\n", ","),
        ('id;nom;sphere\nS1;"a,b,c,d,e,f";AS\n', ";"),
        ("source;cible;niveau\nS1;S2;3,0\nS2;S3;2,0\n", ";"),
        ("source;niveau\nS1;3,5\nS2;2,5\n", ";"),
        ("id,themes\nS1,ALI|MOB|LOG\nS2,ALI|MOB|LOG\n", ","),
        ("\n\nActeurs du territoire\nid;nom;sphere\nS1;a;AS\nS2;b;AS\n", ";"),
    ],
)
def test_separator_is_the_one_that_cuts_headings_and_rows_alike(text, separateur):
    assert find_separator(text) == separateur


def test_excel_hint_is_obeyed_and_counted_as_a_row():
    assert rows("sep=;\r\nid;nom\r\nS1;a,b\r\n") == [(2, ["id", "nom"]), (3, ["S1", "a,b"])]


def test_blank_rows_are_skipped_and_counted():
    assert rows("\nid;nom\n\n;;\n  ; \nS1;a\n") == [(2, ["id", "nom"]), (6, ["S1", "a"])]


def test_a_cell_of_two_lines_is_one_row():
    assert rows('id;nom\nS1;"a\nb"\nS2;c\n') == [(1, ["id", "nom"]), (2, ["S1", "a\nb"]), (3, ["S2", "c"])]


@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r", ""])
def test_line_endings(fin):
    assert rows(f"id;nom{fin or chr(10)}S1;a{fin}") == [(1, ["id", "nom"]), (2, ["S1", "a"])]


def test_quotation_marks_inside_a_cell_are_text():
    assert rows('id;nom\nS1;Le "Panier" de Lisaude\nS2;"Le ""Panier"""\n')[1:] == [
        (2, ["S1", 'Le "Panier" de Lisaude']),
        (3, ["S2", 'Le "Panier"']),
    ]


@pytest.mark.parametrize(
    ("text", "ligne"),
    [('id;nom\nS1;a\nS2;"b\nS3;c\n', 3), ('id;nom\nS1;"' + "a;b\n" * 60_000, 2), ('"id;nom\n', 1)],
    ids=["swallows the end", "longer than any cell", "from the headings on"],
)
def test_a_quotation_mark_left_open_is_refused_where_it_opens(text, ligne):
    with pytest.raises(Refus) as refus:
        rows(text)
    assert (refus.value.ligne, "guillemet" in refus.value.message) == (ligne, True)


@pytest.mark.parametrize(
    "contenu", [b"id\0nom\n", bytes(range(256)), b"\x81\x8d\x8f id", b"\xff\xfe\xff"], ids=["nul", "all", "odd", "half"]
)
def test_what_is_not_text_is_refused(contenu):
    with pytest.raises(Refus):
        rows(contenu)


def test_invisible_signs_are_removed_and_accents_composed():
    assert rows("id;nom\nS\u200b1;E\u0301picerie\u202e\x07\n")[1] == (2, ["S1", "Épicerie"])


def test_damaged_accents_are_told():
    table = read_csv("id;nom\nS1;Ã‰picerie du quartier aidÃ©\n".encode())
    assert "accents" in table.notes[0].message


def test_numbers_stay_as_they_are_written():
    assert rows("id,sphere\n01,1.0\n")[1] == (2, ["01", "1.0"])
