"""What an espace forgets with time: who did what in its journal, addresses that were invited."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from maillage.espaces.journal import EFFACE, empty
from maillage.espaces.models import Invitation, Trace

DELAI_JOURNAL = timedelta(days=365)
"""A year: the most that the CNIL advises for logs. What was changed stays; who did it, and whom it names, goes."""
DELAI_SANS_REPONSE = timedelta(days=90)
"""An address that was invited and did not answer, as a person who never confirmed."""
COORDONNEES = ("courriel", "telephone")
"""Of a sheet: often someone's own, under the name of a structure."""
NOMMENT = ("espaces.adhesion", "espaces.invitation")


def list_old_lines(maintenant: datetime) -> QuerySet[Trace]:
    """Lines over a year old that still hold something of a person."""
    old = Trace.objects.filter(quand__lt=maintenant - DELAI_JOURNAL)
    return old.filter(~Q(qui=None) | _naming() | _holding_details())


def _naming() -> Q:
    return ~Q(concerne=None) | (Q(objet__in=NOMMENT) & ~Q(libelle=EFFACE))


def _holding_details() -> Q:
    held = Q()
    for side in ("avant", "apres"):
        for name in COORDONNEES:
            key = f"{side}__{name}"
            held |= Q(**{f"{side}__has_key": name}) & ~Q(**{key: ""}) & ~Q(**{key: EFFACE})
    return held


@transaction.atomic
def forget_lines(traces: QuerySet[Trace]) -> int:
    """Who did it, whom it names, the details it holds. The line and what was changed of the thing stay."""
    chosen = Trace.objects.filter(pk__in=list(traces.values_list("pk", flat=True)))
    empty(chosen.filter(_naming()))
    for line in chosen.filter(_holding_details()):
        line.avant, line.apres = _without_details(line.avant), _without_details(line.apres)
        line.save(update_fields=["avant", "apres"])
    return chosen.update(qui=None)


def _without_details(values: dict[str, object]) -> dict[str, object]:
    return {name: EFFACE if name in COORDONNEES and value else value for name, value in values.items()}


def list_old_invitations(maintenant: datetime) -> QuerySet[Invitation]:
    """Unanswered for ninety days, or accepted over a year ago."""
    unanswered = Q(acceptee_le=None, invite_le__lt=maintenant - DELAI_SANS_REPONSE)
    return Invitation.objects.filter(unanswered | Q(acceptee_le__lt=maintenant - DELAI_JOURNAL))
