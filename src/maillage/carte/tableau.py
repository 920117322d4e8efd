"""The same content as a table: for each commune who has its seat there, how many act there, in which perimeters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from maillage.carte.cles import Cle
from maillage.carte.couverture import Presence
from maillage.carte.lecture import Vue
from maillage.carte.perimetres import Contenant
from maillage.carte.places import Place
from maillage.referentiels.models import Sphere
from maillage.territoires.models import Territoire

SIEGES_MAX = 8
"""Seats named in a cell; the list of actors has the others."""
LARGES_MAX = 40


@dataclass(frozen=True)
class Ligne:
    presence: Presence
    adresse: str
    sieges: list[tuple[Place, Sphere]]
    autres: int
    """Seats that are not named in the cell."""
    mondes: list[tuple[Sphere, int]]
    lettres: list[Contenant]


def build_lignes(vue: Vue, presences: Sequence[Presence], adresse: Callable[[Presence], str]) -> list[Ligne]:
    return [
        Ligne(
            presence=one,
            adresse=adresse(one),
            sieges=[(place, vue.spheres[place.sphere]) for place in one.sieges[:SIEGES_MAX]],
            autres=max(0, len(one.sieges) - SIEGES_MAX),
            mondes=[(sphere, one.par_sphere[code]) for code, sphere in vue.spheres.items() if one.par_sphere.get(code)],
            lettres=[contenant for contenant in vue.contenants if one.commune.id in contenant.communes],
        )
        for one in presences
    ]


@dataclass(frozen=True)
class Large:
    """Actors that act in a whole territory: told once, not in each of its communes."""

    nom: str
    acteurs: list[tuple[Place, Sphere]]
    autres: int


def list_larges(vue: Vue) -> list[Large]:
    """By name. One query."""
    holding: set[Cle] = set().union(*vue.terrain.contenants.values()) if vue.terrain.contenants else set()
    known = {place.id: place for place in vue.places}
    found = {pk: [known[one] for one in vue.terres[pk] if one in known] for pk in holding & vue.terres.keys()}
    names = Territoire.objects.filter(pk__in=found).order_by("nom_cherche", "pk").values_list("pk", "nom")
    return [_make_large(vue, nom, found[str(pk)]) for pk, nom in names]


def _make_large(vue: Vue, nom: str, places: list[Place]) -> Large:
    ordered = sorted(places, key=lambda place: place.nom.casefold())
    shown = [(place, vue.spheres[place.sphere]) for place in ordered[:LARGES_MAX]]
    return Large(nom, shown, len(places) - len(shown))
