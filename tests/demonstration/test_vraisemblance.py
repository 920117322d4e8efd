"""The territory holds together: known codes, known places, nobody named, links that make sense."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from statistics import mean

import pytest

from maillage.analyse.reseau import PHASES, Reseau
from maillage.analyse.vocabulaire import THEMES
from maillage.demonstration.tables import read_structures
from tests.demonstration.conftest import Row, split

CODES = {
    "sujets": (
        "information orientation action-commune financement donnees-diagnostic gouvernance formation locaux-materiel "
        "mise-en-relation"
    ),
    "frequence": "jamais annuelle trimestrielle mensuelle hebdomadaire au-fil-de-leau",
    "formalisation": "informel echange-mails charte convention marche-ou-subvention reglementaire",
    "financement": "aucun A-finance-B B-finance-A cofinancement mutualisation",
    "initiateur": "A B conjoint tiers obligation",
    "cadre": "instance action-concrete situation hasard-proximite formation",
    "premier_contact_phase": " ".join(PHASES),
    "phase_souhaitee": " ".join(PHASES),
}


def test_no_column_can_hold_a_person(acteurs: list[Row], declarations: list[Row]) -> None:
    assert list(acteurs[0]) == [
        *("id", "nom", "nature", "parent", "type", "sphere", "commune", "communes", "themes", "fin_financement")
    ]
    assert list(declarations[0]) == [
        *("source", "cible", "niveau_reel", "niveau_souhaite", "sujets", "frequence", "formalisation", "financement"),
        *("initiateur", "premier_contact_phase", "phase_souhaitee", "cadre", "date", "declare_par"),
    ]


def test_every_place_and_theme_is_known(acteurs: list[Row], communes: list[Row]) -> None:
    places = {row["nom"] for row in communes}
    assert {place for row in acteurs for place in split(row["communes"]) | split(row["commune"])} == places
    assert {theme for row in acteurs for theme in split(row["themes"])} <= set(THEMES)


def test_every_structure_acts_somewhere_about_something(acteurs: list[Row]) -> None:
    assert all(row["communes"] and row["themes"] for row in acteurs if row["nature"] != "poste")


@pytest.mark.parametrize("colonne", CODES)
def test_every_code_is_known(declarations: list[Row], colonne: str) -> None:
    assert {code for row in declarations for code in split(row[colonne])} <= set(CODES[colonne].split())


def test_nothing_is_told_after_today_nor_on_a_sunday(declarations: list[Row]) -> None:
    days = [date.fromisoformat(row["date"]) for row in declarations]
    assert max(days) <= date(2026, 11, 22)
    assert all(day.weekday() < 5 for day in days)


def test_each_side_speaks_for_itself_once(declarations: list[Row]) -> None:
    told = [(row["source"], row["cible"]) for row in declarations]
    assert all(row["declare_par"] == row["source"] for row in declarations)
    assert len(told) == len(set(told))


def test_those_who_did_not_answer_say_nothing(declarations: list[Row]) -> None:
    silent = {structure.id for structure in read_structures().values() if structure.repond == "non"}
    assert len(silent) == 9
    assert not silent & {row["source"] for row in declarations}


def test_both_sides_tell_the_same_facts(declarations: list[Row]) -> None:
    by_pair = {(row["source"], row["cible"]): row for row in declarations}
    back = {"A": "B", "B": "A", "A-finance-B": "B-finance-A", "B-finance-A": "A-finance-B"}
    for (a, b), row in by_pair.items():
        other = by_pair.get((b, a))
        if other is not None:
            assert other["financement"] == back.get(row["financement"], row["financement"])
            assert other["initiateur"] == back.get(row["initiateur"], row["initiateur"])


def test_a_wish_says_nothing_of_what_is_lived(declarations: list[Row]) -> None:
    for row in declarations:
        if row["niveau_reel"] == "0":
            assert row["frequence"] == "jamais"
            assert not row["sujets"] + row["cadre"] + row["formalisation"]


def test_hubs_and_small_ones(par_structure: Reseau) -> None:
    degrees = dict(zip((a.id for a in par_structure.acteurs), par_structure.graphe.degrees.tolist(), strict=True))
    busiest = sorted(degrees, key=lambda i: -degrees[i])[:6]
    assert {"S07", "S01", "S05", "S25"} <= set(busiest), "EPCI, MDS, centre social, Caf"
    assert min(degrees.values()) >= 2
    assert sum(degree <= 4 for degree in degrees.values()) >= 5


def test_sharing_themes_and_a_commune_goes_with_working_together(par_structure: Reseau, acteurs: list[Row]) -> None:
    seat = {row["id"]: row["commune"] for row in acteurs}
    pairs: dict[bool, list[tuple[int, bool]]] = {True: [], False: []}
    existing = {lien.acteurs for lien in par_structure.liens}
    for a, b in combinations(par_structure.acteurs, 2):
        shared = len(a.themes & b.themes), bool(seat[a.id]) and seat[a.id] == seat[b.id]
        pairs[(a.id, b.id) in existing].append(shared)
    themes = {linked: mean(themes for themes, _ in shared) for linked, shared in pairs.items()}
    communes = {linked: mean(commune for _, commune in shared) for linked, shared in pairs.items()}
    assert themes[True] > 1.5 * themes[False]
    assert communes[True] > 1.5 * communes[False]
