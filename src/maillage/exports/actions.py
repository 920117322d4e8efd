"""Asking for an archive, taking it away, erasing those that nobody came for. The caller has checked the right."""

from __future__ import annotations

from typing import IO

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import Geste, trace
from maillage.espaces.models import Espace
from maillage.exports import taches
from maillage.exports.models import DOSSIER, Emport


class DejaEmportee(Exception):
    """An archive is downloaded once; or its day has passed."""


@transaction.atomic
def request_emport(*, espace: Espace, qui: Utilisateur, diffusion: str) -> Emport:
    """One at a time for each person and kind: asked twice, it is made once. The journal says who carries all away."""
    Utilisateur.objects.select_for_update(no_key=True).get(pk=qui.pk)
    same = Emport.objects.current().filter(espace=espace, par=qui, diffusion=diffusion)
    waiting: Emport | None = same.alive().first()
    if waiting is not None:
        return waiting
    emport = Emport.objects.create(espace=espace, par=qui, diffusion=diffusion)
    trace(espace=espace, qui=qui, geste=Geste.EMPORTER, objet=espace, apres={"diffusion": diffusion})
    transaction.on_commit(lambda: taches.enqueue(emport))
    return emport


def take_away(*, emport: Emport) -> IO[bytes]:
    """The file, once: whoever asks second is refused. Erased when it has been read. Raises DejaEmportee."""
    waiting = Emport.objects.current().done().filter(pk=emport.pk, emporte_le=None)
    if not waiting.update(emporte_le=timezone.now()):
        raise DejaEmportee
    return default_storage.open(emport.chemin)


def purge_emports() -> int:
    """Those of more than a day, taken away or not, and files whose account or espace has gone. Returns how many."""
    Emport.objects.expired().delete()
    kept = {str(pk) for pk in Emport.objects.values_list("pk", flat=True)}
    gone = [name for name in _list_files() if name.removesuffix(".zip") not in kept]
    for name in gone:
        default_storage.delete(f"{DOSSIER}/{name}")
    return len(gone)


def _list_files() -> list[str]:
    try:
        return list(default_storage.listdir(DOSSIER)[1])
    except FileNotFoundError:
        return []
