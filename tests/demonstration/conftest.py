"""The shipped territory, read without the importer: rows, and the network at both levels."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from maillage.analyse.cadres import Cadre, Participation, build_cadres
from maillage.analyse.diagnostic import Diagnostic
from maillage.analyse.moteur import diagnostiquer
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


def _read_date(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _read_cadre(row: Row) -> Cadre:
    return Cadre(
        id=row["id"],
        nature=row["nature"],  # type: ignore[arg-type]
        nom=row["nom"],
        reference=row["reference"],
        parent=row["parent"] or None,
        sphere=row["sphere"],
        themes=split(row["themes"]),
        publics=split(row["publics"]),
        communes=split(row["communes"]),
        debut=_read_date(row["debut"]),
        fin=_read_date(row["fin"]),
        statut=row["statut"],
        phase=row["phase"] or None,
        est_diagnostic=row["est_diagnostic"] == "oui",
    )


def _read_participation(row: Row) -> Participation:
    return Participation(
        acteur=row["acteur"],
        cadre=row["cadre"],
        role=row["role"],
        phase=row["phase"] or None,
        depuis=_read_date(row["depuis"]),
    )


def diagnose(reseau: Reseau) -> Diagnostic:
    """What is said of the territory, its dispositifs, instances and actions read."""
    cadres = build_cadres(
        [_read_cadre(row) for row in read_rows("cadres")],
        [_read_participation(row) for row in read_rows("participations")],
        reseau,
        {row["nom"]: row["nom"] for row in read_rows("communes")},
    )
    return diagnostiquer(reseau, date_reference=date(2026, 11, 22), cadres=cadres)


def diagnose_par_service() -> Diagnostic:
    return diagnose(_build("service"))


@pytest.fixture(scope="session")
def diagnostic(par_service: Reseau) -> Diagnostic:
    return diagnose(par_service)


@pytest.fixture(scope="session")
def acteurs() -> list[Row]:
    return read_rows("acteurs")


@pytest.fixture(scope="session")
def declarations() -> list[Row]:
    return read_rows("liens")


@pytest.fixture(scope="session")
def communes() -> list[Row]:
    return read_rows("communes")
