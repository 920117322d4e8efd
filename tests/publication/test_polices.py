"""The two typefaces, built from npm."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from maillage.publication import html, polices, polices_docx, signes_rares
from maillage.publication.docx import render_docx
from maillage.publication.html import render_html
from maillage.publication.pdf import render_pdf
from maillage.publication.polices import COUPES, FINE_INSECABLE, PolicesAbsentes, build_fonts, find_fonts, main
from maillage.publication.rapport import compose
from tests.publication.exemple import lisaude

MODULES = Path(__file__).parents[2] / "node_modules"
FRANCAIS = "éèêëàâçîïôûùüÿœæŒÆÉÀÇŸ«»’–—×−…€\u00a0\u202f"


@pytest.fixture(scope="module")
def built() -> Path:
    dossier = find_fonts().dossier
    if dossier is None:
        pytest.skip("typefaces are not built: npm ci, then python -m maillage.publication.polices node_modules")
    return dossier


@pytest.mark.parametrize("coupe", COUPES, ids=lambda coupe: coupe.fichier)
def test_each_cut_is_static_and_writes_french(built: Path, coupe: polices.Coupe) -> None:
    face = TTFont(built / f"{coupe.fichier}.ttf")
    assert "fvar" not in face
    assert [sign for sign in FRANCAIS if ord(sign) not in face.getBestCmap()] == []
    assert face["name"].getDebugName(1) == coupe.famille
    assert face["OS/2"].usWeightClass == (700 if coupe.gras else 400)


def test_narrow_space_is_empty_and_narrow(built: Path) -> None:
    face = TTFont(built / "texte.ttf")
    advance, _ = face["hmtx"][face.getBestCmap()[FINE_INSECABLE]]
    assert 0 < advance < face["hmtx"]["space"][0]


def test_licences_stay_beside_the_faces(built: Path) -> None:
    assert {path.name for path in built.glob("*.OFL.txt")} == {
        "atkinson-hyperlegible-next.OFL.txt",
        "bricolage-grotesque.OFL.txt",
    }


def test_missing_faces_are_told_once_in_french(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    polices._tell_once.cache_clear()
    with caplog.at_level(logging.WARNING, logger="maillage.publication"):
        assert [find_fonts(tmp_path).construites for _ in range(2)] == [False, False]
    assert [record.message for record in caplog.records] == [polices.AVIS]


def test_a_half_built_folder_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "texte.ttf").touch()
    assert find_fonts(tmp_path).dossier is None


def test_missing_npm_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PolicesAbsentes, match="npm ci"):
        build_fonts(tmp_path, tmp_path / "polices")
    assert main([str(tmp_path)]) == 2
    assert "npm ci" in capsys.readouterr().err


def test_building_again_gives_the_same_bytes(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not MODULES.is_dir():
        pytest.skip("node_modules is absent: npm ci")
    monkeypatch.setattr(polices, "COUPES", COUPES[2:3])
    again = build_fonts(MODULES, tmp_path)
    assert [path.read_bytes() for path in again] == [(built / path.name).read_bytes() for path in again]


def test_documents_do_without_the_faces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for module in (html, signes_rares, polices_docx):
        monkeypatch.setattr(module, "find_fonts", lambda: find_fonts(tmp_path))
    caches = (html._write_styles, signes_rares.load_fonts, signes_rares._is_shown)
    reseau, diagnostic = lisaude()
    rapport = compose(diagnostic, reseau)
    for cached in caches:
        cached.cache_clear()
    try:
        assert b"@font-face" not in render_html(rapport)
        assert render_pdf(rapport).startswith(b"%PDF")
        assert render_docx(rapport).startswith(b"PK")
    finally:
        for cached in caches:
            cached.cache_clear()
