"""No cell is taken for a formula, and nothing is lost by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.formats.sorties.formules import neutralise, restore

DANGEREUX = ["=1+1", "+33 4 75 00 00 00", "-3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''=1", "＝1", "="]
SANS_DANGER = ["", "Mairie", "'tis", "L’Escale", "'", "''", "12 = 12", " =1", "0475000000"]


@pytest.mark.parametrize("texte", DANGEREUX)
def test_what_could_be_a_formula_receives_one_apostrophe(texte):
    assert neutralise(texte) == f"'{texte}"


@pytest.mark.parametrize("texte", SANS_DANGER)
def test_any_other_text_is_written_as_it_is(texte):
    assert neutralise(texte) == texte
    assert restore(texte) == texte


@given(st.text(st.sampled_from("'=+-@\t\r\nab 0"), max_size=6) | st.text())
def test_reading_undoes_writing(texte):
    assert restore(neutralise(texte)) == texte
