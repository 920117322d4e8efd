"""Perimeters that overlap: EPCI, PETR, GAL, bassin… each with a letter of its own, drawn when it is ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from maillage.carte.cles import Cle, group
from maillage.carte.terrain import Terrain
from maillage.espaces.models import Espace
from maillage.formats.contours import Geometrie, unite
from maillage.territoires.models import Contour, NatureTerritoire, Territoire

LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, eq=False)
class Contenant:
    """A perimeter of the espace. `choisi`: it is drawn. `dehors`: how many of its communes are not in the territory."""

    id: Cle
    lettre: str
    nom: str
    nature: str
    communes: frozenset[Cle]
    choisi: bool
    dehors: int

    @property
    def titre(self) -> str:
        return f"{self.lettre}\u00a0· {self.nom}"


def list_contenants(espace: Espace, terrain: Terrain, choisis: Sequence[str]) -> list[Contenant]:
    """By name, so that letters do not change with what is ticked. Two queries."""
    rows = list(Territoire.objects.perimetres_of(espace).order_by("nom_cherche", "pk").distinct())
    through = Territoire.communes.through._default_manager.filter(from_territoire__in=[row.pk for row in rows])
    inside = group(through, "from_territoire_id", "to_territoire_id")
    held = {str(row.pk): frozenset(inside.get(str(row.pk), ())) for row in rows}
    return [
        Contenant(
            id=str(row.pk),
            lettre=name_letter(rank),
            nom=row.nom,
            nature=NatureTerritoire(row.nature).label,
            communes=held[str(row.pk)],
            choisi=str(row.pk) in choisis,
            dehors=len(held[str(row.pk)] - terrain.rang.keys()),
        )
        for rank, row in enumerate(rows)
    ]


def name_letter(rank: int) -> str:
    """A to Z, then AA, AB…"""
    first, last = divmod(rank, len(LETTRES))
    return (LETTRES[first - 1] if first else "") + LETTRES[last]


def draw_contours(contenants: Sequence[Contenant], terrain: Terrain) -> dict[Cle, Geometrie]:
    """The outline of each that is ticked and has at least a commune whose shape is known. One query at most."""
    chosen = [one for one in contenants if one.choisi]
    shapes = {commune.id: commune.geometrie for commune in terrain.communes if commune.geometrie}
    outside = frozenset().union(*(one.communes for one in chosen)) - terrain.rang.keys()
    if outside:
        rows = Contour.objects.filter(territoire__in=[UUID(one) for one in outside])
        shapes |= {str(commune): geometrie for commune, geometrie in rows.values_list("territoire_id", "geometrie")}
    return {one.id: made for one in chosen if (made := _unite(one, shapes))}


def _unite(contenant: Contenant, shapes: Mapping[Cle, Geometrie]) -> Geometrie | None:
    found = [shapes[commune] for commune in sorted(contenant.communes) if commune in shapes]
    return unite(found) if found else None
