"""The ground: the communes of an espace, their shapes, what contains them. Nothing of the actors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from shapely.geometry import shape

from maillage.carte.cles import Cle, group
from maillage.espaces.models import Espace
from maillage.formats.contours import Geometrie, find_box
from maillage.territoires.models import Contour, OrigineContour, Territoire, TerritoireQuerySet

Point = tuple[float, float]
"""Longitude, latitude."""
Boite = tuple[float, float, float, float]
"""West, south, east, north."""


@dataclass(frozen=True, eq=False)
class Commune:
    """`centre`: where its name and its seats stand; None for a commune of which nothing is known but its name."""

    id: Cle
    code: str
    nom: str
    population: int
    centre: Point | None
    geometrie: Geometrie | None
    origine: str


@dataclass(frozen=True, eq=False)
class Terrain:
    communes: tuple[Commune, ...]
    contenants: Mapping[Cle, frozenset[Cle]]
    """What holds each commune: EPCI, département, perimeters composed."""

    @cached_property
    def rang(self) -> dict[Cle, int]:
        return {commune.id: place for place, commune in enumerate(self.communes)}

    @property
    def dessinees(self) -> list[Commune]:
        return [commune for commune in self.communes if commune.geometrie]

    @property
    def sans_contour(self) -> list[Commune]:
        return [commune for commune in self.communes if not commune.geometrie]

    @property
    def approche(self) -> bool:
        """At least one shape is a guess: the page says so."""
        return any(commune.origine == OrigineContour.APPROCHE for commune in self.communes)

    @cached_property
    def boite(self) -> Boite | None:
        return find_box([commune.geometrie for commune in self.communes if commune.geometrie])


def read_terrain(espace: Espace) -> Terrain:
    """Two queries."""
    inside = Territoire.objects.communes_of(Territoire.objects.chosen_by(espace))
    rows = inside.select_related("contour").order_by("nom_cherche", "pk")
    communes = tuple(_read_commune(row) for row in rows)
    return Terrain(communes, _read_contenants(inside))


def _read_commune(row: Territoire) -> Commune:
    contour = _find_contour(row)
    geometrie = contour.geometrie if contour else None
    origine = contour.origine if contour else ""
    centre = _find_centre(row, geometrie)
    return Commune(str(row.pk), row.code, row.nom, row.population or 0, centre, geometrie, origine)


def _find_contour(row: Territoire) -> Contour | None:
    try:
        return row.contour
    except Contour.DoesNotExist:
        return None


def _find_centre(row: Territoire, geometrie: Geometrie | None) -> Point | None:
    """The official centre, else a point inside the shape."""
    if row.longitude is not None and row.latitude is not None:
        return row.longitude, row.latitude
    if geometrie is None:
        return None
    inside = shape(geometrie).representative_point()
    return round(inside.x, 5), round(inside.y, 5)


def _read_contenants(communes: TerritoireQuerySet) -> dict[Cle, frozenset[Cle]]:
    through = Territoire.communes.through._default_manager
    pairs = through.filter(to_territoire__in=communes.order_by().values("pk"))
    found = group(pairs, "to_territoire_id", "from_territoire_id")
    return {commune: frozenset(containers) for commune, containers in found.items()}
