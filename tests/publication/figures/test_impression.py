"""The same SVG goes to print: Typst must read it, and refuses a document whose pictures say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from maillage.publication.figures import (
    Figure,
    dessiner_matrice,
    dessiner_niveaux,
    dessiner_phases,
    dessiner_points,
    dessiner_reseau,
)

from .reseaux import make_diagnostic, make_reseau, territoire

FIGURES = {
    "reseau": dessiner_reseau(territoire()),
    "groupes": dessiner_reseau(make_reseau(AS=400, DL=210)),
    "matrice": dessiner_matrice(make_diagnostic({"AS": 6, "DL": 5, "FIN": 2}, {("AS", "DL"): 3})),
    "points": dessiner_points(0.389, 0.061, None, ("AS", "DL")),
    "niveaux": dessiner_niveaux({1: 14}, {4: 16}),
    "phases": dessiner_phases({"P4": 6}),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_pictures_are_printed_in_an_accessible_pdf(figure: Figure, tmp_path: Path) -> None:
    (tmp_path / "figure.svg").write_text(figure.svg, encoding="utf-8")
    page = tmp_path / "page.typ"
    page.write_text(
        '#set document(title: "Essai")\n#set text(lang: "fr")\n'
        '#image("figure.svg", width: 100%, alt: sys.inputs.texte)',
        encoding="utf-8",
    )
    printed = typst.compile(str(page), sys_inputs={"texte": figure.texte_alternatif}, pdf_standards="ua-1")
    assert printed.startswith(b"%PDF")


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES.keys())
def test_pictures_hold_neither_style_sheet_nor_script(figure: Figure) -> None:
    assert not any(word in figure.svg for word in ("<style", "<script", "class=", "style=", "href"))
