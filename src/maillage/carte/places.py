"""Where each actor may be shown, and where it acts. One query each; a confidential place is only ever its commune."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from maillage.acteurs.models import Acteur, ActeurQuerySet, PrecisionLieu
from maillage.carte.cles import Cle, group, text
from maillage.carte.terrain import Point
from maillage.reseau.trame import dash


class Place(NamedTuple):
    """An actor on the map. `point` is None when it has no seat that may be shown; `propre`: it is its very own."""

    id: Cle
    nom: str
    sphere: str
    commune: Cle | None
    point: Point | None
    propre: bool

    @property
    def est_sans_lieu(self) -> bool:
        """Neither a point nor a commune: the map can only name it."""
        return self.point is None and self.commune is None


CHAMPS = (
    "nom", "sphere__code", "latitude", "longitude", "precision_lieu", "lieu_confidentiel",
    "commune__latitude", "commune__longitude",
)  # fmt: skip


def read_places(acteurs: ActeurQuerySet, centres: Mapping[Cle, Point]) -> list[Place]:
    """By name. `centres`: those of the communes of the territory; others are read with the actor. One query."""
    rows = acteurs.order_by("nom_cherche", "pk").values_list(text("pk"), text("commune_id"), *CHAMPS)
    return [_place(row, centres) for row in rows]


def _place(row: tuple[Any, ...], centres: Mapping[Cle, Point]) -> Place:
    pk, where, nom, sphere, lat, lon, precision, hidden, commune_lat, commune_lon = row
    commune = dash(where) if where else None
    own = lat is not None and not hidden and precision != PrecisionLieu.COMMUNE
    point = (lon, lat) if own else centres.get(commune) if commune else None
    if point is None and commune_lat is not None and commune_lon is not None:
        point = (commune_lon, commune_lat)
    return Place(dash(pk), nom, sphere, commune, point, own)


def read_terres(acteurs: ActeurQuerySet) -> dict[Cle, list[Cle]]:
    """Territories where actors say they act: the actors of each. One query."""
    pairs = Acteur.territoires.through._default_manager.filter(acteur__in=acteurs.order_by().values("pk"))
    return group(pairs.order_by("pk"), "territoire_id", "acteur_id")
