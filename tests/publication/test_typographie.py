"""French numbers, spaces and order."""

from __future__ import annotations

import pytest

from maillage.publication.typographie import alphabetical, clean, format_number, format_p_value, format_share, fr


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (None, 3, "—"),
        (0, 3, "0"),
        (1234567, 3, "1\u202f234\u202f567"),
        (0.0611, 3, "0,061"),
        (-0.5, 3, "−0,5"),
        (-0.0001, 3, "0"),
        (11.74, 1, "11,7"),
        (2.0, 2, "2"),
    ],
)
def test_numbers_are_written_in_french(value: float | None, decimals: int, expected: str) -> None:
    assert format_number(value, decimals) == expected


def test_numbers_of_a_column_keep_their_zeros() -> None:
    assert [format_number(value, 2, aligned=True) for value in (0.1, 2, 0.333)] == ["0,10", "2,00", "0,33"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "—"),
        (0, "0\u00a0%"),
        (0.001, "moins de 1\u00a0%"),
        (0.066, "7\u00a0%"),
        (0.999, "plus de 99\u00a0%"),
        (1, "100\u00a0%"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_all(value: float | None, expected: str) -> None:
    assert format_share(value) == expected


def test_a_probability_is_never_shown_as_nothing() -> None:
    assert [format_p_value(value) for value in (None, 0.0002, 0.0421)] == ["—", "moins de 0,001", "0,042"]


def test_double_signs_take_a_no_break_space() -> None:
    assert fr("Qui ? « Nous » : oui ; 6 % !") == "Qui\u202f? «\u00a0Nous\u00a0»\u00a0: oui\u202f; 6\u00a0%\u202f!"
    assert fr(fr("Qui ?")) == fr("Qui ?")


def test_names_are_sorted_as_in_a_directory() -> None:
    names = ["Ópera", "œuvre", "Zoo", "École", "école", "Eau", "eau"]
    assert sorted(names, key=alphabetical) == ["Eau", "eau", "École", "école", "œuvre", "Ópera", "Zoo"]


def test_refused_signs_are_left_out() -> None:
    assert clean("a\x00b\x1fc\x7f\u202ed\ue000\ttab\n") == "abcd\ue000\ttab\n"
