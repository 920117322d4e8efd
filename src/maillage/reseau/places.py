"""Where each node stands: the places kept for the espace, completed for newcomers without moving anyone.

The same places serve the server's drawing, the living one, paper, and the documents of the diagnosis.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import CharField, Count, Q
from django.db.models.functions import Cast

from maillage.acteurs.liens import EtatLien
from maillage.analyse import reseau as moteur
from maillage.analyse.francais import compte, majuscule
from maillage.analyse.graphe import Graphe
from maillage.espaces.models import Espace
from maillage.publication.figures import positions
from maillage.publication.figures.arrivees import seat_newcomers
from maillage.reseau.models import Position
from maillage.reseau.trame import Noeud, Trait, Trame, dash

Place = tuple[float, float]
Places = dict[str, Place]
"""By id of node, in [0, 1]², x to the right and y down."""


def read_places(espace: Espace, niveau: str, trame: Trame) -> Places:
    """The place of each node of the whole network that a visitor may see. One query."""
    return complete(trame, read_known(espace, niveau))


def place_reseau(espace: Espace, niveau: str, reseau: moteur.Reseau) -> Places:
    """The same for the engine's network, that documents are made from. One query."""
    noeuds = tuple(Noeud(one.id, one.libelle, one.sphere, one.nature) for one in reseau.acteurs)
    pairs = (sorted(reseau.index[end] for end in lien.acteurs) for lien in reseau.liens)
    traits = tuple(Trait(a, b, EtatLien.DECLARE, None, None) for a, b in pairs)
    return complete(Trame(noeuds, traits, {}, {}), read_known(espace, niveau))


def read_known(espace: Espace, niveau: str) -> Places:
    """The places kept. One query."""
    kept = Position.objects.filter(espace=espace, niveau=niveau)
    return {dash(pk): (x, y) for pk, x, y in kept.values_list(Cast("acteur_id", CharField()), "x", "y")}


@dataclass(frozen=True)
class Rangement:
    """What the animation is told before it makes the drawing again."""

    phrase: str
    reprise: bool
    """Whether there is a former drawing to come back to."""


def describe_places(espace: Espace, niveau: str, noeuds: int) -> Rangement:
    """One query."""
    counts = Position.objects.filter(espace=espace, niveau=niveau).aggregate(
        rangees=Count("pk", filter=Q(arrivee=False)), avant=Count("pk", filter=Q(avant_x__isnull=False))
    )
    new = max(0, noeuds - counts["rangees"]) if counts["rangees"] else 0
    if not new:
        said = "Personne n’est arrivé depuis que le dessin a été rangé\u00a0: le refaire déplacerait peu d’acteurs."
    else:
        come = f"{majuscule(compte(new, 'acteur'))} {'est arrivé' if new == 1 else 'sont arrivés'} depuis"
        said = f"{come} que le dessin a été rangé, sans déplacer personne."
    return Rangement(said, bool(counts["avant"]))


def complete(trame: Trame, known: Mapping[str, Place]) -> Places:
    """Nobody moves: newcomers take free seats, in the order they came (ids tell it)."""
    standing = [noeud for noeud in trame.noeuds if noeud.id in known]
    if not standing:
        return compute_places(trame)
    new = [noeud for noeud in trame.noeuds if noeud.id not in known]
    rank = {noeud.id: number for number, noeud in enumerate((*standing, *new))}
    partners = _list_partners(trame, rank)
    seats = seat_newcomers(
        [known[noeud.id] for noeud in standing],
        [noeud.sphere for noeud in standing],
        [(noeud.sphere, partners[noeud.id]) for noeud in new],
    )
    places = {noeud.id: known[noeud.id] for noeud in standing}
    return places | {noeud.id: seat for noeud, seat in zip(new, seats, strict=True)}


def _list_partners(trame: Trame, rank: Mapping[str, int]) -> Mapping[str, list[int]]:
    partners: defaultdict[str, list[int]] = defaultdict(list)
    for a, b in _lived(trame):
        one, other = trame.noeuds[a].id, trame.noeuds[b].id
        partners[one].append(rank[other])
        partners[other].append(rank[one])
    return partners


def compute_places(trame: Trame) -> Places:
    """The whole network laid out anew; the same from run to run."""
    points = positions(build_graphe(trame)).tolist()
    return {noeud.id: (x, y) for noeud, (x, y) in zip(trame.noeuds, points, strict=True)}


def build_graphe(trame: Trame) -> Graphe:
    return Graphe.from_pairs([noeud.sphere for noeud in trame.noeuds], np.array(_lived(trame), dtype=np.int64))


def _lived(trame: Trame) -> list[tuple[int, int]]:
    return [(trait.a, trait.b) for trait in trame.traits if trait.etat != "souhaite"]
