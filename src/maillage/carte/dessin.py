"""From what is seen to the figure of `publication`: gathered by commune when the places are many."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from maillage.carte.cles import Cle
from maillage.carte.couverture import Presence
from maillage.carte.lecture import Vue
from maillage.carte.places import Place
from maillage.carte.terrain import Boite, Point
from maillage.formats.contours import find_box
from maillage.publication.figures import Figure
from maillage.publication.figures.carte import Carte, dessiner_carte
from maillage.publication.figures.carte_fond import Perimetre, Zone
from maillage.publication.figures.carte_signes import Bouquet
from maillage.publication.tokens import Marque

LARGEUR, ETROIT = 800.0, 340.0
"""Two pictures of one map: a screen and a sheet of paper, a phone."""
POINTS_MAX = 40
"""Of more places than this, those of a commune are gathered at its centre."""
NOMS_MAX = 4
"""Actors named when one points at a bunch."""

Adresse = Callable[[Presence], str]


def draw(vue: Vue, phrase: str, adresse: Adresse) -> tuple[Figure, Figure]:
    """The wide picture and the narrow one."""
    carte = build_carte(vue, phrase, adresse)
    return _draw(Dessinable(hashlib.sha256(repr(carte).encode()).hexdigest(), carte))


@dataclass(frozen=True)
class Dessinable:
    """A map known by its content: shapes are plain lists, which cannot be compared quickly."""

    empreinte: str
    carte: Carte = field(compare=False, repr=False)


@lru_cache(maxsize=16)
def _draw(vu: Dessinable) -> tuple[Figure, Figure]:
    """Asked again for the same map, it is not drawn again."""
    return dessiner_carte(vu.carte, LARGEUR), dessiner_carte(vu.carte, ETROIT)


def build_carte(vue: Vue, phrase: str, adresse: Adresse) -> Carte:
    """Ready to be drawn; the territory must have at least one shape."""
    drawn = [one for one in vue.presences if one.commune.geometrie and one.commune.centre]
    worlds = Counter(place.sphere for place in vue.places)
    shown = [one for one in vue.contenants if one.id in vue.contours]
    return Carte(
        boite=find_frame(vue),
        zones=[_make_zone(one, adresse(one)) for one in drawn],
        bouquets=gather(vue, {one.commune.id: rank for rank, one in enumerate(drawn)}),
        signes={code: Marque(s.forme, s.lettre, s.trait, s.fond) for code, s in vue.spheres.items()},  # type: ignore[arg-type]
        mondes={code: (sphere.nom, worlds[code]) for code, sphere in vue.spheres.items()},
        perimetres=[Perimetre(one.lettre, one.nom, vue.contours[one.id], rank) for rank, one in enumerate(shown)],
        phrase=phrase,
    )


def find_frame(vue: Vue) -> Boite:
    """The territory and the perimeters that are ticked; a point of the sea when there is nothing at all."""
    shapes = [commune.geometrie for commune in vue.terrain.communes if commune.geometrie]
    return find_box([*shapes, *vue.contours.values()]) or (0.0, 0.0, 0.0, 0.0)


def _make_zone(presence: Presence, adresse: str) -> Zone:
    """Empty communes are named first, then the most populated."""
    commune = presence.commune
    rank = -commune.population - (10**9 if presence.vide else 0)
    return Zone(commune.nom, commune.geometrie or {}, commune.centre or (0, 0), presence.total, adresse, rank)


def gather(vue: Vue, rangs: Mapping[Cle, int]) -> list[Bouquet]:
    """Bunches at each own point and at each centre, or by commune when there would be too many."""
    seated = [place for place in vue.places if place.point is not None]
    own = {place.point for place in seated if place.propre}
    bunches: defaultdict[tuple[Cle | None, Point], list[Place]] = defaultdict(list)
    for place in seated:
        bunches[_find_bunch(place, vue, by_commune=len(own) > POINTS_MAX)].append(place)
    return [_make_bouquet(vue, rangs, *bunch) for bunch in bunches.items()]


def _find_bunch(place: Place, vue: Vue, *, by_commune: bool) -> tuple[Cle | None, Point]:
    """The commune whose centre it stands at, if it does, and the point."""
    assert place.point is not None
    known = vue.terrain.rang.get(place.commune) if place.commune else None
    commune = vue.terrain.communes[known] if known is not None else None
    if commune and commune.centre and (by_commune or not place.propre):
        return commune.id, commune.centre
    return None, place.point


def _make_bouquet(vue: Vue, rangs: Mapping[Cle, int], ou: tuple[Cle | None, Point], places: list[Place]) -> Bouquet:
    commune, point = ou
    worlds = Counter(place.sphere for place in places)
    counts = tuple((code, worlds[code]) for code in vue.spheres if worlds[code])
    more = f" et {len(places) - NOMS_MAX} autres" if len(places) > NOMS_MAX else ""
    title = ", ".join(place.nom for place in places[:NOMS_MAX]) + more
    return Bouquet(point, counts, title, rangs.get(commune) if commune else None)
