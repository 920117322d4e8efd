"""The shipped territory, read without the importer: rows, and the network at both levels."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from maillage.analyse.reseau import Acteur, Declaration, Niveau, Reseau, build_reseau
from maillage.demonstration.generer import DONNEES

Row = dict[str, str]


def read_rows(nom: str) -> list[Row]:
    with (DONNEES / f"{nom}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split(cell: str) -> frozenset[str]:
    return frozenset(part for part in cell.split("|") if part)


def _read_acteur(row: Row) -> Acteur:
    return Acteur(
        id=row["id"],
        sphere=row["sphere"],
        nom=row["nom"],
        nature=row["nature"],  # type: ignore[arg-type]
        parent=row["parent"] or None,
        type=row["type"],
        themes=split(row["themes"]),
        communes=split(row["communes"]),
        fin_financement=date.fromisoformat(row["fin_financement"]) if row["fin_financement"] else None,
    )


def _read_declaration(row: Row) -> Declaration:
    return Declaration(
        source=row["source"],
        cible=row["cible"],
        niveau_reel=int(row["niveau_reel"]),
        niveau_souhaite=int(row["niveau_souhaite"]) if row["niveau_souhaite"] else None,
        sujets=split(row["sujets"]),
        cadre=row["cadre"],
        formalisation=row["formalisation"],
        financement=row["financement"],
        premier_contact_phase=row["premier_contact_phase"] or None,
        phase_souhaitee=row["phase_souhaitee"] or None,
        date=date.fromisoformat(row["date"]),
        declare_par=row["declare_par"],
    )


def _build(niveau: Niveau) -> Reseau:
    acteurs = [_read_acteur(row) for row in read_rows("acteurs")]
    return build_reseau(acteurs, [_read_declaration(row) for row in read_rows("liens")], niveau=niveau)


@pytest.fixture(scope="session")
def par_structure() -> Reseau:
    return _build("structure")


@pytest.fixture(scope="session")
def par_service() -> Reseau:
    return _build("service")


@pytest.fixture(scope="session")
def acteurs() -> list[Row]:
    return read_rows("acteurs")


@pytest.fixture(scope="session")
def declarations() -> list[Row]:
    return read_rows("liens")


@pytest.fixture(scope="session")
def communes() -> list[Row]:
    return read_rows("communes")
