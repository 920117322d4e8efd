"""Lists in JSON: what no database keeps does not come in."""

from __future__ import annotations

from maillage.formats.json_liste import FichierJson


def test_a_nul_written_in_a_key_or_in_a_text_is_dropped() -> None:
    fichier = FichierJson(rb'{"li\u0000ste": [{"no\u0000m": "CI\u0000AS", "th": ["a\u0000"], "n": 3}]}')
    assert fichier.noms == ("liste",)
    assert [ligne.cellules for ligne in fichier.read("liste").lignes] == [["nom", "th", "n"], ["CIAS", "a", "3"]]


def test_a_backslash_before_the_same_letters_is_kept() -> None:
    lignes = FichierJson(rb'[{"nom": "C:\\u0000"}]').read("").lignes
    assert lignes[1].cellules == ["C:\\u0000"]
