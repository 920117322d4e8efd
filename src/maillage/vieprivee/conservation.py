"""How long things are kept, one line per rule, and their daily application (docs/decisions/0011-conservation.md).

Run twice, it does nothing the second time; each person is dealt with in a transaction of their own, and one that fails
does not keep the others from being forgotten.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maillage.acteurs.echeances import ask_again, mask_personne
from maillage.acteurs.identites import erase_personne, make_jeton, send_notice
from maillage.acteurs.models import Personne
from maillage.associer.models import Projet
from maillage.comptes.models import Utilisateur
from maillage.espaces.invitations import erase_invitations
from maillage.espaces.models import Espace
from maillage.espaces.oubli import DELAI_JOURNAL, forget_lines, list_old_invitations, list_old_lines
from maillage.vieprivee.models import Passage

DELAI_TRAVAUX = timedelta(days=14)
PAQUET = 500
logger = logging.getLogger(__name__)
Rangees = QuerySet[Any]
Geste = Callable[[Any, datetime], object]
Appliquer = Callable[[Rangees, datetime], int]


@dataclass(frozen=True)
class Duree:
    """One rule: whom it concerns at a date, and what is done; `appliquer` returns how many were done."""

    code: str
    dit: str
    concernes: Callable[[datetime], Rangees]
    appliquer: Appliquer


@dataclass(frozen=True)
class Resultat:
    """What a rule did, or would do; `echecs` are left as they were, and will be tried the next day."""

    duree: Duree
    nombre: int
    echecs: int = 0


def apply_durees(*, maintenant: datetime, a_blanc: bool = False) -> list[Resultat]:
    """Every rule, in order. `a_blanc` only counts."""
    if a_blanc:
        return [Resultat(duree, duree.concernes(maintenant).count()) for duree in DUREES]
    results = [_apply(duree, maintenant) for duree in DUREES]
    bilan = {one.duree.code: one.nombre for one in results if one.nombre}
    jour = timezone.localdate(maintenant)
    Passage.objects.update_or_create(jour=jour, defaults={"fini_le": timezone.now(), "bilan": bilan})
    return results


def _apply(duree: Duree, maintenant: datetime) -> Resultat:
    concerned = duree.concernes(maintenant)
    number = concerned.count()
    try:
        done = duree.appliquer(concerned, maintenant) if number else 0
    except Exception:
        logger.exception("conservation: %s is left for tomorrow", duree.code)
        done = 0
    return Resultat(duree, done, max(number - done, 0))


def each(act: Geste) -> Appliquer:
    """Row by row, each in a transaction of its own. Read again first: it may have answered, or gone, meanwhile."""

    def act_on(rows: Rangees, pk: object, maintenant: datetime) -> None:
        with transaction.atomic():
            row = rows.filter(pk=pk).select_for_update(of=("self",)).first()
            if row is not None:
                act(row, maintenant)

    return _one_by_one(act_on)


def each_by_mail(act: Geste) -> Appliquer:
    """The same without a transaction, which would hold the database while the mail server thinks."""

    def act_on(rows: Rangees, pk: object, maintenant: datetime) -> None:
        row = rows.filter(pk=pk).first()
        if row is not None:
            act(row, maintenant)

    return _one_by_one(act_on)


def _one_by_one(act_on: Callable[[Rangees, object, datetime], None]) -> Appliquer:
    """Whoever fails is left as they were, and does not keep the others waiting."""

    def apply(rows: Rangees, maintenant: datetime) -> int:
        done = 0
        for pk in list(rows.values_list("pk", flat=True)):
            try:
                act_on(rows, pk, maintenant)
                done += 1
            except Exception:
                logger.exception("conservation: %s %s is left as it was", rows.model._meta.label, pk)
        return done

    return apply


def _forget_by_packets(rows: Rangees, _maintenant: datetime) -> int:
    return sum(forget_lines(rows.model._base_manager.filter(pk__in=packet)) for packet in _cut(rows))


def _delete_all(rows: Rangees, _maintenant: datetime) -> int:
    return sum(rows.model._base_manager.filter(pk__in=packet).delete()[0] for packet in _cut(rows))


def _cut(rows: Rangees) -> Iterator[list[object]]:
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), PAQUET):
        yield keys[start : start + PAQUET]


def _personnes() -> Any:
    return Personne.objects.select_related("poste__espace", "poste__parent")


def _erase(pourquoi: str) -> Appliquer:
    return each(lambda personne, _: erase_personne(personne=personne, qui=None, pourquoi=pourquoi))


def _address(personne: Personne) -> str:
    return f"{settings.ADRESSE}{reverse('acteurs:moi', args=[make_jeton(personne)])}"


def _inform(personne: Personne, maintenant: datetime) -> None:
    send_notice(personne=personne, lien=_address(personne), maintenant=maintenant)


def _ask(personne: Personne, maintenant: datetime) -> None:
    ask_again(personne=personne, lien=_address(personne), maintenant=maintenant)


DUREES = (
    Duree(
        "jamais-confirmees",
        "Personnes effacées\u00a0: rien de confirmé en 90 jours, ou pas informées en 30",
        lambda now: _personnes().never_confirmed(now),
        _erase("effacé, jamais confirmé"),
    ),
    Duree(
        "poste-retire",
        "Personnes effacées\u00a0: leur poste est à la corbeille depuis 90 jours",
        lambda now: _personnes().left_behind(now),
        _erase("effacé, poste retiré"),
    ),
    Duree(
        "silencieuses",
        "Personnes effacées\u00a0: sans réponse depuis 36 mois",
        lambda now: _personnes().long_silent(now),
        _erase("effacé, sans réponse"),
    ),
    Duree(
        "masquees",
        "Personnes masquées\u00a0: sans réponse depuis 18 mois",
        lambda now: _personnes().to_mask(now),
        each(lambda personne, now: mask_personne(personne=personne, maintenant=now)),
    ),
    Duree(
        "informees",
        "Personnes informées, qui n’avaient pas pu l’être",
        lambda now: _personnes().to_inform(now),
        each_by_mail(_inform),
    ),
    Duree(
        "redemandees",
        "Personnes à qui la confirmation de l’année est demandée",
        lambda now: _personnes().to_ask(now),
        each_by_mail(_ask),
    ),
    Duree(
        "invitations",
        "Invitations effacées\u00a0: sans réponse depuis 90 jours, ou acceptées depuis 12 mois",
        list_old_invitations,
        each(lambda invitation, _: erase_invitations([invitation])),
    ),
    Duree(
        "projets",
        "Projets suivis effacés\u00a0: rien n’y a changé depuis 12 mois",
        lambda now: Projet.objects.filter(expire_le__lte=now),
        _delete_all,
    ),
    Duree(
        "comptes-jamais-ouverts",
        "Comptes effacés\u00a0: personne n’y est jamais entré en 90 jours",
        Utilisateur.objects.never_entered,
        each(lambda utilisateur, _: utilisateur.delete()),
    ),
    Duree(
        "journal",
        "Lignes de journal, de plus de 12 mois, qui ne disent plus qui",
        list_old_lines,
        _forget_by_packets,
    ),
    Duree(
        "journal-administration",
        "Lignes effacées du journal de l’administration\u00a0: plus de 12 mois",
        lambda now: LogEntry.objects.filter(action_time__lt=now - DELAI_JOURNAL),
        _delete_all,
    ),
    Duree(
        "espaces",
        "Espaces effacés\u00a0: supprimés depuis plus de 7 jours",
        Espace.objects.beyond_recall,
        each(lambda espace, _: espace.delete()),
    ),
    Duree(
        "sessions",
        "Sessions finies, effacées",
        lambda now: Session.objects.filter(expire_date__lt=now),
        _delete_all,
    ),
    Duree(
        "travaux",
        "Travaux de fond finis depuis 14 jours, oubliés",
        lambda now: DBTaskResult.objects.finished().filter(finished_at__lt=now - DELAI_TRAVAUX),
        _delete_all,
    ),
)
"""In this order: whoever is to be erased is not written to."""
