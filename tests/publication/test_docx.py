"""The editable document, opened as a word processor would."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from itertools import pairwise
from uuid import UUID

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from maillage.analyse.reseau import Acteur
from maillage.publication import rendre
from maillage.publication.polices import find_fonts
from maillage.publication.polices_docx import obfuscate
from tests.publication.exemple import TITRE, hostile, lisaude, small, write, written


@cache
def read() -> Document:
    return docx.Document(io.BytesIO(written("docx")))


def part(name: str, content: bytes | None = None) -> str:
    with zipfile.ZipFile(io.BytesIO(content or written("docx"))) as archive:
        return archive.read(name).decode()


def words(document: Document) -> str:
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(texts).replace("\u202f", " ").replace("\u00a0", " ")


def test_title_language_and_date_are_set() -> None:
    properties = read().core_properties
    assert properties.title == TITRE
    assert properties.language == "fr-FR"
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2026-11-22"
    assert 'w:val="fr-FR"' in part("word/styles.xml")


def test_headings_never_skip_a_level() -> None:
    levels = [
        int(paragraph.style.name[-1])
        for paragraph in read().paragraphs
        if paragraph.style is not None and (paragraph.style.name or "").lower().startswith("heading")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_an_alternative_text() -> None:
    alternatives = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', part("word/document.xml"))
    assert len(alternatives) == part("word/document.xml").count("<w:drawing>") == 5
    assert all(len(alternative) > 30 for alternative in alternatives)


def test_pictures_are_files_of_the_archive_and_bar_charts_stand_side_by_side() -> None:
    document = part("word/document.xml")
    assert "base64" not in document
    assert not re.search(r"<pic:cNvPr[^>]*descr=", document)
    with zipfile.ZipFile(io.BytesIO(written("docx"))) as archive:
        assert len([name for name in archive.namelist() if name.startswith("word/media/")]) == 5
    widths = [int(width) for width in re.findall(r'<wp:extent cx="(\d+)"', document)]
    assert sum(width < max(widths) / 2 for width in widths) == 2


def test_what_is_for_the_animation_says_so_first() -> None:
    document = docx.Document(io.BytesIO(written("docx", "animation")))
    assert document.paragraphs[0].text == "Document de travail de l’animation\u00a0: ne pas diffuser."
    assert "ne pas diffuser" not in words(read())


def test_header_rows_are_repeated_and_tables_fill_the_page() -> None:
    for table in read().tables:
        assert table.rows[0]._tr.trPr is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) > 9_800


def test_every_sentence_can_be_read() -> None:
    text = words(read())
    _, diagnostic = lisaude()
    plain = [constat.phrase.replace("\u202f", " ").replace("\u00a0", " ") for constat in diagnostic.constats]
    assert [phrase for phrase in plain if phrase not in text] == []


def test_wide_table_lies_across_the_page() -> None:
    orientations = [section.page_width > section.page_height for section in read().sections]  # type: ignore[operator]
    assert orientations == [False, True]


def test_names_stay_names() -> None:
    reseau, diagnostic = hostile()
    text = words(docx.Document(io.BytesIO(rendre(diagnostic, reseau, "docx", titre="<b>Titre</b>"))))
    assert "<script>alert(1)</script>" in text
    assert '#import "secret.typ": *' in text


def test_faces_travel_with_the_document() -> None:
    dossier = find_fonts().dossier
    if dossier is None:
        pytest.skip("typefaces are not built: npm ci, then python -m maillage.publication.polices node_modules")
    keys = re.findall(r'w:fontKey="\{([0-9A-F-]+)\}"', part("word/fontTable.xml"))
    with zipfile.ZipFile(io.BytesIO(written("docx"))) as archive:
        face = archive.read("word/fonts/texte.odttf")
    assert obfuscate(face, UUID(keys[0])) == (dossier / "texte.ttf").read_bytes()


@pytest.mark.parametrize("acteurs", [(), (Acteur(id="a", sphere="AS", nom="CCAS"),)], ids=["empty", "one"])
def test_a_tiny_network_gives_a_short_document(acteurs: tuple[Acteur, ...]) -> None:
    reseau, diagnostic = small(*acteurs)
    text = words(docx.Document(io.BytesIO(rendre(diagnostic, reseau, "docx"))))
    assert "la carte est à commencer" in text
    assert "ne peut pas être dit" not in text


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write("docx") == written("docx")
