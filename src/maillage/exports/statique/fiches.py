"""The actors as the pages of the folder show them: everything read at once, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.acteurs.models import Acteur, Nature, Personne
from maillage.exports.acteurs import iterate_fiches, read_annexes
from maillage.exports.catalogue import Commande
from maillage.exports.diffusion import Diffusion
from maillage.formats.sorties.feuilles import SEPARATEUR
from maillage.referentiels.models import Liste, Public, Sphere, Theme, TypeActeur, Valeur
from maillage.reseau.trame import Trame


@dataclass(frozen=True)
class Voisin:
    """Who an actor works with, as far as it may be told."""

    id: str
    nom: str
    sphere: Sphere
    niveau: str
    etat: str


@dataclass(frozen=True)
class FicheStatique:
    """One actor. `dit` is its row of the tables."""

    dit: Mapping[str, Any]
    sphere: Sphere
    type: str
    nature: str
    themes: list[str]
    publics: list[str]
    personne: Personne | None = None
    dedans: list[FicheStatique] = field(default_factory=list)
    voisins: list[Voisin] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.dit["id"])

    @property
    def nom(self) -> str:
        return str(self.dit["nom"])

    @property
    def page(self) -> str:
        return f"acteurs/{self.id}.html"

    @property
    def est_poste(self) -> bool:
        return str(self.dit["nature"]) == Nature.POSTE


@dataclass(frozen=True)
class Mots:
    """The words behind the codes."""

    spheres: Mapping[str, Sphere]
    types: Mapping[str, str]
    themes: Mapping[str, str]
    publics: Mapping[str, str]
    niveaux: Mapping[str, str]

    def name_level(self, niveau: float | None) -> str:
        return "" if niveau is None else self.niveaux.get(str(round(niveau)), str(round(niveau)))


def read_mots(commande: Commande) -> Mots:
    """Five queries."""
    return Mots(
        spheres={one.code: one for one in Sphere.objects.usable_in(commande.droits.espace)},
        types=dict(TypeActeur.objects.values_list("code", "nom")),
        themes=dict(Theme.objects.values_list("code", "nom")),
        publics=dict(Public.objects.values_list("code", "nom")),
        niveaux=dict(Valeur.objects.of(Liste.NIVEAU).values_list("code", "nom")),
    )


def read_fiches(commande: Commande, trame: Trame, mots: Mots) -> list[FicheStatique]:
    """In the order of the list of actors."""
    droits = commande.droits
    personnes = _read_personnes(commande)
    voisins = _list_voisins(trame, mots)
    seen = Acteur.objects.visible_to(droits)
    fiches = [
        _make(dit, mots, personnes.get(dit["id"]), voisins.get(dit["id"], []))
        for dit in iterate_fiches(droits, seen, read_annexes(droits))
    ]
    by_id = {fiche.id: fiche for fiche in fiches}
    for fiche in fiches:
        if fiche.dit["parent_id"] in by_id:
            by_id[fiche.dit["parent_id"]].dedans.append(fiche)
    return fiches


def _make(dit: Mapping[str, Any], mots: Mots, personne: Personne | None, voisins: list[Voisin]) -> FicheStatique:
    return FicheStatique(
        dit=dit,
        sphere=mots.spheres[dit["sphere"]],
        type=mots.types.get(dit["type"], ""),
        nature=str(Nature(dit["nature"]).label),
        themes=translate(dit["themes"], mots.themes),
        publics=translate(dit["publics"], mots.publics),
        personne=personne,
        voisins=voisins,
    )


def translate(codes: str, names: Mapping[str, str]) -> list[str]:
    return [names.get(code, code) for code in codes.split(SEPARATEUR) if code]


def _read_personnes(commande: Commande) -> dict[str, Personne]:
    """Nobody in an archive made to be handed on, whatever each has accepted for the site."""
    if commande.diffusion != Diffusion.ANIMATION:
        return {}
    return {str(one.poste_id): one for one in Personne.objects.visible_to(commande.droits)}


def _list_voisins(trame: Trame, mots: Mots) -> dict[str, list[Voisin]]:
    found: defaultdict[str, list[Voisin]] = defaultdict(list)
    for trait in trame.traits:
        level = mots.name_level(trait.niveau if trait.etat != "souhaite" else trait.souhait)
        for here, there in ((trait.a, trait.b), (trait.b, trait.a)):
            other = trame.noeuds[there]
            voisin = Voisin(other.id, other.nom, mots.spheres[other.sphere], level, trait.etat)
            found[trame.noeuds[here].id].append(voisin)
    return {pk: sorted(all_of_one, key=lambda one: one.nom.casefold()) for pk, all_of_one in found.items()}


def group_by_commune(fiches: Sequence[FicheStatique]) -> list[tuple[str, list[FicheStatique]]]:
    """Who acts where: by territory named, or by commune of the seat when none is."""
    places: defaultdict[str, list[FicheStatique]] = defaultdict(list)
    for fiche in fiches:
        if fiche.est_poste:
            continue
        named = [name for name in fiche.dit["territoires"].split(SEPARATEUR) if name]
        for place in named or ([fiche.dit["commune"]] if fiche.dit["commune"] else []):
            places[place].append(fiche)
    return sorted(places.items(), key=lambda pair: pair[0].casefold())
