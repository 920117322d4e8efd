"""Volumes, quotas and distributions of the territory (domain brief §11.2 to §11.4)."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from maillage.analyse.reseau import Reseau
from tests.demonstration.conftest import Row

LIMITE_PERIME = date(2025, 5, 22)
"""Eighteen months before the reference date of the territory, 22 November 2026."""

TYPES_SEULS = frozenset(
    {"DEP", "MDS", "CIAS", "MSA", "ML", "FT", "ADMR", "CLIC", "UDAF", "CIDFF", "CH"}
    | {"CAF", "CS", "FR", "FAMR", "MJC", "ALSH", "COL", "RES"}
    | {"EPCI", "PETR", "GAL", "ETAT", "DDT", "CHAGRI", "CCI", "OT", "MED", "EFR", "COOP", "CPIE", "ENTR", "PNR"}
    | {"TL", "CPTS", "MSP", "MOB", "RESS", "PTCE", "BAIL", "MFR"}
)
"""Types of which the territory has one structure."""


@pytest.mark.parametrize(
    ("nature", "attendu"),
    [
        ("structure", {"AS": 20, "DS": 12, "DL": 18, "PA": 10}),
        ("service", {"DL": 5}),
        ("poste", {"AS": 38, "DS": 24, "DL": 33, "PA": 15}),
    ],
)
def test_actors_by_nature_and_sphere(acteurs: list[Row], nature: str, attendu: dict[str, int]) -> None:
    assert Counter(row["sphere"] for row in acteurs if row["nature"] == nature) == attendu


def test_structure_types(acteurs: list[Row]) -> None:
    doubles = {"CCAS": 3, "SIAE": 2, "ALIM": 2, "EHPAD": 2, "EVS": 2, "CRE": 2, "COM": 4, "FS": 2}
    types = Counter(row["type"] for row in acteurs if row["nature"] == "structure")
    assert types == doubles | dict.fromkeys(TYPES_SEULS, 1)


def test_nine_postes_are_time_limited_and_five_vacant(acteurs: list[Row]) -> None:
    assert sum(row["fin_financement"] != "" for row in acteurs) == 9
    assert sum("(poste vacant)" in row["nom"] for row in acteurs) == 5


def test_communes_and_their_inhabitants(communes: list[Row]) -> None:
    assert [row["code"] for row in communes] == [f"ZZ{n:03}" for n in range(1, 22)]
    assert sum(int(row["population"]) for row in communes) == 11_840


def test_links_by_pair_of_spheres(par_structure: Reseau) -> None:
    spheres = Counter(
        "-".join(sorted(par_structure.acteur(i).sphere for i in lien.acteurs)) for lien in par_structure.liens
    )
    assert spheres == {
        "AS-AS": 74,
        "AS-DS": 46,
        "AS-DL": 22,
        "AS-PA": 34,
        "DS-DS": 34,
        "DL-DS": 22,
        "DS-PA": 20,
        "DL-DL": 62,
        "DL-PA": 24,
        "PA-PA": 12,
    }
    assert len(par_structure.liens) == 350


def test_wishes_and_pairs_of_services(par_structure: Reseau, par_service: Reseau) -> None:
    services = [pair for pair in par_service.lien_de if all(i.startswith("S07-") for i in pair)]
    assert len(par_structure.souhaits) == 45
    assert len(services) == 10


def test_the_epci_is_one_node_or_five(par_structure: Reseau, par_service: Reseau) -> None:
    assert len(par_structure.acteurs) == 60
    assert len(par_service.acteurs) == 64


def test_levels(par_structure: Reseau) -> None:
    levels = Counter(int(lien.niveau or 0) for lien in par_structure.liens)
    shares = {niveau: levels[niveau] / 350 for niveau in range(1, 6)}
    assert shares == pytest.approx({1: 0.28, 2: 0.34, 3: 0.22, 4: 0.12, 5: 0.04}, abs=0.03)


def test_states(par_structure: Reseau) -> None:
    assert Counter(lien.etat for lien in par_structure.liens) == {"declare": 205, "confirme": 140, "conteste": 5}


def test_a_link_in_five_was_told_long_ago(par_structure: Reseau) -> None:
    stale = [lien for lien in par_structure.liens if lien.date and lien.date < LIMITE_PERIME]
    assert len(stale) == 77


def test_social_local_links(par_structure: Reseau) -> None:
    """9 with the Département of which 6 to pay only, 4 statutory, 9 others."""
    between = [
        lien for lien in par_structure.liens if {par_structure.acteur(i).sphere for i in lien.acteurs} == {"AS", "DL"}
    ]
    with_dep = [lien for lien in between if "DEP" in lien.acteurs]
    statutory = [lien for lien in between if lien.est_reglementaire]
    assert (len(between), len(with_dep), len(statutory)) == (22, 9, 4)
    assert {lien.acteurs for lien in statutory} == {("S11", "S41"), ("S12", "S42"), ("S13", "S43"), ("S02", "S07")}
