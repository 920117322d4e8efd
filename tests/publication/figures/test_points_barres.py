from __future__ import annotations

import pytest

from maillage.publication.figures import Figure, dessiner_niveaux, dessiner_phases, dessiner_points
from maillage.publication.figures.points import count_of_hundred, say_of_hundred
from maillage.publication.tokens import ALERTE, MARQUES

from .lecture_svg import count, parse, texts

AS, DL = MARQUES["AS"], MARQUES["DL"]


def test_as_many_marks_as_links_in_a_hundred() -> None:
    svg = dessiner_points(0.389, 0.061, 0.405229, ("AS", "DL")).svg
    assert count(svg, "circle", fill=AS.trait) == 39
    assert count(svg, "circle", fill=ALERTE) == 6
    assert count(svg, "polygon", fill=DL.trait) == 41
    assert count(svg, "circle") + count(svg, "polygon") == 300


def test_points_say_it_in_words() -> None:
    figure = dessiner_points(0.389, 0.061, 0.405229, ("AS", "DL"))
    assert figure.texte_alternatif == (
        "Sur 100 liens possibles, ceux qui existent\u00a0: 39 sur\u00a0100 au sein de l’action sociale\u202f; "
        "6 sur\u00a0100 entre les deux\u202f; 41 sur\u00a0100 au sein du développement local."
    )


def test_what_lies_between_is_not_alarming_when_it_is_not_rarer() -> None:
    assert ALERTE not in dessiner_points(0.2, 0.3, 0.4, ("AS", "DL")).svg


@pytest.mark.parametrize(
    ("taux", "shown", "said"),
    [
        (None, 0, "Pas assez d’acteurs pour compter"),
        (0, 0, "0 sur\u00a0100"),
        (0.001, 1, "Moins de 1 sur\u00a0100"),
        (0.061, 6, "6 sur\u00a0100"),
        (0.999, 99, "99 sur\u00a0100"),
        (1, 100, "100 sur\u00a0100"),
    ],
)
def test_nothing_and_all_are_said_only_when_true(taux: float | None, shown: int, said: str) -> None:
    assert (count_of_hundred(taux), say_of_hundred(taux)) == (shown, said)


def test_unknown_spheres_are_named_by_their_code() -> None:
    said = dessiner_points(0.1, None, 0.2, ("GOV", "<b>")).texte_alternatif
    assert "au sein de «\u00a0GOV\u00a0»" in said
    assert "pas assez d’acteurs pour compter entre les deux" in said


def test_levels_show_lived_and_wanted() -> None:
    figure = dessiner_niveaux({1: 14, 2: 6, 0: 99}, {4: 16})
    assert {"Se connaître", "Co-construire", "14", "6", "16", "vécu", "souhaité"} <= set(texts(figure.svg))
    assert "99" not in texts(figure.svg)
    assert "se connaître, 14 vécus et 0 souhaité" in figure.texte_alternatif


def test_looking_for_funds_stands_out() -> None:
    svg = dessiner_phases({"P1": 3, "P4": 25}).svg
    assert count(svg, "rect", fill=DL.trait) == 1
    assert count(dessiner_phases({"P1": 3, "P4": 25}, phase_marquee=None).svg, "rect", fill=DL.trait) == 0


def test_phases_are_counted_in_words() -> None:
    said = dessiner_phases({"P4": 6, "P5": 3}, 320).texte_alternatif
    assert said.startswith("Phase du premier appel, pour 9 liens\u00a0: émergence 0,")
    assert "recherche de financement 6" in said


@pytest.mark.parametrize("figure", [dessiner_niveaux({}, {}), dessiner_phases({})], ids=["niveaux", "phases"])
def test_nothing_to_show_is_said(figure: Figure) -> None:
    assert figure.texte_alternatif in texts(figure.svg)


@pytest.mark.parametrize("largeur", [280.0, 900.0])
def test_pictures_fit_their_width(largeur: float) -> None:
    figures = [
        dessiner_points(0.3, 0.1, None, ("AS", "DL"), largeur=largeur),
        dessiner_niveaux({1: 1}, {2: 3}, largeur),
        dessiner_phases({"P2": 1}, largeur),
    ]
    assert {parse(figure.svg).get("width") for figure in figures} == {f"{largeur:.0f}"}
