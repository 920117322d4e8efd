"""The work itself: reading, previewing, importing, undoing. In the request for small files, in the background else.

A work is claimed by giving it a step; whoever finds a step leaves it alone. What is written to the espace is written in
one transaction: a process killed at any moment leaves everything or nothing, and the page offers to begin again.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from maillage.apports import temoin
from maillage.apports.analyse import analyse
from maillage.apports.annulation import undo
from maillage.apports.ecriture import Ecrits, write_acteurs
from maillage.apports.ecriture_cadres import write_cadres
from maillage.apports.ecriture_liens import write_liens
from maillage.apports.lecture_fichier import open_apport, understand
from maillage.apports.models import Apport, EtatApport, GenreApport
from maillage.apports.reperes import Reperes, load_reperes
from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import lock
from maillage.espaces.journal import Geste, trace
from maillage.espaces.models import Trace
from maillage.formats.fautes import ClasseurIllisible, render_fautes

PREMIERE: Final = "début"
ECHEC: Final = "échec"
SUR_PLACE_TEXTE: Final = 100_000
SUR_PLACE_CLASSEUR: Final = 40_000
"""Bytes under which a person does not notice the wait; a workbook unfolds."""
logger = logging.getLogger(__name__)


def enqueue(apport: Apport) -> None:
    travailler.enqueue(str(apport.pk), str(apport.par_id or ""))


@task()
def travailler(pk: str, qui: str) -> None:
    work(UUID(pk), Utilisateur.objects.filter(pk=qui).first() if qui else None)


def is_small(apport: Apport) -> bool:
    zipped = apport.nom_fichier.lower().endswith((".xlsx", ".ods"))
    return apport.taille <= (SUR_PLACE_CLASSEUR if zipped else SUR_PLACE_TEXTE)


def start(apport: Apport, qui: Utilisateur | None) -> None:
    """At once when it is short; else as soon as this transaction is over."""
    if is_small(apport):
        work(apport.pk, qui)
    else:
        transaction.on_commit(lambda: enqueue(apport))


def work(pk: UUID, qui: Utilisateur | None) -> None:
    """Do what waits for this file. A file that another worker has, or that waits for a person, is left alone."""
    waiting = Apport.objects.filter(pk=pk, etape="", etat__in=TRAVAUX)
    if not waiting.update(etape=PREMIERE, fait=0, vu_le=timezone.now()):
        return
    apport = Apport.objects.select_related("espace").get(pk=pk)
    try:
        with pausing_collector():
            TRAVAUX[apport.etat](apport, qui)
    except ClasseurIllisible as unreadable:
        refuse(apport, unreadable)
    except Exception:
        logger.exception("Apport %s failed", pk)
        _rows(apport).update(etat=RETOURS[apport.etat], etape=ECHEC, vu_le=timezone.now())


@contextmanager
def pausing_collector() -> Iterator[None]:
    """Hundreds of thousands of rows live at once, none in a cycle: looking for cycles takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _rows(apport: Apport) -> QuerySet[Apport]:
    return Apport.objects.filter(pk=apport.pk)


def refuse(apport: Apport, unreadable: ClasseurIllisible) -> None:
    """The file is of no use: it is not kept."""
    apport.fichier.delete(save=False)
    told = [line.removeprefix(f"{apport.nom_fichier}\u00a0: ") for line in render_fautes(unreadable.fautes)]
    _rows(apport).update(etat=EtatApport.REFUSE, etape="", refus=told, fichier="", vu_le=timezone.now())


def make_teller(apport: Apport) -> Callable[[str, int], None]:
    """Progress, written at once, outside any transaction, so that the page shows it."""

    def tell(etape: str, fait: int) -> None:
        _rows(apport).update(etape=etape, fait=fait, vu_le=timezone.now())

    return tell


def read(apport: Apport, _qui: Utilisateur | None) -> None:
    understand(apport, open_apport(apport))
    apport.etat, apport.etape, apport.vu_le = EtatApport.COLONNES, "", timezone.now()
    apport.save()


def preview(apport: Apport, _qui: Utilisateur | None) -> None:
    analyse(apport, make_teller(apport))
    _rows(apport).update(etat=EtatApport.APERCU, etape="", fait=100, vu_le=timezone.now())


def write(apport: Apport, qui: Utilisateur | None) -> None:
    """Everything or nothing; the state changes with the rest."""
    make_teller(apport)("écriture, tout d’un coup", 50)
    reperes = load_reperes(apport.espace)
    kept = temoin.keep(apport, qui)
    with transaction.atomic():
        lock(apport.espace)
        current = Apport.objects.select_for_update().select_related("espace").get(pk=apport.pk)
        if current.etat != EtatApport.IMPORT:
            return
        before = Trace.objects.order_by("-id").values_list("id", flat=True).first() or 0
        told = asdict(_write_genre(current, qui, reperes))
        line = trace(espace=current.espace, qui=qui, geste=Geste.IMPORTER, objet=current, apres=told)
        assert line is not None
        current.bilan = {**current.bilan, "ecrits": told, "traces": [before, line.pk], temoin.CLE: kept}
        current.etat, current.etape, current.fait = EtatApport.FAIT, "", 100
        current.importe_le = current.vu_le = timezone.now()
        name, current.fichier.name = current.fichier.name, ""
        current.save()
    if name:
        current.fichier.storage.delete(name)


def _write_genre(apport: Apport, qui: Utilisateur | None, reperes: Reperes) -> Ecrits:
    if apport.genre == GenreApport.LIENS:
        return write_liens(apport, qui)
    return write_cadres(apport, qui) if apport.genre == GenreApport.CADRES else write_acteurs(apport, qui, reperes)


def cancel(apport: Apport, qui: Utilisateur | None) -> None:
    make_teller(apport)("retour en arrière, tout d’un coup", 50)
    with transaction.atomic():
        lock(apport.espace)
        current = Apport.objects.select_for_update().select_related("espace").get(pk=apport.pk)
        if current.etat != EtatApport.ANNULATION:
            return
        told = asdict(undo(current, qui))
        temoin.release(current, qui)
        told["gardes"], told["nombre_gardes"] = sorted(set(told["gardes"]))[:200], len(set(told["gardes"]))
        trace(espace=current.espace, qui=qui, geste=Geste.ANNULER, objet=current, apres={"retires": told["retires"]})
        current.bilan = {**current.bilan, "annules": told, temoin.CLE: ""}
        current.etat, current.etape, current.fait, current.vu_le = EtatApport.ANNULE, "", 100, timezone.now()
        current.save()


TRAVAUX: Final[Mapping[str, Callable[[Apport, Utilisateur | None], None]]] = {
    EtatApport.DEPOSE: read,
    EtatApport.ANALYSE: preview,
    EtatApport.IMPORT: write,
    EtatApport.ANNULATION: cancel,
}
RETOURS: Final[Mapping[str, str]] = {
    EtatApport.DEPOSE: EtatApport.DEPOSE,
    EtatApport.ANALYSE: EtatApport.COLONNES,
    EtatApport.IMPORT: EtatApport.APERCU,
    EtatApport.ANNULATION: EtatApport.FAIT,
}
"""Where a work that failed leaves the file: where the person was."""
