"""Rows of acteurs.csv: structures, services of the EPCI, postes. No person."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.demonstration.tables import Structure, read_table
from maillage.demonstration.territoire import expand_zones

COLONNES = (
    "id",
    "nom",
    "nature",
    "parent",
    "type",
    "sphere",
    "commune",
    "communes",
    "themes",
    "fin_financement",
)


def list_acteurs(structures: Mapping[str, Structure]) -> list[dict[str, str]]:
    """Structures and services first, then postes, each in the order of its table."""
    rows = [_describe_structure(structure) for structure in structures.values()]
    return rows + [_describe_poste(poste, structures[poste["parent"]]) for poste in read_table("postes")]


def _describe_structure(structure: Structure) -> dict[str, str]:
    return {
        "id": structure.id,
        "nom": structure.nom,
        "nature": structure.nature,
        "parent": structure.parent,
        "type": structure.type,
        "sphere": structure.sphere,
        "commune": structure.commune,
        "communes": "|".join(structure.communes),
        "themes": structure.themes,
        "fin_financement": "",
    }


def _describe_poste(poste: Mapping[str, str], employeur: Structure) -> dict[str, str]:
    """A poste sits where its employer sits; its communes are said only when it does not cover all of its employer's."""
    return {
        "id": poste["id"],
        "nom": poste["nom"],
        "nature": "poste",
        "parent": poste["parent"],
        "type": poste["metier"],
        "sphere": poste["sphere"],
        "commune": employeur.commune,
        "communes": "|".join(expand_zones(poste["secteur"])),
        "themes": poste["themes"],
        "fin_financement": poste["fin_financement"],
    }
