"""Contrast: figures from WCAG 2.2 and its usual checkers."""

from __future__ import annotations

import pytest

from maillage.referentiels.couleurs import is_colour, measure_contrast, tint


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#000000", 21.0),
        ("#1D5FA6", "#1D5FA6", 1.0),
        ("#767676", "#FFFFFF", 4.54),  # the well-known lightest grey that passes
        ("#777777", "#FFFFFF", 4.48),
        ("#FF0000", "#FFFFFF", 4.00),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert measure_contrast(one, other) == pytest.approx(expected, abs=0.005)


def test_ground_is_a_light_tint() -> None:
    assert tint("#000000") == "#E0E0E0"
    assert tint("#FFFFFF") == "#FFFFFF"


@pytest.mark.parametrize(("text", "expected"), [("#1d5FA6", True), ("#FFF", False), ("red", False), ("#12345G", False)])
def test_a_colour_is_six_hexadecimal_digits(text: str, expected: bool) -> None:
    assert is_colour(text) is expected
