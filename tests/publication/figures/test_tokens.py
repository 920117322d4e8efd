from __future__ import annotations

import pytest

from maillage.publication import tokens
from maillage.publication.figures.couleurs import contrast
from maillage.publication.tokens import marques


def test_known_spheres_have_their_shape_and_letter() -> None:
    shown = {code: (marque.forme, marque.lettre) for code, marque in marques(["PA", "AS", "DL", "DS"]).items()}
    assert shown == {
        "AS": ("cercle", "S"),
        "DS": ("carre", "D"),
        "DL": ("triangle", "L"),
        "PA": ("losange", "P"),
    }


def test_order_of_spheres_changes_nothing() -> None:
    assert list(marques(["VOL", "DL", "AS", "GOV"]).items()) == list(marques(["GOV", "AS", "VOL", "DL"]).items())


@pytest.mark.parametrize(
    ("spheres", "lettres"),
    [
        pytest.param(["ELU", "FIN", "HAB"], ["E", "F", "H"], id="first letters"),
        pytest.param(["PRO", "PUB"], ["Pr", "Pu"], id="the P of passerelle stays its own"),
        pytest.param(["1.0", "2.0"], ["1", "2"], id="numbers"),
        pytest.param(["A", "a", "a "], ["A", "1", "2"], id="nothing to tell them apart"),
        pytest.param(["??"], ["?"], id="no letter at all"),
    ],
)
def test_other_spheres_are_neutral_and_never_share_a_letter(spheres: list[str], lettres: list[str]) -> None:
    found = marques(spheres)
    assert [marque.lettre for marque in found.values()] == lettres
    assert {marque.trait for marque in found.values()} == {tokens.NEUTRE}


@pytest.mark.parametrize("couleur", ["ENCRE", "DOUX", "ACCENT", "NEUTRE", "ALERTE"])
def test_text_colours_are_readable_on_paper_and_on_white(couleur: str) -> None:
    value = getattr(tokens, couleur)
    assert min(contrast(value, tokens.PAPIER), contrast(value, tokens.BLANC)) >= 4.8


@pytest.mark.parametrize("code", list(tokens.MARQUES))
def test_letters_are_readable_on_their_mark(code: str) -> None:
    assert contrast(tokens.MARQUES[code].trait, tokens.BLANC) >= 4.5
