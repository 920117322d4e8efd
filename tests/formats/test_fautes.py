"""A fault reads as one French sentence that says where, what, and how to mend it."""

from __future__ import annotations

import re

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


def unknown(rank, colonne="source"):
    nom = f"X{rank}"
    return Faute(
        fichier="l.csv", ligne=rank, colonne=colonne, message=f"{quote(nom)} inconnu", trouve=nom,
        famille="acteurs inconnus",
    )  # fmt: skip


def test_a_crowd_of_unknown_actors_is_counted_past_the_first_fifty():
    lines = render_fautes([unknown(rank, end) for rank in range(20_002) for end in ("source", "cible")] + [VIDE])
    assert len(lines) == 2 * 50 + 2
    assert lines[-1] == (
        "l.csv\u00a0: … et 19\u202f952 autres acteurs inconnus. Est-ce la bonne colonne, le bon fichier\u202f?"
    )
    assert lines[-2] == str(VIDE)


def test_fifty_unknown_actors_are_all_named():
    assert len(render_fautes(unknown(rank) for rank in range(50))) == 50
    assert "« X50 »" in render_fautes(unknown(rank) for rank in range(51))[-1].replace("\u00a0", " ")


def test_thousands_of_rows_are_counted_with_a_thin_space():
    assert (
        "et 19\u202f992 autres" in render_fautes(Faute(fichier="l.csv", ligne=n, message="m") for n in range(20_000))[0]
    )


def test_no_message_has_an_ordinary_space_before_a_double_sign():
    faute = Faute(
        fichier="a : b ; c.csv", feuille="x ! y", colonne="p ? q", message="m  : n\u00a0; o", remede="R ? S !"
    )
    assert re.search(r"[ \u00a0][;!?]| [:»]|« ", str(faute)) is None
    assert "m\u00a0: n\u202f; o" in str(faute)


def test_the_error_carries_its_faults_and_says_them():
    error = DonneesInvalides([VIDE, VIDE])
    assert error.fautes == (VIDE, VIDE)
    assert str(error) == f"{VIDE}\n{VIDE}"
