"""The network as a table: the same pairs as the drawing, and the same actors without any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from maillage.acteurs.liens import EtatLien, Lien
from maillage.referentiels.models import Sphere, Valeur
from maillage.reseau.trame import Noeud, Trait, Trame

PAR_PAGE = 50


@dataclass(frozen=True)
class Ligne:
    """One row of the table: a pair, as the drawing shows it."""

    a: Noeud
    b: Noeud
    monde_a: Sphere
    monde_b: Sphere
    niveau: str
    etat: str
    lien: str


def show_table(request: HttpRequest, seen: Trame, spheres: dict[str, Sphere], niveaux: list[Valeur]) -> dict[str, Any]:
    """The pairs by name, then the actors without any: all that the drawing shows."""
    noms = [noeud.nom.casefold() for noeud in seen.noeuds]
    ordered = sorted((turn(t, noms) for t in seen.traits), key=lambda t: (noms[t.a], noms[t.b]))
    page: Page[Trait] = Paginator(ordered, PAR_PAGE).get_page(request.GET.get("page"))
    names = {one.code: one.nom for one in niveaux}
    rows = find_rows(seen, list(page))
    linked = {end for t in seen.traits for end in t[:2]}
    alone = sorted((n for place, n in enumerate(seen.noeuds) if place not in linked), key=lambda n: n.nom.casefold())
    return {
        "page": page,
        "lignes": [describe(seen, t, spheres, names, rows) for t in page],
        "seuls": Paginator([(n, spheres[n.sphere]) for n in alone], 200).get_page(request.GET.get("seuls")),
    }


def turn(trait: Trait, noms: list[str]) -> Trait:
    """The end that comes first in the alphabet stands first."""
    return trait if noms[trait.a] <= noms[trait.b] else trait._replace(a=trait.b, b=trait.a)


def find_rows(seen: Trame, traits: list[Trait]) -> dict[frozenset[str], str]:
    """The row of each pair that has one of its own: folded services have several, and no page. One query."""
    ends = {UUID(seen.noeuds[end].id) for t in traits for end in (t.a, t.b)}
    rows = Lien.objects.filter(a__in=ends, b__in=ends).values_list("a_id", "b_id", "pk")
    return {frozenset((str(a), str(b))): str(pk) for a, b, pk in rows}


def describe(
    seen: Trame, trait: Trait, spheres: dict[str, Sphere], names: dict[str, str], rows: dict[frozenset[str], str]
) -> Ligne:
    a, b = seen.noeuds[trait.a], seen.noeuds[trait.b]
    level = trait.souhait if trait.etat == EtatLien.SOUHAITE else trait.niveau
    said = "" if level is None else names.get(str(round(level)), str(round(level)))
    own = rows.get(frozenset((a.id, b.id)), "")
    return Ligne(a, b, spheres[a.sphere], spheres[b.sphere], said, trait.etat, own)


def list_around(seen: Trame, centre: str, spheres: dict[str, Sphere], niveaux: list[Valeur]) -> list[Ligne]:
    """The links of one actor, its partners by name: `a` is always the actor itself. One query."""
    here = seen.index[centre]
    own = [t if t.a == here else t._replace(a=t.b, b=t.a) for t in seen.traits if here in t[:2]]
    own.sort(key=lambda t: seen.noeuds[t.b].nom.casefold())
    names = {one.code: one.nom for one in niveaux}
    rows = find_rows(seen, own)
    return [describe(seen, t, spheres, names, rows) for t in own]
