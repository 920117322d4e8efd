"""Making an archive in the background: asked by `actions.request_emport`, run by the worker of the site."""

from __future__ import annotations

import logging
from tempfile import TemporaryFile

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks import task

from maillage.espaces.droits import Droits, find_droits
from maillage.espaces.travaux import Etat
from maillage.exports.archive.ecriture import write_archive
from maillage.exports.diffusion import Diffusion
from maillage.exports.models import Emport

PAS = 2
"""Progress is written when it moved by so many points."""
logger = logging.getLogger(__name__)


def enqueue(emport: Emport) -> None:
    make_emport.enqueue(str(emport.pk))


@task()
def make_emport(pk: str) -> None:
    """One that another worker has, or that is made, is left alone."""
    if not Emport.objects.claim(pk):
        return
    emport = Emport.objects.select_related("espace", "par").get(pk=pk)
    try:
        _make(emport)
    except Exception:
        logger.exception("Emport %s failed", pk)
        emport.forget_file()
        emport.fail()
        raise


def _make(emport: Emport) -> None:
    droits = check_droits(emport)
    suivi = Suivi(emport)
    with TemporaryFile() as written:
        write_archive(written, droits=droits, diffusion=emport.diffusion, quand=timezone.now(), suivi=suivi)
        size = written.tell()
        written.seek(0)
        default_storage.save(emport.chemin, File(written))
    done = {"etat": Etat.FAIT, "fait": 100, "octets": size, "vu_le": timezone.now()}
    if not Emport.objects.filter(pk=emport.pk, etat=Etat.EN_COURS).update(**done):
        emport.forget_file()  # asked again meanwhile, or erased: nobody would come for it


def check_droits(emport: Emport) -> Droits:
    """Of the person who asked, as they are now."""
    droits = find_droits(emport.par, emport.espace)
    allowed = droits.peut_animer if emport.diffusion == Diffusion.ANIMATION else droits.est_membre
    if not allowed or emport.espace.supprime_le is not None:
        raise PermissionDenied("Vous n’avez plus le droit d’emporter cet espace.")
    return droits


class Suivi:
    """Tells how far the work is."""

    def __init__(self, emport: Emport) -> None:
        self._emport, self._told = emport, -PAS

    def __call__(self, etape: str, fait: int) -> None:
        if fait - self._told >= PAS:
            self._told = fait
            self._emport.tell(etape, fait)
