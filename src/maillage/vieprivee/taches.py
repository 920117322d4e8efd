"""Once a day, in the background. With several hosts, a timer runs `maillage gerer conservation` instead."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django_tasks import task

from maillage.vieprivee.conservation import apply_durees
from maillage.vieprivee.models import Passage


@task()
def apply_daily() -> None:
    apply_durees(maintenant=timezone.now())


def enqueue_daily(jour: date) -> bool:
    """Ask for the day's work, unless another process has; a day that failed is made up for by the next."""
    _, first = Passage.objects.get_or_create(jour=jour)
    if first:
        apply_daily.enqueue()
    return first
