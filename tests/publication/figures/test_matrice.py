from __future__ import annotations

import pytest

from maillage.publication.figures import dessiner_matrice
from maillage.publication.figures.couleurs import contrast, text_on
from maillage.publication.figures.matrice import ECHELLES, TEINTES, choose_scale, shade

from .lecture_svg import parse, texts
from .reseaux import make_diagnostic

TERRITOIRE = {"AS": 20, "DL": 18, "DS": 12}
LIENS = {("AS", "AS"): 74, ("AS", "DL"): 22, ("AS", "DS"): 46, ("DL", "DL"): 62, ("DL", "DS"): 22, ("DS", "DS"): 34}


def test_each_pair_is_said_once_in_figures() -> None:
    said = texts(dessiner_matrice(make_diagnostic(TERRITOIRE, LIENS)).svg)
    assert [said.count(f"{rate}\u00a0%") for rate in (39, 19, 6, 52, 10, 41)] == [1] * 6
    assert "22 liens sur 360" in said


def test_text_says_every_rate() -> None:
    said = dessiner_matrice(make_diagnostic(TERRITOIRE, LIENS)).texte_alternatif
    assert "Action sociale avec développement local\u00a0: 6\u00a0%, 22 liens sur 360." in said


@pytest.mark.parametrize(
    ("spheres", "hatched"),
    [
        pytest.param({"AS": 4, "DL": 9}, 2, id="under the guard"),
        pytest.param({"AS": 5, "DL": 9}, 0, id="at the guard"),
        pytest.param({"AS": 1}, 1, id="no possible link"),
    ],
)
def test_a_rate_that_may_not_be_said_is_not(spheres: dict[str, int], hatched: int) -> None:
    figure = dessiner_matrice(make_diagnostic(spheres))
    said = texts(figure.svg)
    assert said.count("—") == hatched
    assert ("pas de taux" in " ".join(said)) == bool(hatched)


def test_beyond_twelve_spheres_the_largest_are_kept_and_it_is_said() -> None:
    figure = dessiner_matrice(make_diagnostic({f"s{rank:02d}": 5 + rank for rank in range(15)}))
    assert "Les 12 sphères les plus nombreuses sont montrées, sur 15." in texts(figure.svg)
    assert "sur 15" in figure.texte_alternatif
    assert "s02 (7)" not in " ".join(texts(figure.svg))


@pytest.mark.parametrize("largeur", [300.0, 760.0])
@pytest.mark.parametrize("size", [0, 1, 4, 9, 12])
def test_any_number_of_spheres_makes_a_picture(size: int, largeur: float) -> None:
    figure = dessiner_matrice(make_diagnostic({f"s{rank:02d}": 6 for rank in range(size)}), largeur)
    assert parse(figure.svg).get("viewBox", "").startswith(f"0 0 {largeur:.0f} ")
    assert figure.texte_alternatif


def test_any_code_of_sphere_makes_a_picture() -> None:
    for code in (" ", "\r", "<b>&", "x" * 200):
        assert parse(dessiner_matrice(make_diagnostic({code: 6})).svg).tag.endswith("svg")


@pytest.mark.parametrize("teinte", TEINTES)
def test_figures_are_readable_on_every_shade(teinte: str) -> None:
    assert contrast(teinte, text_on(teinte)) >= 4.5


@pytest.mark.parametrize(
    ("taux", "rang"), [(0, 0), (0.0001, 1), (0.05, 1), (0.0501, 2), (0.1, 2), (0.2, 3), (0.35, 4), (0.36, 5), (1, 5)]
)
def test_the_more_links_the_darker(taux: float, rang: int) -> None:
    assert shade(taux, ECHELLES[-1]) == TEINTES[rang]


@pytest.mark.parametrize(
    ("highest", "scale"), [(0.52, ECHELLES[-1]), (0.15, ECHELLES[2]), (0.04, ECHELLES[1]), (0.001, ECHELLES[0])]
)
def test_scale_follows_the_highest_rate(highest: float, scale: tuple[float, ...]) -> None:
    assert choose_scale([0.0, highest]) == scale
