"""The journal's page: who did what, when, before and after; for the animation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.espaces.droits import ANIMER, require
from maillage.espaces.forms import JournalForm
from maillage.espaces.journal import Changement, Geste, describe_changes, describe_geste, describe_object
from maillage.espaces.models import Espace, Trace

PAR_PAGE = 40
EN_NOMBRE = (Geste.IMPORTER, Geste.ANNULER)
UN_PAR_UN = ("acteurs.acteur", "acteurs.declaration")
"""What a list brought or undone writes of each actor is read from the actor: here, one line for the whole list."""


@dataclass(frozen=True)
class Ligne:
    """One trace, in the words of the screen."""

    trace: Trace
    geste: str
    objet: str
    changements: list[Changement]

    @property
    def legende(self) -> str:
        """Unlike any other on the page, for those who move from table to table."""
        return f"Avant et après, ligne {self.trace.pk} du journal"


@require_safe
def journal(request: HttpRequest, slug: str) -> HttpResponse:
    espace = require(request, slug, ANIMER).espace
    form = JournalForm(request.GET or None, espace=espace)
    filters = form.cleaned_data if form.is_bound and form.is_valid() else {}
    traces = filter_traces(espace, filters)
    page, older = cut_page(traces, request.GET.get("avant", ""))
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {
        "espace": espace,
        "form": form,
        "lignes": [describe(trace) for trace in page],
        "filtre": bool(kept),
        "titre_vide": "Aucun changement ne répond à ces critères" if kept else "Rien n’a encore été changé",
        "plus_ancien": urlencode(kept | {"avant": older}) if older else "",
        "plus_recent": urlencode(kept) if "avant" in request.GET else None,
    }
    return render(request, "espaces/journal.html", context)


def filter_traces(espace: Espace, filters: dict[str, Any]) -> QuerySet[Trace]:
    traces = Trace.objects.filter(espace=espace).select_related("qui")
    if not filters.get("objet"):
        traces = traces.exclude(geste__in=EN_NOMBRE, objet__in=UN_PAR_UN)
    if filters.get("qui"):
        traces = traces.filter(qui=filters["qui"])
    if filters.get("objet"):
        traces = traces.filter(objet=filters["objet"])
    if filters.get("du"):
        traces = traces.filter(quand__gte=start_of(filters["du"]))
    if filters.get("au"):
        traces = traces.filter(quand__lt=start_of(filters["au"] + timedelta(days=1)))
    return traces.order_by("-id")


def start_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def cut_page(traces: QuerySet[Trace], before: str) -> tuple[list[Trace], int | None]:
    """The lines older than `before`: what is written meanwhile shifts nothing. One query."""
    if before.isdecimal() and len(before) < 19:
        traces = traces.filter(pk__lt=int(before))
    rows = list(traces[: PAR_PAGE + 1])
    page = rows[:PAR_PAGE]
    return page, page[-1].pk if len(rows) > PAR_PAGE else None


def describe(trace: Trace) -> Ligne:
    return Ligne(trace, describe_geste(trace.geste), describe_object(trace.objet), describe_changes(trace))
