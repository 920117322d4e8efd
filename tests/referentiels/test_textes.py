"""Text made comparable."""

from __future__ import annotations

import pytest

from maillage.referentiels.textes import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Épicerie sociale", "epicerie sociale"),
        ("L’Œuvre de Saint-Étienne (Haut)", "l oeuvre de saint etienne haut"),
        ("  A.D.M.R. ", "a d m r"),
        ("E\u0301VS", "evs"),
        ("Cœur, ægypte, Straße", "coeur aegypte strasse"),
        ("26_108", "26 108"),
        ("…", ""),
        ("", ""),
    ],
)
def test_what_two_writers_meant_is_written_alike(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_normalising_twice_changes_nothing() -> None:
    once = normalise("L’Œuvre de Saint-Étienne")
    assert normalise(once) == once
