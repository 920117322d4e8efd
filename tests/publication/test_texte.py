"""The report in a terminal."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from maillage.analyse.reseau import Acteur
from maillage.publication import rendre
from maillage.publication.texte import LARGEUR, choose_width, render_text, wants_colour
from tests.publication.exemple import MENTION, TITRE, composed, hostile, lisaude, small, write, written


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def read(diffusion: str = "animation") -> str:
    return written("texte", diffusion).decode()  # type: ignore[arg-type]


def test_no_line_is_wider_than_eighty_columns() -> None:
    reseau, diagnostic = hostile()
    for text in (read(), rendre(diagnostic, reseau, "texte", titre="t" * 200).decode()):
        assert max(map(len, text.splitlines())) <= LARGEUR


@pytest.mark.parametrize("largeur", [40, 60, 72])
def test_lines_follow_a_narrow_terminal(largeur: int) -> None:
    for diffusion in ("publique", "animation"):
        text = render_text(composed(diffusion), largeur=largeur)  # type: ignore[arg-type]
        assert [line for line in text.splitlines() if len(line) > largeur] == []


@pytest.mark.parametrize(("columns", "expected"), [("20", 40), ("57", 57), ("200", 80)])
def test_width_is_that_of_the_terminal_within_bounds(
    monkeypatch: pytest.MonkeyPatch, columns: str, expected: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert choose_width(Terminal()) == expected
    assert choose_width(io.StringIO()) == choose_width(None) == 80


def test_what_is_for_the_animation_says_so_first() -> None:
    assert read().startswith("Document de travail de l’animation\u00a0: ne pas diffuser.\n")
    assert "ne pas diffuser" not in read("publique")


def test_without_a_title_the_name_of_the_document_is_said_once() -> None:
    reseau, diagnostic = lisaude()
    text = rendre(diagnostic, reseau, "texte", diffusion="publique").decode()
    assert text.startswith("Diagnostic du maillage\n22\u00a0novembre 2026\n")


def test_mention_and_coverage_come_before_the_first_figure() -> None:
    text = read()
    places = [text.index(words) for words in (TITRE, MENTION[:16], "ont parlé de leurs liens", "Sur 100 liens")]
    assert places == sorted(places)


def test_spheres_are_crossed_in_an_aligned_table() -> None:
    lines = read().splitlines()
    start = next(rank for rank, line in enumerate(lines) if line.split() == ["S", "D", "L", "P"])
    rows = lines[start + 1 : start + 5]
    assert [row.split()[0] for row in rows] == ["S", "D", "L", "P"]
    assert [row.count("%") for row in rows] == [1, 2, 3, 4]
    assert len({row.index("%") for row in rows}) == 1


def test_meetings_are_numbered_with_their_reasons() -> None:
    _, diagnostic = lisaude()
    lines = read().splitlines()
    start = next(rank for rank, line in enumerate(lines) if line.startswith(" 1. "))
    assert lines[start : start + 3] == [
        " 1. Tiers-lieu La Filature (passerelle)",
        "    et EVS La Remise (développement social)",
        f"    - {diagnostic.rencontres[0].raisons[0]}",
    ]


def test_guards_say_what_is_missing() -> None:
    reseau, diagnostic = small(*(Acteur(id=i, sphere="AS") for i in "abc"), liens=[("a", "b")])
    text = rendre(diagnostic, reseau, "texte").decode()
    assert "→ Il faut au moins cinq acteurs dans une sphère pour dire un taux." in text


def test_no_colour_unless_asked_for() -> None:
    assert "\x1b" not in read()
    assert "\x1b[1m" in render_text(composed("animation"), couleur=True)


@pytest.mark.parametrize(
    ("stream", "environment", "expected"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
    ids=["terminal", "refused", "dumb", "file"],
)
def test_colour_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, environment: dict[str, str], expected: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(stream) is expected


def test_text_is_for_the_animation_unless_told_otherwise() -> None:
    reseau, diagnostic = lisaude()
    assert rendre(diagnostic, reseau, "texte").decode().count("n’est pas dans ce document") == 0
    assert "n’est pas dans" in read("publique")


def test_the_same_report_gives_the_same_text() -> None:
    assert write("texte") == write("texte")


def test_a_text_does_not_wait_for_the_engines_of_documents() -> None:
    heavy = "{'typst', 'pypandoc', 'jinja2', 'maillage.publication.figures'}"
    code = f"import sys, maillage.publication.texte, maillage.publication.rapport; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
