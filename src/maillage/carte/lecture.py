"""Everything the map shows to one visitor, read once: page, drawing, table and data are made of the same value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from maillage.acteurs import facettes
from maillage.acteurs.models import ActeurQuerySet
from maillage.acteurs.recherche import Recherche, search
from maillage.carte.cles import Cle
from maillage.carte.couverture import Presence, compute_presences
from maillage.carte.demande import Demande
from maillage.carte.perimetres import Contenant, draw_contours, list_contenants
from maillage.carte.places import Place, read_places, read_terres
from maillage.carte.terrain import Terrain
from maillage.espaces.droits import Droits
from maillage.formats.contours import Geometrie
from maillage.referentiels.models import Sphere
from maillage.reseau.lecture import published


@dataclass(frozen=True, eq=False)
class Vue:
    """What one visitor sees of the map with these filters."""

    terrain: Terrain
    places: list[Place]
    terres: Mapping[Cle, list[Cle]]
    presences: list[Presence]
    contenants: list[Contenant]
    spheres: Mapping[str, Sphere]

    @property
    def sans_lieu(self) -> list[Place]:
        return [place for place in self.places if place.est_sans_lieu]

    @cached_property
    def contours(self) -> dict[Cle, Geometrie]:
        """Outlines of the perimeters that are ticked."""
        return draw_contours(self.contenants, self.terrain)


def find_acteurs(droits: Droits, demande: Demande) -> tuple[Recherche[ActeurQuerySet], ActeurQuerySet]:
    """Published actors, postes apart: those found by the words, and those that the facets keep too."""
    recherche = search(published(droits.espace, droits).nodes(), demande.acteurs.texte)  # type: ignore[attr-defined]
    jour = droits.espace.aujourdhui
    return recherche, facettes.narrow(recherche.acteurs, demande.acteurs.choix, jour)


def read_vue(droits: Droits, demande: Demande, acteurs: ActeurQuerySet, terrain: Terrain) -> Vue:
    """A fixed number of queries: five, and one when a ticked perimeter goes beyond the territory."""
    centres = {commune.id: commune.centre for commune in terrain.communes if commune.centre}
    places, terres = read_places(acteurs, centres), read_terres(acteurs)
    return Vue(
        terrain=terrain,
        places=places,
        terres=terres,
        presences=compute_presences(terrain, places, terres),
        contenants=list_contenants(droits.espace, terrain, demande.perimetres),
        spheres={sphere.code: sphere for sphere in Sphere.objects.usable_in(droits.espace)},
    )
