"""The named local actors of one kind, nearest first, and through whom to reach them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nsmallest

from maillage.analyse.association.demande import ActeurLocal, Cible, Demande, Libelles, Nomme, Passage, Presence
from maillage.analyse.association.reperes import NOMMES, PARTOUT
from maillage.analyse.association.territoire import Territoire

AILLEURS = 4
"""Rank of an actor that no circle of the request holds."""


def find_rang(demande: Demande, acteur: ActeurLocal) -> int:
    """The first circle that the actor sits or acts in."""
    near = (rang for rang, cercle in enumerate(demande.cercles[:AILLEURS]) if not cercle.isdisjoint(acteur.communes))
    return next(near, AILLEURS)


def find_cible(code: str, demande: Demande, territoire: Territoire | None, libelles: Libelles) -> Cible:
    genre = libelles.genre(code)
    nom = libelles.nommer(code)
    if genre == "role" or territoire is None:
        return Cible(code=code, nom=nom, genre=genre, presence="role" if genre == "role" else "sans-territoire")
    holders = territoire.par_metier if genre == "metier" else territoire.par_type
    found, employeur = _sort(demande, holders.get(code, ())), False
    if not found and genre == "metier":
        found, employeur = _sort(demande, _list_employers(code, territoire, libelles)), True
    nommes = tuple(_name(demande, territoire, one, employeur=employeur) for one in found)
    return Cible(
        code=code, nom=nom, genre=genre, presence=_say_presence(code, nommes, genre, territoire), nommes=nommes
    )


def _say_presence(code: str, nommes: tuple[Nomme, ...], genre: str, territoire: Territoire) -> Presence:
    """A métier is never « absent »: posts are seldom all on a map. Nor is what covers the whole country."""
    if nommes:
        return "nomme"
    if genre != "type" or not territoire.decrit:
        return "inconnu"
    return "partout" if code in PARTOUT else "absent"


def _list_employers(code: str, territoire: Territoire, libelles: Libelles) -> Iterator[ActeurLocal]:
    for employer in libelles.employeurs.get(code, ())[:1]:  # the usual one; further ones are too many to be a lead
        yield from territoire.par_type.get(employer, ())


def _sort(demande: Demande, acteurs: Iterable[ActeurLocal]) -> list[ActeurLocal]:
    """The first ones, never the asker itself. Themes in common, then nearness, then the name: no measure of anyone.

    Nearness is only looked for among those who have as many themes in common: a large territory has hundreds.
    """
    groups = defaultdict[int, list[ActeurLocal]](list)
    for one in acteurs:
        if one.id != demande.structure:
            groups[len(one.themes & demande.themes)].append(one)
    found = list[ActeurLocal]()
    for common in sorted(groups, reverse=True):
        if len(found) < NOMMES:
            rest = NOMMES - len(found)
            group = groups[common] if common else _keep_one_by_house(found, groups[common])
            found += nsmallest(rest, group, key=lambda one: (find_rang(demande, one), one.nom, one.id))
    return found


def _keep_one_by_house(found: list[ActeurLocal], acteurs: list[ActeurLocal]) -> list[ActeurLocal]:
    """One by organisation, itself rather than a service: those off the theme add nothing to each other."""
    houses = {one.maison or one.id for one in found}
    kept = dict[str, ActeurLocal]()
    for one in sorted(acteurs, key=lambda one: (bool(one.maison), one.nom, one.id)):
        if (one.maison or one.id) not in houses:
            kept.setdefault(one.maison or one.id, one)
    return list(kept.values())


def _name(demande: Demande, territoire: Territoire, acteur: ActeurLocal, *, employeur: bool) -> Nomme:
    return Nomme(
        acteur=acteur.id,
        nom=acteur.nom,
        rang=find_rang(demande, acteur),
        themes=len(acteur.themes & demande.themes),
        employeur=employeur,
        passage=find_passage(demande, territoire, acteur.id),
    )


def find_passage(demande: Demande, territoire: Territoire, acteur: str) -> Passage | None:
    """The asker's own link; else the neighbour they share whose weaker link is strongest; else one of its own world."""
    near = territoire.voisins(acteur)
    if demande.structure in near:
        mine = territoire.acteurs[demande.structure]
        return Passage(acteur=mine.id, nom=mine.nom, niveau=near[mine.id], direct=True)
    if demande.structure:
        own = territoire.voisins(demande.structure)
        return _best({one: min(own[one], near[one]) for one in near.keys() & own.keys()}, territoire)
    same = {one: niveau for one, niveau in near.items() if territoire.acteurs[one].sphere == demande.sphere}
    return _best(same, territoire)


def _best(levels: dict[str, float], territoire: Territoire) -> Passage | None:
    """Nobody is passed through who does not know both: level 1 at least."""
    lived = [(-niveau, territoire.acteurs[one].nom, one) for one, niveau in levels.items() if niveau >= 1]
    if not lived:
        return None
    niveau, nom, one = min(lived)
    return Passage(acteur=one, nom=nom, niveau=-niveau)
