"""The search for duplicates in the background, run by `site.ouvrier` or `maillage gerer db_worker`."""

from __future__ import annotations

import logging
from typing import Final

from django_tasks import task

from maillage.doublons.models import Paire, PaireCadres, Recherche
from maillage.espaces.travaux import Etat

logger = logging.getLogger(__name__)
PAR_ETAPE: Final = 20
"""Out of 100: the linkage tells its steps, not how far each is."""


def enqueue(recherche: Recherche) -> None:
    chercher.enqueue(str(recherche.pk))


@task()
def chercher(pk: str) -> None:
    """One that another worker has, or that is done, is left alone."""
    if not Recherche.objects.claim(pk):
        return
    recherche = Recherche.objects.select_related("espace").get(pk=pk)
    try:
        _search(recherche)
    except Exception:
        logger.exception("Recherche %s failed", pk)
        recherche.fail()
        raise


def _search(recherche: Recherche) -> None:
    from maillage.doublons.recherche import find_acteurs, keep_paires  # noqa: PLC0415  (heavy)
    from maillage.doublons.recherche_cadres import find_cadres  # noqa: PLC0415

    espace = recherche.espace
    acteurs = find_acteurs(espace, lambda etape: recherche.tell(etape, min(90, recherche.fait + PAR_ETAPE)))
    recherche.tell("cadres", 90)
    cadres = find_cadres(espace)
    recherche.tell("rangement", 95)
    trouvees = keep_paires(Paire, espace, acteurs) + keep_paires(PaireCadres, espace, cadres)
    Recherche.objects.filter(pk=recherche.pk).update(trouvees=trouvees)
    recherche.end()
    Recherche.objects.filter(espace=espace, etat__in=[Etat.FAIT, Etat.ECHEC]).exclude(pk=recherche.pk).delete()
