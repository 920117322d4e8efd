"""The shipped lists say what the domain brief says, and what the engine and the demonstration use."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import maillage.demonstration
from maillage.analyse import vocabulaire
from maillage.analyse.association.demande import ROLES
from maillage.analyse.association.metiers import load_metiers
from maillage.referentiels.chargement import LISTES, Ligne, read_rows
from maillage.referentiels.couleurs import measure_contrast

SHIPPED = {liste.fichier.removesuffix(".csv"): read_rows(liste) for liste in LISTES}
DEMONSTRATION = Path(maillage.demonstration.__file__).parent / "donnees"


def codes(name: str, **having: object) -> set[str]:
    rows = (row for row in SHIPPED[name] if all(row[field] == value for field, value in having.items()))
    return {row["code"] for row in rows}


def read_demonstration(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DEMONSTRATION / name).read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("spheres", 7),
        ("themes", 22),
        ("publics", 24),
        ("types", 72),
        ("valeurs", 152),
        ("dispositifs", 96),
        ("fenetres", 9),
    ],
)
def test_lists_are_whole_and_without_double(name: str, number: int) -> None:
    rows = SHIPPED[name]
    assert len(rows) == number
    assert len({(row.get("liste"), row["code"]) for row in rows}) == number


def test_codes_are_those_of_the_engine() -> None:
    assert codes("spheres") == set(vocabulaire.SPHERES)
    assert codes("themes") == set(vocabulaire.THEMES)
    assert codes("valeurs", liste="phase") == set(vocabulaire.PHASES)


def test_funders_are_those_of_the_engine() -> None:
    assert codes("types", financeur=True) == vocabulaire.TYPES_FINANCEURS


def test_nineteen_publics_are_residents_and_five_professional() -> None:
    assert len(codes("publics", professionnel=False)) == 19
    assert len(codes("publics", professionnel=True)) == 5


def test_levels_are_told_in_the_words_of_those_who_live_them() -> None:
    levels = [row for row in SHIPPED["valeurs"] if row["liste"] == "niveau"]
    assert [row["code"] for row in levels] == list("012345")
    assert all(row["description"].startswith("Nous ") for row in levels)


def test_types_stand_in_known_spheres() -> None:
    assert {code for row in SHIPPED["types"] for code in row["spheres"]} <= codes("spheres")
    assert all(row["spheres"] for row in SHIPPED["types"])


@pytest.mark.parametrize("sphere", SHIPPED["spheres"], ids=lambda row: row["code"])
def test_colours_can_be_read(sphere: Ligne) -> None:
    assert measure_contrast(sphere["trait"], "#FFFFFF") >= 4.5
    assert measure_contrast("#1D2B2A", sphere["fond"]) >= 4.5  # the ink of texts, on the light ground


def test_spheres_are_told_apart_without_colour() -> None:
    assert len({(row["forme"], row["lettre"]) for row in SHIPPED["spheres"]}) == len(SHIPPED["spheres"])


@pytest.mark.parametrize(
    ("column", "liste"),
    [
        ("frequence", "frequence"),
        ("formalisation", "formalisation"),
        ("financement", "financement"),
        ("initiateur", "initiateur"),
        ("cadre", "cadre"),
        ("sujets", "sujet"),
        ("premier_contact_phase", "phase"),
        ("niveau_reel", "niveau"),
    ],
)
def test_values_of_the_demonstration_are_in_the_lists(column: str, liste: str) -> None:
    used = {part for row in read_demonstration("liens.csv") for part in row[column].split("|") if part}
    assert used <= codes("valeurs", liste=liste)


def test_types_and_spheres_of_the_demonstration_are_in_the_lists() -> None:
    acteurs = read_demonstration("acteurs.csv")
    used = {row["type"] for row in acteurs if row["type"] and row["nature"] != "poste"}  # a poste has a métier
    assert used <= codes("types")
    assert {row["sphere"] for row in acteurs} <= codes("spheres")


def test_every_frein_names_leviers_and_every_levier_its_effort() -> None:
    freins = [row for row in SHIPPED["valeurs"] if row["liste"] == "frein"]
    leviers = [row for row in SHIPPED["valeurs"] if row["liste"] == "levier"]
    assert (len(freins), len(leviers)) == (36, 42)
    assert {code for row in freins for code in row["leviers"]} == {row["code"] for row in leviers}
    assert all(row["leviers"] for row in freins)
    assert {row["effort"] for row in leviers} == {1, 2, 3}
    others = [row for row in SHIPPED["valeurs"] if row["liste"] not in ("frein", "levier")]
    assert not [row for row in others if row["effort"] or row["leviers"]]


def test_french_is_typeset() -> None:
    told = ("nom", "description", "role", "raison", "question")
    texts = [str(row.get(name, "")) for rows in SHIPPED.values() for row in rows for name in told]
    assert not [text for text in texts if "'" in text or " :" in text or " ;" in text]


def test_nothing_to_verify_is_shipped_as_a_fact() -> None:
    assert not [row for rows in SHIPPED.values() for row in rows if "(àv)" in str(row)]


def test_networks_are_those_of_data_inclusion(partage: Path) -> None:
    with (partage / "inclusion/seeds_v1/reseaux_porteurs_v1.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["value"] for row in csv.DictReader(lines)}
    columns = ("reseaux_porteurs", "reseaux_possibles")
    used = {code for row in SHIPPED["types"] for name in columns for code in row[name].split()}
    assert used <= known


def test_the_sixty_six_rules_name_known_codes() -> None:
    rules = SHIPPED["regles"]
    assert len(rules) == 64
    named = {code for row in rules for code in row["associer"].split()}
    assert named <= codes("types") | set(load_metiers()) | set(ROLES)
    assert {code for row in rules for code in row["themes"].split()} <= codes("themes")
    assert {code for row in rules for code in row["publics"].split()} <= codes("publics")
    assert {row["initiateur"] for row in rules} - {""} <= codes("spheres")
    assert len({row["question"] for row in rules} - {""}) == len(rules)
