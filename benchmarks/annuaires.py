"""Three real directories, read from ../shared/data when it is there, with what each says beside what is compared."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Any

from benchmarks.listes_etiquetees import find_data
from maillage.analyse.rapprochement import Fiche

FRANCE_SERVICES, AIDANTS, SIAE = "France services", "Aidants Connect", "SIAE"


@dataclass(frozen=True)
class Entree:
    """`fiche` is compared; `siret` and `est_france_services` are hidden from the comparison and judge it."""

    fiche: Fiche
    siret: str
    est_france_services: bool


def read_entrees(departements: frozenset[str]) -> list[Entree] | None:
    """None when one of the three files is not there."""
    paths = [find_data("annuaires", name) for name in _LECTEURS]
    if None in paths:
        return None
    found = []
    for path, read in zip(paths, _LECTEURS.values(), strict=True):
        assert path is not None
        with path.open(encoding="utf-8", newline="") as opened:
            found += [read(row, number) for number, row in enumerate(csv.DictReader(opened))]
    return [entree for entree in found if not departements or entree.fiche.code_postal[:2] in departements]


def _read_france_services(row: dict[str, Any], _number: int) -> Entree:
    fiche = Fiche(
        id=f"FS {row['id_fs']}", jeu=FRANCE_SERVICES, nom=row["lib_fs"], adresse=row["adresse"],
        code_postal=row["code_postal"], commune=row["lib_com"], telephone=row["telephone"], courriel=row["mail"],
        latitude=_read_degrees(row["latitude"]), longitude=_read_degrees(row["longitude"]),
    )  # fmt: skip
    return Entree(fiche, "", True)


def _read_aidants(row: dict[str, Any], _number: int) -> Entree:
    fiche = Fiche(
        id=f"AC {row['ID']}", jeu=AIDANTS, nom=row["Name"], adresse=row["Address"], code_postal=row["Zip Code"],
        commune=row["City"],
    )  # fmt: skip
    return Entree(fiche, _keep_valid(row["Siret"]), row["France Services Label"] == "true")


def _read_siae(row: dict[str, Any], number: int) -> Entree:
    fiche = Fiche(
        id=f"SIAE {number}", jeu=SIAE, nom=row["DENOMINATION_SOCIALE"],
        adresse=f"{row['NUM_RUE']} {row['NOM_RUE']}".strip(), code_postal=row["CODE_POST_COM"], commune=row["LIB_COM"],
    )  # fmt: skip
    return Entree(fiche, _keep_valid(row["SIRET"]), False)


def _keep_valid(siret: str) -> str:
    return siret if len(siret) == 14 and siret.isdigit() and int(siret) else ""


def _read_degrees(text: str) -> float | None:
    return float(text) if text else None


_LECTEURS = {
    "france_services_20240801.csv": _read_france_services,
    "aidants_connect_structures_2023.csv": _read_aidants,
    "siae_2019_07.csv": _read_siae,
}
