"""The drawing: the narrowed network given to the figures of `publication`, and the sentence that says what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from maillage.acteurs.liens import EtatLien
from maillage.analyse import reseau as moteur
from maillage.analyse.francais import compte, majuscule, nombre
from maillage.analyse.vocabulaire import MONDE_LOCAL, MONDE_SOCIAL
from maillage.publication.figures import Figure, dessiner_reseau
from maillage.publication.mondes import Mondes
from maillage.reseau.places import Place
from maillage.reseau.trame import Trame

FORMATS: Final = {"large": (800.0, None), "etroit": (340.0, None), "papier": (1120.0, 560.0)}
"""Three pictures of one network, the same places on each: a screen, a phone, a lying sheet of paper."""

Cle = tuple[tuple[tuple[str, str, str], ...], tuple[tuple[str, str, int | None], ...]]


@dataclass(frozen=True)
class Feuille:
    """How the network of an espace is drawn, whatever part of it is asked for: where each stands, and its mark."""

    places: Mapping[str, tuple[float, float]]
    mondes: Mondes


def draw(trame: Trame, feuille: Feuille, format: str = "large", *, souhaits: bool = False) -> Figure:
    """The picture; asked again for the same network, it is not drawn again."""
    acteurs = tuple((noeud.id, noeud.nom, noeud.sphere) for noeud in trame.noeuds)
    ids = [noeud.id for noeud in trame.noeuds]
    pairs = tuple((ids[t.a], ids[t.b], t.souhait if t.etat == EtatLien.SOUHAITE else None) for t in trame.traits)
    places = tuple(feuille.places[pk] for pk in ids)
    return _draw((acteurs, pairs), places, feuille.mondes, FORMATS[format], souhaits)


@lru_cache(maxsize=48)
def _draw(
    cle: Cle, places: tuple[Place, ...], mondes: Mondes, taille: tuple[float, float | None], souhaits: bool
) -> Figure:
    stands = {acteur[0]: place for acteur, place in zip(cle[0], places, strict=True)}
    return dessiner_reseau(build_reseau(cle), *taille, souhaits=souhaits, mondes=mondes, places=stands)


def build_reseau(cle: Cle) -> moteur.Reseau:
    """The engine's network, as far as a drawing asks: who, in which world, which pairs. It carries no declaration."""
    acteurs, pairs = cle
    nodes = tuple(moteur.Acteur(id=pk, nom=nom, sphere=sphere) for pk, nom, sphere in acteurs)
    lived = tuple(moteur.Lien(acteurs=(a, b), declarations=(), voix=()) for a, b, wish in pairs if wish is None)
    wished = tuple(
        moteur.Lien(acteurs=(a, b), declarations=(), voix=(moteur.Voix(None, False, None, wish),))
        for a, b, wish in pairs
        if wish is not None
    )
    return moteur.Reseau(acteurs=nodes, postes=(), liens=lived, sans_lien=wished, hote={}, noms={})


def say(trame: Trame, demande_filtree: bool = False) -> str:
    """« 64 acteurs, 374 liens. En noir, les 168 liens entre le monde social et le développement local. »"""
    if not trame.noeuds:
        return "Personne ne répond à ces filtres." if demande_filtree else "Aucun acteur n’est encore publié."
    lived = [t for t in trame.traits if t.etat != EtatLien.SOUHAITE]
    said = [f"{majuscule(compte(len(trame.noeuds), 'acteur'))}, {compte(len(lived), 'lien')}."]
    if crossing := sum(_crosses(trame, t.a, t.b) for t in lived):
        verb = "passe" if crossing == 1 else "passent"
        said.append(f"{majuscule(compte(crossing, 'lien'))} {verb} d’un monde à l’autre.")
    several = len({noeud.sphere for noeud in trame.noeuds}) > 1
    if lived and several and (enclosed := _count_enclosed(trame)):
        have = "n’en a" if enclosed == 1 else "n’en ont"
        said.append(f"{majuscule(compte(enclosed, 'acteur'))} {have} aucun hors de leur monde.".replace(
            "n’en a aucun hors de leur", "n’en a aucun hors de son"))  # fmt: skip
    return " ".join(said)


def say_wishes(trame: Trame) -> str:
    wished = sum(t.etat == EtatLien.SOUHAITE for t in trame.traits)
    return (
        f"{majuscule(compte(wished, 'lien souhaité', 'liens souhaités'))}, pas encore vécu{'s' * (wished > 1)}."
        if wished
        else ""
    )


def say_worlds(trame: Trame) -> str:
    """What the ink tells: the links between the social world and local development."""
    between = sum(_joins_worlds(trame, t.a, t.b) for t in trame.traits if t.etat != EtatLien.SOUHAITE)
    told = "le seul lien" if between == 1 else f"les {nombre(between)} liens"
    return f"{told} entre le monde social et le développement local" if between else ""


def _crosses(trame: Trame, a: int, b: int) -> bool:
    return trame.noeuds[a].sphere != trame.noeuds[b].sphere


def _joins_worlds(trame: Trame, a: int, b: int) -> bool:
    pair = {trame.noeuds[a].sphere, trame.noeuds[b].sphere}
    return bool(pair & MONDE_SOCIAL and pair & MONDE_LOCAL)


def _count_enclosed(trame: Trame) -> int:
    """Actors of whom no link leaves their world."""
    open_ones = {
        end for t in trame.traits if t.etat != EtatLien.SOUHAITE and _crosses(trame, t.a, t.b) for end in t[:2]
    }
    return len(trame.noeuds) - len(open_ones)
