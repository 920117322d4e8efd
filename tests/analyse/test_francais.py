"""Sentences that can be said aloud."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.analyse.francais import add_months, compte, decimal, jour, liste, nombre, say_first, sur_cent, sur_dix


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (compte(0, "lien"), "aucun lien"),
        (compte(1, "rencontre", feminin=True), "une rencontre"),
        (compte(22, "lien"), "22 liens"),
        (nombre(11_840), "11\u202f840"),
        (liste(["A"]), "A"),
        (liste(["A", "B", "C"]), "A, B et C"),
        (sur_cent(0.0611), "6"),
        (sur_cent(0.001), "moins de 1"),
        (sur_cent(0.999), "plus de 99"),
        (sur_cent(0), "0"),
        (sur_dix(0.4), "quatre sur dix"),
        (sur_dix(0.01), "moins d’un sur dix"),
        (sur_dix(0.99), "presque tous"),
        (decimal(-1.25, 2), "−1,25"),
        (say_first("1 mars 2027 à 10:00"), "1er mars 2027 à 10:00"),
        (say_first("1\u00a0mai 2026"), "1er\u00a0mai 2026"),
        (say_first("11 mars 2027, 1 marsouin"), "11 mars 2027, 1 marsouin"),
        (jour(date(2027, 3, 31)), "31\u00a0mars 2027"),
        (jour(date(2026, 5, 1)), "1er\u00a0mai 2026"),
    ],
)
def test_words(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 11, 22), -18, date(2025, 5, 22)),
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2026, 1, 5), -1, date(2025, 12, 5)),
    ],
)
def test_months_keep_the_day_or_the_last_of_the_month(start: date, months: int, expected: date) -> None:
    assert add_months(start, months) == expected
