"""The page of a project: one sheet whatever it holds, its texts never read as markup."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from maillage.publication.projet import CibleProjet, ConseilProjet, EtapeProjet, PageProjet, render_projet

NOMS = tuple(f"Structure au très long nom de Pont-de-Lisaude, numéro {rank}" for rank in range(3))


def make_page(conseils: int, cibles: int = 2, titre: str = "Navette") -> PageProjet:
    made = tuple(
        ConseilProjet(
            titre=f"Conseil {rank} · Centre communal d’action sociale",
            etiquette="Indispensable",
            role="Dire les besoins non exprimés, les freins d’accès",
            raison="Ils voient la précarité alimentaire que le diagnostic agricole ne voit pas",
            question="Qui renonce à demander de l’aide ?",
            cibles=tuple(CibleProjet(nom="Centre communal d’action sociale", nommes=NOMS) for _ in range(cibles)),
        )
        for rank in range(conseils)
    )
    etapes = (EtapeProjet(moment="Maintenant", titre="Pendant que c’est une idée", conseils=made),) if made else ()
    return PageProjet(titre=titre, chapeau="À Valmorane.", date=date(2026, 11, 30), etapes=etapes)


def read(page: PageProjet) -> str:
    reader = PdfReader(io.BytesIO(render_projet(page)))
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize(("conseils", "cibles"), [(0, 0), (1, 1), (7, 2), (7, 4)])
def test_seven_advices_fit_on_one_page(conseils: int, cibles: int) -> None:
    said = read(make_page(conseils, cibles))
    assert [rank for rank in range(conseils) if f"Conseil {rank} " not in said] == []
    assert "la suite" not in said
    assert ("Aucun conseil" in said) == (not conseils)


def test_what_does_not_fit_is_told_and_counted() -> None:
    said = read(make_page(7, 12))
    shown = sum(f"Conseil {rank} " in said for rank in range(7))
    assert 0 < shown < 7
    left = 7 - shown
    assert ("Un autre conseil est" if left == 1 else f"{left} autres conseils sont") in said
    assert "la suite sur la page du projet" in said


def test_texts_are_no_markup_and_the_same_page_gives_the_same_bytes() -> None:
    page = make_page(1, titre="#panic() *Titre* $x$ 🎈")
    assert "#panic() *Titre* $x$" in read(page)
    assert render_projet(page) == render_projet(page)


def test_it_is_dated_and_declares_pdf_ua() -> None:
    reader = PdfReader(io.BytesIO(render_projet(make_page(2))))
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 11, 30)
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
