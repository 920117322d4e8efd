"""The PDF: accessible, dated from the diagnosis, with names that stay names."""

from __future__ import annotations

import io
import logging
import re
from functools import cache

import pytest
from pypdf import PdfReader

from maillage.analyse.reseau import Acteur
from maillage.publication import rendre
from tests.publication.exemple import TITRE, hostile, lisaude, small, write, written


@cache
def read() -> PdfReader:
    return PdfReader(io.BytesIO(written("pdf")))


@cache
def words(reader: PdfReader) -> str:
    """The text on one line, hyphens at ends of lines undone, spaces made plain."""
    text = "\n".join(page.extract_text() for page in reader.pages)
    return re.sub(r"\s+", " ", re.sub(r"[-\u2010]\n", "-", text).replace("\u202f", " ").replace("\u00a0", " "))


def bare(text: str) -> str:
    """Letters only: breaks of lines and hyphens do not count."""
    return re.sub(r"[\W_]+", "", text)


def test_pdf_is_tagged_and_declares_pdf_ua() -> None:
    root = read().trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "fr-FR"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_pdf_is_dated_from_the_diagnosis_and_titled() -> None:
    information = read().metadata
    assert information is not None
    assert information.title == TITRE
    assert information.creation_date is not None
    assert information.creation_date.date().isoformat() == "2026-11-22"


def test_every_sentence_can_be_read() -> None:
    text = bare(words(read()))
    _, diagnostic = lisaude()
    assert [c.phrase for c in diagnostic.constats if bare(c.phrase) not in text] == []


def test_first_page_holds_what_an_elected_official_reads() -> None:
    first = bare(read().pages[0].extract_text())
    expected = (
        TITRE,
        "Territoire fictif",
        "ont parlé de leurs liens",
        "Sur 100 liens possibles",
        "Ce qu’il faut retenir",
    )
    assert [sentence for sentence in expected if bare(sentence) not in first] == []


def test_second_page_says_where_to_begin() -> None:
    second = bare(read().pages[1].extract_text())
    assert second.startswith(bare("Par où commencer"))


def test_what_is_for_the_animation_says_so_first() -> None:
    first = PdfReader(io.BytesIO(written("pdf", "animation"))).pages[0].extract_text()
    assert bare(first).startswith(bare("Document de travail de l’animation : ne pas diffuser."))


def test_public_pdf_does_not_name_who_sees_differently() -> None:
    text = bare(words(read()))
    assert bare("Lien vu différemment avec") not in text
    assert bare("Il n’est pas dans ce document") in text


def test_names_stay_names_and_rare_signs_do_not_stop_the_press(caplog: pytest.LogCaptureFixture) -> None:
    reseau, diagnostic = hostile()
    with caplog.at_level(logging.WARNING, logger="maillage.publication"):
        pdf = rendre(diagnostic, reseau, "pdf", titre="#panic() *Titre*")
    text = words(PdfReader(io.BytesIO(pdf)))
    assert "#panic() *Titre*" in text
    assert '#import "secret.typ": *' in text
    assert "*gras* _italique_ $x$ @ref <label>" in text
    assert "🎉" in caplog.text


@pytest.mark.parametrize("acteurs", [(), (Acteur(id="a", sphere="AS", nom="CCAS"),)], ids=["empty", "one"])
def test_a_tiny_network_gives_one_page(acteurs: tuple[Acteur, ...]) -> None:
    reseau, diagnostic = small(*acteurs)
    reader = PdfReader(io.BytesIO(rendre(diagnostic, reseau, "pdf")))
    assert len(reader.pages) == 1
    assert "la carte est à commencer" in words(reader)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert write("pdf") == write("pdf")
