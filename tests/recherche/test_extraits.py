"""What was found is marked as it is written, and nothing of it becomes HTML."""

from __future__ import annotations

import pytest

from maillage.recherche.extraits import LARGEUR, extract, mark


@pytest.mark.parametrize(
    ("texte", "debuts", "marked"),
    [
        ("Épiceries solidaires", ["epicerie"], "<mark>Épiceries</mark> solidaires"),
        ("L’Œuvre", ["oeuvre"], "L’<mark>Œuvre</mark>"),
        ("Panier & <b>", ["pani", "b"], "<mark>Panier</mark> &amp; &lt;<mark>b</mark>&gt;"),
        ("compagnie", ["pagnie"], "compagnie"),
        ("İstanbul", ["a"], "İstanbul"),
        ("rien", [], "rien"),
        ("", ["a"], ""),
    ],
)
def test_mark(texte, debuts, marked):
    assert mark(texte, debuts) == marked


def test_passage_is_around_the_first_word_found():
    texte = "avant " * 60 + "mobilité " + "après " * 60
    passage = extract(texte, ["mobilite"])
    assert passage.startswith("… avant")
    assert "<mark>mobilité</mark>" in passage
    assert passage.endswith("après …")
    assert len(passage) < LARGEUR + 20


def test_text_without_the_word_shows_its_beginning():
    assert extract("Une présentation courte.", ["nom"]) == "Une présentation courte."
    assert extract("mot " * 100, ["nom"]).endswith("mot …")
