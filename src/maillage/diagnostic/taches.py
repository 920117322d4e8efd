"""Work in the background: the diagnosis of a large espace, and the documents made from it.

`make_travail` is a task of django-tasks, run by `site.ouvrier` inside the web process or by `maillage gerer db_worker`.
"""

from __future__ import annotations

import logging
from typing import Final

from django.utils import timezone
from django_tasks import task

from maillage.analyse.moteur import diagnostiquer
from maillage.diagnostic.documents import render
from maillage.diagnostic.lecture import Portee, make_lecture, read_cadres, read_niveau, read_reseau, write_lecture
from maillage.diagnostic.models import Genre, Travail
from maillage.espaces.travaux import Etat

ETAPES: Final = (
    "lecture du réseau",
    "cohésion",
    "intermédiarité",
    "courtage",
    "mixité",
    "rencontres à provoquer",
    "constats",
)
"""As the engine names them, in order; what comes after is writing."""
REDACTION: Final = "rédaction du document"
RANGEMENT: Final = "rangement"
PAUSE: Final = 1.0
logger = logging.getLogger(__name__)


def enqueue(travail: Travail) -> None:
    make_travail.enqueue(str(travail.pk))


@task()
def make_travail(pk: str) -> None:
    """Compute, telling each step. A work that another worker has, or that is done, is left alone."""
    if not Travail.objects.claim(pk):
        return
    travail = Travail.objects.select_related("espace").get(pk=pk)
    try:
        _compute(travail)
    except Exception:
        logger.exception("Travail %s failed", pk)
        travail.fail()
        raise
    _forget_former(travail)


def _compute(travail: Travail) -> None:
    espace, niveau = travail.espace, read_niveau(travail.niveau)
    portee: Portee = "publique" if travail.portee == "publique" else "complete"
    _tell(travail, ETAPES[0])
    reseau = read_reseau(espace, niveau, portee)
    cadres = read_cadres(espace, reseau, portee)
    diagnostic = diagnostiquer(
        reseau, date_reference=espace.aujourdhui, cadres=cadres, etape=lambda etape: _tell(travail, etape)
    )
    lecture = make_lecture(diagnostic, reseau)
    if travail.genre == Genre.DIAGNOSTIC:
        _tell(travail, RANGEMENT)
        travail.resultat = write_lecture(lecture)
    else:
        _tell(travail, REDACTION)
        shown = lecture.for_public() if portee == "publique" else lecture
        travail.contenu = render(espace, shown.diagnostic, reseau, travail.genre, publique=portee == "publique")
    travail.etat, travail.fait, travail.vu_le = Etat.FAIT, 100, timezone.now()
    travail.save()


def _tell(travail: Travail, etape: str) -> None:
    """Written at once, outside any transaction, so that the page shows it."""
    rank = ETAPES.index(etape) if etape in ETAPES else len(ETAPES)
    fait = round(100 * (rank + 0.5) / (len(ETAPES) + 1))
    travail.tell(etape, fait)


def _forget_former(travail: Travail) -> None:
    """What this one replaces."""
    same = Travail.objects.filter(
        espace=travail.espace_id, genre=travail.genre, niveau=travail.niveau, portee=travail.portee
    )
    same.exclude(etat__in=[Etat.ATTENTE, Etat.EN_COURS]).exclude(pk=travail.pk).delete()
