"""Files that cannot or must not be read: each says why, in French, and how to go on; none ends in a traceback."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from maillage.formats import limites
from maillage.formats.fautes import ClasseurIllisible
from maillage.formats.saisie import read_classeur
from maillage.formats.tableaux import name_file, open_source, read_feuilles

from .ateliers import ACTEURS, fautes_de_classeur, keep, lire, make_ods, make_xlsx, rebuild

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
TABLE = [["id", "sphere"], ["S1", "AS"]]


def message(path):
    with pytest.raises(ClasseurIllisible) as refused:
        read_feuilles(path)
    [faute] = refused.value.fautes
    assert (faute.fichier, faute.bloquante, bool(faute.remede)) == (path.name, True, True)
    return str(faute)


@pytest.mark.parametrize(
    ("nom", "contenu", "expected"),
    [
        ("vide.csv", b"", "vide"),
        ("blanc.csv", b"\n \n;;\n", "lignes vides"),
        ("acteurs.csv", b"%PDF-1.7\n1 0 obj", "PDF"),
        ("acteurs.csv", b"\x89PNG\r\n\x1a\n", "image"),
        ("acteurs.csv", b"{\\rtf1", "traitement de texte"),
        ("acteurs.csv", b"<!DOCTYPE html><table>", "page web"),
        ("acteurs.xls", b"\xef\xbb\xbf  <html><table>", "page web"),
        ("acteurs.csv", b"id;nom\n\0\0\0\n", "tableau de texte"),
        ("acteurs.xlsx", b"id;nom\nS1;a\n", "n’en est pas un"),
        ("acteurs.xls", OLE, "ancien format"),
        ("acteurs.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        ("acteurs.xlsm", b"PK\x03\x04", "macros"),
        ("acteurs.xlsx", b"PK\x03\x04" + bytes(300), "abîmé"),
        ("acteurs.csv", b"PAR1" + bytes(30), "Parquet"),
        ("acteurs.csv", b"\x1f\x8b\x08" + bytes(30), "archive"),
        ("acteurs.csv", b'id;nom\nS1;"a\n', "ligne 2"),
    ],
)
def test_what_is_not_a_table_says_what_it_is(tmp_path, nom, contenu, expected):
    (tmp_path / nom).write_bytes(contenu)
    assert expected in message(tmp_path / nom)


def test_a_missing_file_a_directory_a_pipe_and_a_bad_name(tmp_path):
    os.mkfifo(tmp_path / "tube")
    assert "n’existe pas" in message(tmp_path / "rien.csv")
    assert "dossier" in message(tmp_path)
    assert "ordinaire" in message(tmp_path / "tube")
    assert "n’existe pas" in message(tmp_path / "a\0b.csv")


@pytest.mark.parametrize(
    ("chemin", "nom"),
    [
        ("/dev/stdin", "entrée standard"),
        ("/dev/fd/0", "entrée standard"),
        ("/dev/fd/63", "/dev/fd/63"),
        ("/dev/null", "/dev/null"),
        ("dossier/acteurs.csv", "acteurs.csv"),
    ],
)
def test_a_file_bears_the_name_a_person_knows(chemin, nom):
    assert name_file(Path(chemin)) == nom


def test_a_process_substitution_is_refused_by_its_name():
    read_end, write_end = os.pipe()
    try:
        with pytest.raises(ClasseurIllisible) as refused:
            open_source(Path(f"/dev/fd/{read_end}"))
    finally:
        os.close(read_end)
        os.close(write_end)
    assert str(refused.value).startswith(f"/dev/fd/{read_end}\u00a0: ce n’est pas un fichier ordinaire")


@pytest.mark.parametrize("make", [make_xlsx, make_ods])
def test_a_workbook_cut_anywhere_is_refused(tmp_path, make):
    path = make(tmp_path / "c.zip", {"acteurs": TABLE})
    whole = path.read_bytes()
    for size in range(4, len(whole), len(whole) // 15):
        path.write_bytes(whole[:size])
        assert "abîmé" in message(path)


def make_zip(path, **parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in parts.items():
            archive.writestr(nom, contenu)
    return path


@pytest.mark.parametrize(
    ("nom", "expected"),
    [
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "présentation"),
        ("xl/workbook.bin", "xlsb"),
        ("Index/Document.iwa", "Numbers"),
        ("photo.jpg", "archive"),
    ],
)
def test_other_zipped_files_are_named(tmp_path, nom, expected):
    assert expected in message(make_zip(tmp_path / "c.xlsx", **{nom: "x"}))


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/other/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"])
def test_a_macro_in_an_xlsx_is_refused(tmp_path, part):
    path = rebuild(make_xlsx(tmp_path / "c.xlsx", {"acteurs": TABLE}), keep, {part: b"x"})
    assert "macros" in message(path)


def test_a_macro_enabled_content_type_is_refused(tmp_path):
    path = make_xlsx(tmp_path / "c.xlsx", {"acteurs": TABLE})
    rebuild(path, lambda nom, c: c.replace(b"sheet.main", b"sheet.macroEnabled.main") if "Types" in nom else c)
    assert "macros" in message(path)


@pytest.mark.parametrize("part", ["Basic/Standard/Module1.xml", "Scripts/python/a.py"])
def test_a_macro_in_an_ods_is_refused(tmp_path, part):
    assert "macros" in message(rebuild(make_ods(tmp_path / "c.ods", {"acteurs": TABLE}), keep, {part: b"x"}))


def test_an_encrypted_ods_is_refused(tmp_path):
    path = make_ods(tmp_path / "c.ods", {"acteurs": TABLE})
    rebuild(path, lambda nom, c: c.replace(b"</", b"<manifest:encryption-data/></", 1) if "manifest" in nom else c)
    assert "mot de passe" in message(path)


def test_an_encrypted_zip_is_refused(tmp_path):
    path = make_xlsx(tmp_path / "c.xlsx", {"acteurs": TABLE})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)
    path.write_bytes(content)
    assert "mot de passe" in message(path)


def test_an_archive_that_unpacks_beyond_measure_is_refused(tmp_path):
    bomb = make_zip(tmp_path / "c.xlsx", **{"xl/workbook.xml": "<a/>", "xl/media/a": bytes(60_000_000)})
    assert bomb.stat().st_size < 100_000
    assert "démesuré" in message(bomb)


def test_an_archive_that_hides_its_size_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limites, "MAX_OCTETS_DEPLIES", 50_000)
    path = make_xlsx(tmp_path / "c.xlsx", {"acteurs": [["id"], ["a" * 30_000], ["b" * 30_000]]})
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            content = content.replace(info.file_size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(content)
    assert "abîmé" in message(path)


def test_too_many_parts_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limites, "MAX_PARTIES", 50)
    assert "démesuré" in message(make_zip(tmp_path / "c.xlsx", **{f"xl/{n}": "x" for n in range(51)}))


def test_two_parts_of_one_name_are_refused(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("xl/workbook.xmk", "<b/>")
    (tmp_path / "c.xlsx").write_bytes(stream.getvalue().replace(b"workbook.xmk", b"workbook.xml"))
    assert "aucun tableur" in message(tmp_path / "c.xlsx")


def test_files_beyond_the_size_limits_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limites, "MAX_OCTETS_TEXTE", 20)
    monkeypatch.setattr(limites, "MAX_OCTETS_CLASSEUR", 10)
    (tmp_path / "a.csv").write_text(ACTEURS)
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04" + bytes(15))
    assert "dépasse" in message(tmp_path / "a.csv")
    assert "dépasse" in message(tmp_path / "a.xlsx")


def test_tables_beyond_the_size_limits_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limites, "MAX_LIGNES", 3)
    (tmp_path / "a.csv").write_text(ACTEURS)
    assert "s’étend" in message(tmp_path / "a.csv")


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["sheet1.xml", "workbook.xml", "workbook.xml.rels", "styles.xml", "content.xml"])
def test_a_part_that_declares_entities_is_refused(tmp_path, part):
    make = make_ods if part == "content.xml" else make_xlsx
    path = make(tmp_path / "c.zip", {"acteurs": TABLE})

    def laugh(nom: str, contenu: bytes) -> bytes:
        return LAUGHS + contenu[contenu.find(b"?>") + 2 :] if nom.endswith(part) else contenu

    assert "déclarations cachées" in message(rebuild(path, laugh))


@pytest.mark.parametrize("part", ["workbook.xml", "workbook.xml.rels", "sheet1.xml"])
@pytest.mark.parametrize("contenu", [b"", b"<a", b"\xff\xfe<\0a\0", b"<a/>" * 2])
def test_a_part_that_is_not_xml_is_refused(tmp_path, part, contenu):
    path = make_xlsx(tmp_path / "c.xlsx", {"acteurs": TABLE})
    rebuild(path, lambda nom, c: contenu if nom.endswith("/" + part) else c)
    assert "abîmé" in message(path)


def test_pictures_and_drawings_are_never_unpacked(tmp_path):
    path = make_xlsx(tmp_path / "c.xlsx", {"acteurs": TABLE})
    rebuild(path, keep, {"xl/media/image1.png": b"x", "xl/drawings/drawing1.xml": LAUGHS})
    assert read_feuilles(path)[0].entetes == ("id", "sphere")


def test_content_counts_more_than_the_name_of_the_file(tmp_path):
    make_xlsx(tmp_path / "c.csv", {"acteurs": TABLE})
    (tmp_path / "c.txt").write_text(ACTEURS)
    assert open_source(tmp_path / "c.csv").noms == ("acteurs",)
    assert open_source(tmp_path / "c.txt").noms == ("",)


def test_both_files_are_told_when_neither_can_be_read(tmp_path):
    with pytest.raises(ValueError, match="PDF") as refused:
        lire(tmp_path, b"%PDF-1.7", b"")
    assert [faute.fichier for faute in refused.value.fautes] == ["acteurs.csv", "liens.csv"]


def test_a_csv_given_as_a_workbook_is_told(tmp_path):
    (tmp_path / "a.csv").write_text(ACTEURS)
    [faute] = fautes_de_classeur(tmp_path / "a.csv")
    assert "un seul tableau" in str(faute)


@pytest.mark.parametrize(
    ("feuilles", "expected"),
    [
        ({"acteurs": TABLE}, ["feuilles trouvées : « acteurs »"]),
        ({"Feuil1": TABLE, "Feuil2": TABLE}, ["« acteurs »", "« liens »"]),
        ({"Acteurs": TABLE, "ACTEURS ": TABLE, "liens": [["source", "cible"]]}, ["plusieurs feuilles"]),
        ({"acteurs": TABLE, "liens": []}, ["cette feuille est vide"]),
    ],
    ids=["one missing", "none", "twice", "empty"],
)
def test_sheets_that_are_not_found_are_named(tmp_path, feuilles, expected):
    told = fautes_de_classeur(make_xlsx(tmp_path / "c.xlsx", feuilles))
    assert len(told) == len(expected)
    for faute, words in zip(told, expected, strict=True):
        assert words in str(faute).replace("\u00a0", " ")


def test_read_classeur_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ClasseurIllisible):
        read_classeur(tmp_path / "rien.xlsx")
