"""Reading the hand-written tables of the territory."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from maillage.demonstration.territoire import expand_zones

TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Structure:
    """A row of structures.csv: a structure, or a service of the EPCI (`parent`)."""

    id: str
    nom: str
    nature: str
    parent: str
    type: str
    sphere: str
    commune: str
    zone: str
    themes: str
    poids: str
    """How many people and occasions it has to meet others."""
    ouverture: str
    """tout: its links are drawn; sphere: drawn inside its own sphere only; plantes: all written by hand."""
    repond: str
    """Whether it answered when the map was made."""

    @cached_property
    def liste_themes(self) -> frozenset[str]:
        return frozenset(self.themes.split("|"))

    @cached_property
    def communes(self) -> tuple[str, ...]:
        return expand_zones(self.zone)


def read_table(nom: str) -> list[dict[str, str]]:
    """Rows of a hand-written table, empty cells as empty strings."""
    with (TABLES / f"{nom}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_structures() -> dict[str, Structure]:
    """Structures and services by id, in the order of the table."""
    return {row["id"]: Structure(**row) for row in read_table("structures")}


def read_affinites() -> dict[tuple[str, str], float]:
    """How naturally two types of structure meet, whichever is named first."""
    given = {(row["type_a"], row["type_b"]): float(row["force"]) for row in read_table("affinites")}
    return given | {(b, a): force for (a, b), force in given.items()}
