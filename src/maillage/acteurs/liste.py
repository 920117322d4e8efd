"""The page of the list of actors."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.acteurs import facettes
from maillage.acteurs.models import Acteur
from maillage.acteurs.queries import Liste, list_acteurs, read_demande, say_verified, say_who, say_worlds
from maillage.espaces.droits import LIRE, Droits, require
from maillage.referentiels.models import Sphere

OUVERTES = {"sphere"}
"""Unfolded at first; the others unfold when something is ticked in them."""

MONTRES = 40
"""Values of one facet: 400 communes would be a page of their own. The search finds the others by name."""


@dataclass(frozen=True)
class Choix:
    """One line of a facet, as the component draws it."""

    valeur: str
    libelle: str
    nombre: int
    coche: bool
    sphere: Sphere | None = None


@dataclass(frozen=True)
class Groupe:
    nom: str
    titre: str
    choix: list[Choix] = field(default_factory=list)
    depliee: bool = False
    unique: bool = False
    suite: str = ""
    """What is said below when there are more values."""


@dataclass(frozen=True)
class Filtre:
    """An active filter, and the address of the page without it."""

    titre: str
    libelle: str
    adresse: str


@login_not_required
@require_safe
def liste(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    demande = read_demande(request.GET)
    found = list_acteurs(droits, demande)
    spheres = {sphere.code: sphere for sphere in Sphere.objects.usable_in(droits.espace)}
    context = {
        "espace": droits.espace,
        "liste": found,
        "phrase": say_sentence(found),
        "verifie": say_verified(found.bilan),
        "groupes": build_groupes(found, spheres),
        "filtres": build_filtres(found, request.GET),
        "retire": find_removed(droits, request.GET.get("retire", "")),
    }
    return render(request, "acteurs/liste.html", context)


def say_sentence(found: Liste) -> str:
    """« 60 structures et cinq services, de quatre mondes. »"""
    worlds = say_worlds(found.comptes["sphere"], found.demande.choix["sphere"])
    return ", ".join(part for part in (say_who(found.bilan), worlds) if part) + "."


class Trouve(Protocol):
    """What a list found, of actors or of anything that has facets."""

    @property
    def demande(self) -> Any: ...
    @property
    def comptes(self) -> dict[str, list[facettes.Compte]]: ...


def build_groupes(
    found: Trouve,
    spheres: dict[str, Sphere],
    *,
    liste: Sequence[facettes.Facette] = facettes.FACETTES,
    ouvertes: Container[str] = OUVERTES,
) -> list[Groupe]:
    """Values that would show nothing are left out, unless ticked; of very many, the most common are shown."""
    groupes = []
    for facette in liste:
        ticked = found.demande.choix[facette.nom]
        choix = [
            Choix(one.valeur, one.nom, one.nombre, one.valeur in ticked, _find_sphere(facette.nom, one.valeur, spheres))
            for one in keep_common(found.comptes[facette.nom], ticked)
        ]
        total = sum(1 for one in found.comptes[facette.nom] if one.nombre)
        suite = f"Les {MONTRES} plus fréquents sur {total}. Pour un autre, cherchez son nom." if total > MONTRES else ""
        groupes.append(Groupe(facette.nom, facette.titre, choix, bool(ticked) or facette.nom in ouvertes, suite=suite))
    return groupes


def keep_common(comptes: Sequence[facettes.Compte], ticked: Sequence[str]) -> list[facettes.Compte]:
    """Those that show something, `MONTRES` at most, and those that are ticked; in their order."""
    common = {one.valeur for one in sorted(comptes, key=lambda one: -one.nombre)[:MONTRES] if one.nombre}
    return [one for one in comptes if one.valeur in common or one.valeur in ticked]


def _find_sphere(facette: str, code: str, spheres: dict[str, Sphere]) -> Sphere | None:
    return spheres.get(code) if facette == "sphere" else None


def build_filtres(
    found: Trouve, donnees: QueryDict, *, liste: Sequence[facettes.Facette] = facettes.FACETTES
) -> list[Filtre]:
    """Each active filter can be taken off alone."""
    filtres = []
    if found.demande.texte:
        filtres.append(Filtre("Recherche", found.demande.texte, _without(donnees, "q", donnees.get("q", ""))))
    for facette in liste:
        names = {one.valeur: one.nom for one in found.comptes[facette.nom]}
        filtres += [
            Filtre(facette.titre, names.get(valeur, valeur), _without(donnees, facette.nom, valeur))
            for valeur in found.demande.choix[facette.nom]
        ]
    return filtres


def _without(donnees: QueryDict, nom: str, valeur: str) -> str:
    kept = donnees.copy()
    kept.setlist(nom, [other for other in kept.getlist(nom) if other != valeur])
    for name in ("page", "retire"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"


def find_removed(droits: Droits, pk: str) -> Acteur | None:
    """The actor just removed: the page offers to bring it back."""
    if not pk or not droits.peut_contribuer:
        return None
    return Acteur.objects.removed_from(droits.espace).filter(pk=pk).first() if facettes.is_uuid(pk) else None
