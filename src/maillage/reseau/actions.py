"""Keeping the places of the drawing, so that everybody finds each actor where they left it."""

from __future__ import annotations

from typing import get_args

from django.db import transaction
from django.db.models import F

from maillage.analyse import reseau as moteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.droits import Droits
from maillage.espaces.journal import Geste, trace
from maillage.espaces.models import Adhesion, Espace, Role
from maillage.reseau.models import Position
from maillage.reseau.places import Place, compute_places, read_known, read_places
from maillage.reseau.trame import read_trame

LOT = 2000


@transaction.atomic
def keep_places(*, droits: Droits, qui: Utilisateur) -> int:
    """Lay the network out anew, services folded and unfolded, and keep where each node stands. Returns how many.

    The caller has checked the right to animate: the layout is that of the whole network. Done twice, it is the same.
    Where everyone stood before is kept beside: `restore_places` brings it back.
    """
    espace = _lock(droits.espace)
    kept: list[Position] = []
    for niveau in get_args(moteur.Niveau):
        before = read_known(espace, niveau)
        kept += [
            _make(espace, niveau, pk, place, before.get(pk))
            for pk, place in compute_places(read_trame(droits, niveau)).items()
        ]
    Position.objects.filter(espace=espace).delete()
    Position.objects.bulk_create(kept, batch_size=LOT)
    _trace(espace, qui, f"{len(kept)} places gardées")
    return len(kept)


@transaction.atomic
def restore_places(*, droits: Droits, qui: Utilisateur) -> int:
    """Bring back the places of before the drawing was made again; done once more, the new ones. Returns how many.

    The caller has checked the right to animate. Who was not on the former drawing takes a free seat on it.
    """
    espace = _lock(droits.espace)
    former = Position.objects.filter(espace=espace, avant_x__isnull=False, avant_y__isnull=False)
    count = former.count()
    if not count:
        return 0
    Position.objects.filter(espace=espace).exclude(pk__in=former.values("pk")).delete()
    former.update(x=F("avant_x"), y=F("avant_y"), avant_x=F("x"), avant_y=F("y"))
    _settle(espace)
    _trace(espace, qui, f"{count} places d’avant reprises")
    return count


@transaction.atomic
def settle_places(*, espace: Espace) -> int:
    """Keep the seats that newcomers took on the drawing, and those of everyone the first time. Returns how many.

    No trace: nothing changes for who looks, the same seats were shown already.
    """
    return _settle(_lock(espace))


def _settle(espace: Espace) -> int:
    everything = Droits(espace, Adhesion(espace=espace, role=Role.ANIMATION))
    fresh: list[Position] = []
    for niveau in get_args(moteur.Niveau):
        known = read_known(espace, niveau)
        places = read_places(espace, niveau, read_trame(everything, niveau))
        fresh += [
            _make(espace, niveau, pk, place, None, arrivee=bool(known))
            for pk, place in places.items()
            if pk not in known
        ]
    Position.objects.bulk_create(fresh, batch_size=LOT)
    return len(fresh)


def _lock(espace: Espace) -> Espace:
    return Espace.objects.select_for_update().get(pk=espace.pk)


def _make(  # noqa: PLR0913, PLR0917
    espace: Espace, niveau: str, acteur: str, place: Place, before: Place | None, arrivee: bool = False
) -> Position:
    (x, y), (avant_x, avant_y) = place, before or (None, None)
    return Position(
        espace=espace, niveau=niveau, acteur_id=acteur, x=x, y=y, avant_x=avant_x, avant_y=avant_y, arrivee=arrivee
    )


def _trace(espace: Espace, qui: Utilisateur, dit: str) -> None:
    trace(espace=espace, qui=qui, geste=Geste.CONSERVER, objet=espace, avant={}, apres={"dessin": dit})
