"""The detail of a finding, whatever its shape."""

from __future__ import annotations

import pytest

from maillage.analyse.diagnostic import Json
from maillage.publication.blocs import Liste, Tableau
from maillage.publication.details import LIGNES_MAX, Noms, write_detail

NOMS = Noms({"a1": "CCAS de Valmorane", "a2": "EVS La Remise"})


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("liens", 1234, ("Liens", "1\u202f234")),
        ("part_croisee", 0.066, ("Part croisee", "7\u00a0%")),
        ("p_valeur", 0.0002, ("Probabilité que le hasard fasse autant", "moins de 0,001")),
        ("indice_ei", -0.0588, ("Indice E-I", "−0,059")),
        ("articulation", True, ("Coupe le réseau", "oui")),
        ("rien", None, ("Rien", "—")),
        ("isoles", [], ("Acteurs sans lien", "aucun")),
        ("isoles", ["a1", "a2"], ("Acteurs sans lien", "CCAS de Valmorane et EVS La Remise")),
        ("spheres", ["AS", "DL"], ("Mondes", "action sociale et développement local")),
        ("avant_le", "2025-05-22", ("Déclarés avant le", "22\u00a0mai 2025")),
        ("phases", {"P1": 2, "P4": 0}, ("Phase du premier contact", "émergence\u00a0: 2")),
        ("niveaux", {"1": 4}, ("Niveaux vécus", "se connaître\u00a0: 4")),
        ("inconnu", {"x": [1, 2]}, ("Inconnu", "x\u00a0: 1 et 2")),
    ],
)
def test_plain_values_become_words(key: str, value: Json, expected: tuple[str, str]) -> None:
    (found,) = write_detail({key: value}, NOMS)
    assert found == Liste((expected,))


def test_rows_become_a_table_with_names_in_place_of_ids() -> None:
    (found,) = write_detail({"silos": [{"id": "a2", "niveau": 0}, {"id": "a1", "niveau": 1}]}, NOMS)
    assert isinstance(found, Tableau)
    assert [colonne.titre for colonne in found.colonnes] == ["Acteur", "Niveau"]
    assert found.lignes == (("CCAS de Valmorane", "1"), ("EVS La Remise", "0"))


def test_an_id_beside_its_name_is_left_out_and_so_is_an_empty_column() -> None:
    rows: list[Json] = [{"id": "a1", "nom": "CCAS", "fin": None, "postes": [{"id": "p", "nom": "Directrice"}]}]
    (found,) = write_detail({"ponts": rows}, NOMS)
    assert isinstance(found, Tableau)
    assert found.lignes == (("CCAS", "Directrice"),)


def test_pairs_become_two_columns() -> None:
    (found,) = write_detail({"liens": [["a2", "a1"]]}, NOMS)
    assert isinstance(found, Tableau)
    assert found.lignes == (("CCAS de Valmorane", "EVS La Remise"),)


def test_a_long_list_is_cut_and_says_so() -> None:
    rows: list[Json] = [{"nom": f"Acteur {rank:03}"} for rank in range(LIGNES_MAX + 5)]
    (found,) = write_detail({"acteurs": rows}, NOMS)
    assert isinstance(found, Tableau)
    assert len(found.lignes) == LIGNES_MAX
    assert found.note.startswith("Et 5 autres")


def test_no_detail_gives_nothing() -> None:
    assert write_detail({}, NOMS) == ()
