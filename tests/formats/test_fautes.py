"""A fault reads as one French sentence that says where, what, and how to mend it."""

from __future__ import annotations

import pytest

from maillage.formats.fautes import DonneesInvalides, Faute, quote, render_fautes

VIDE = Faute(
    fichier="acteurs.csv", ligne=12, colonne="sphere", message="vide", remede="Indiquez la sphère : AS, DL…"
)  # fmt: skip


def test_a_fault_is_one_line_with_french_spaces():
    assert str(VIDE) == (
        "acteurs.csv, ligne 12, colonne «\u00a0sphere\u00a0»\u00a0: vide. Indiquez la sphère\u00a0: AS, DL…"
    )


@pytest.mark.parametrize(
    ("place", "lieu"),
    [
        ({}, "f.csv"),
        ({"ligne": 3}, "f.csv, ligne 3"),
        ({"feuille": "Acteurs", "ligne": 3, "colonne": "id"}, "f.csv, feuille « Acteurs », ligne 3, colonne « id »"),
        ({"fichier": "a\nb\x1b[31m.csv"}, "a b [31m.csv"),
    ],
)
def test_as_much_of_the_place_as_is_known(place, lieu):
    faute = Faute(**{"fichier": "f.csv", "message": "vide", **place})
    assert faute.lieu.replace("\u00a0", " ") == lieu


@pytest.mark.parametrize(
    ("valeur", "expected"),
    [("a", "« a »"), (" a\n\tb ", "« a b »"), ("x" * 100, f"« {'x' * 59}… »"), ("\x1b[0m", "« [0m »")],
)
def test_what_was_found_is_quoted_on_one_short_line(valeur, expected):
    assert quote(valeur) == expected


def test_the_same_mistake_on_many_rows_is_one_line():
    same = [
        Faute(fichier="l.csv", ligne=n, colonne="source", message="« X » inconnu", remede="Corrigez.")
        for n in range(2, 5)
    ]
    assert [line.replace("\u00a0", " ") for line in render_fautes([*same, VIDE])] == [
        "l.csv, lignes 2, 3 et 4, colonne « source » : « X » inconnu. Corrigez.",
        str(VIDE).replace("\u00a0", " "),
    ]


def test_a_mistake_on_very_many_rows_cites_the_first():
    many = [Faute(fichier="l.csv", ligne=n, message="m") for n in range(2, 102)]
    assert render_fautes(many) == ("l.csv, lignes 2, 3, 4, 5, 6, 7, 8, 9 et 92 autres\u00a0: m.",)


def test_the_error_carries_its_faults_and_says_them():
    error = DonneesInvalides([VIDE, VIDE])
    assert error.fautes == (VIDE, VIDE)
    assert str(error) == f"{VIDE}\n{VIDE}"
