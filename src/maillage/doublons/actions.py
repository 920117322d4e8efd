"""Asking for a search, deciding of a pair. The caller has checked the right."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from maillage.comptes.models import Utilisateur
from maillage.doublons import taches
from maillage.doublons.models import PaireDeFiches, Recherche, Verdict
from maillage.espaces.journal import Geste, trace
from maillage.espaces.models import Espace


@transaction.atomic
def request_recherche(*, espace: Espace) -> Recherche:
    """One at a time in an espace: asked again while it runs, it is the same; one that was killed is begun again."""
    Espace.objects.select_for_update().get(pk=espace.pk)
    running: Recherche | None = Recherche.objects.filter(espace=espace).alive().first()
    if running is not None:
        return running
    Recherche.objects.filter(espace=espace).delete()
    recherche = Recherche.objects.create(espace=espace)
    transaction.on_commit(lambda: taches.enqueue(recherche))
    return recherche


@transaction.atomic
def decide(*, paire: PaireDeFiches, verdict: Verdict, qui: Utilisateur) -> None:
    """« Ce sont deux », « plus tard », or to be seen again. A decision leaves its trace."""
    current = type(paire)._default_manager.select_for_update().get(pk=paire.pk)
    before, current.verdict = current.verdict, verdict
    current.par, current.decide_le = qui, timezone.now()
    current.save(update_fields=["verdict", "par", "decide_le"])
    trace(
        espace=paire.espace, qui=qui, geste=Geste.MODIFIER, objet=paire, avant={"verdict": before},
        apres={"verdict": str(verdict)},
    )  # fmt: skip
