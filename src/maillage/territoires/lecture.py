"""The official list, from the files of the npm package @etalab/decoupage-administratif to plain rows. No database."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.territoires.natures import NatureTerritoire

Cle = tuple[str, str]
"""Nature and code: what recognises an official territory."""

EN_TOUTES_LETTRES = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
}
"""The list shortens the names of EPCI; people read them whole."""


class ListeIllisible(Exception):
    """The files are absent or not those expected; the message says what to do."""


@dataclass(frozen=True)
class Officiel:
    """One territory of the list. `autrement`: what people also type to find it."""

    nature: str
    code: str
    nom: str
    population: int | None = None
    autrement: str = ""

    @property
    def cle(self) -> Cle:
        return (self.nature, self.code)


@dataclass(frozen=True)
class Decoupage:
    territoires: list[Officiel]
    contenus: dict[Cle, set[str]]
    """Codes of the communes of each EPCI, département and région."""


def read_decoupage(dossier: Path) -> Decoupage:
    """Today's communes (merged ones are left out) and what holds them."""
    communes = [row for row in read_json(dossier, "communes") if row.get("type") == "commune-actuelle"]
    epcis = read_json(dossier, "epci")
    try:
        contenus = _read_regions(communes) | {
            (NatureTerritoire.EPCI.value, row["code"]): {member["code"] for member in row["membres"]} for row in epcis
        }
        territoires = [
            *(_read_plain(NatureTerritoire.COMMUNE, row) for row in communes),
            *(_read_epci(row) for row in epcis),
            *(_read_plain(NatureTerritoire.DEPARTEMENT, row) for row in read_json(dossier, "departements")),
            *(_read_plain(NatureTerritoire.REGION, row) for row in read_json(dossier, "regions")),
        ]
    except (KeyError, TypeError, AttributeError) as fault:
        raise ListeIllisible(f"La liste n’a pas la forme attendue\u00a0: {fault!r}.") from fault
    if not communes:
        raise ListeIllisible("La liste ne contient aucune commune.")
    return Decoupage(territoires, contenus)


def read_json(dossier: Path, name: str) -> list[dict[str, Any]]:
    path = dossier / f"{name}.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as absent:
        raise ListeIllisible(
            f"{path} est introuvable. Lancez «\u00a0npm ci\u00a0», ou donnez le dossier avec --source."
        ) from absent
    except (OSError, ValueError) as fault:
        raise ListeIllisible(f"{path} est illisible\u00a0: {fault}.") from fault
    if not isinstance(rows, list):
        raise ListeIllisible(f"{path} n’est pas une liste.")
    return rows


def read_centres(path: Path) -> dict[str, tuple[float, float]]:
    """Latitude and longitude by code of commune, from a CSV with columns code_insee, latitude, longitude."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            return {row["code_insee"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}
    except OSError as fault:
        raise ListeIllisible(f"{path} est illisible\u00a0: {fault}.") from fault
    except (KeyError, TypeError, ValueError) as fault:
        raise ListeIllisible(
            f"{path}\u00a0: attendu un CSV avec les colonnes code_insee, latitude, longitude ({fault})."
        ) from fault


def _read_plain(nature: NatureTerritoire, row: Mapping[str, Any]) -> Officiel:
    return Officiel(nature.value, row["code"], _tidy(row["nom"]), row.get("population"))


def _read_epci(row: Mapping[str, Any]) -> Officiel:
    """« CC du Val de Drôme » is read « Communauté de communes du Val de Drôme » and found by both."""
    short, _, rest = row["nom"].partition(" ")
    whole = EN_TOUTES_LETTRES.get(short)
    nom = f"{whole} {rest}" if whole and rest else row["nom"]
    return Officiel(
        NatureTerritoire.EPCI.value, row["code"], _tidy(nom), row.get("populationMunicipale"), short if whole else ""
    )


def _read_regions(communes: list[dict[str, Any]]) -> dict[Cle, set[str]]:
    held: defaultdict[Cle, set[str]] = defaultdict(set)
    for commune in communes:
        for nature in (NatureTerritoire.DEPARTEMENT, NatureTerritoire.REGION):
            if code := commune.get(nature.value):
                held[nature.value, code].add(commune["code"])
    return dict(held)


def _tidy(nom: str) -> str:
    return " ".join(nom.replace("'", "’").split())
