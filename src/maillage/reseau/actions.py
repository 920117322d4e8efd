"""Keeping the places of the drawing, so that everybody finds each actor where they left it."""

from __future__ import annotations

from typing import get_args

from django.db import transaction

from maillage.analyse import reseau as moteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.droits import Droits
from maillage.espaces.journal import Geste, trace
from maillage.reseau.models import Position
from maillage.reseau.places import compute_places
from maillage.reseau.trame import read_trame


@transaction.atomic
def keep_places(*, droits: Droits, qui: Utilisateur) -> int:
    """Lay the network out anew, services folded and unfolded, and keep where each node stands. Returns how many.

    The caller has checked the right to animate: the layout is that of the whole network. Done twice, it is the same.
    """
    espace = droits.espace
    kept = [
        Position(espace=espace, niveau=niveau, acteur_id=noeud.id, x=x, y=y)
        for niveau in get_args(moteur.Niveau)
        for trame in [read_trame(droits, niveau)]
        for noeud, (x, y) in zip(trame.noeuds, compute_places(trame), strict=True)
    ]
    type(espace).objects.select_for_update().get(pk=espace.pk)
    Position.objects.filter(espace=espace).delete()
    Position.objects.bulk_create(kept, batch_size=2000)
    apres = {"dessin": f"{len(kept)} places gardées"}
    trace(espace=espace, qui=qui, geste=Geste.CONSERVER, objet=espace, avant={}, apres=apres)
    return len(kept)
