"""The calendar of an espace, as a page and as a file for one's own diary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from maillage.cadres.calendrier import Echeance, list_echeances, list_locales, make_evenements
from maillage.espaces.droits import LIRE, require
from maillage.formats.ics import write_ics


@dataclass(frozen=True)
class Mois:
    nom: str
    echeances: list[Echeance] = field(default_factory=list)


@login_not_required
@require_safe
def calendrier(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    jour = droits.espace.aujourdhui
    told = list_echeances(droits)
    context = {
        "espace": droits.espace,
        "jour": jour,
        "ouvertes": [one for one in told if one.debut < jour],
        "mois": group_by_month(one for one in told if one.debut >= jour),
        "locales": list_locales(droits),
        "total": len(told),
    }
    return render(request, "cadres/calendrier.html", context)


def group_by_month(echeances: Iterable[Echeance]) -> list[Mois]:
    months: dict[str, Mois] = {}
    for one in echeances:
        nom = date_format(one.debut, "F Y")
        months.setdefault(nom, Mois(nom)).echeances.append(one)
    return list(months.values())


@login_not_required
@require_safe
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """What the reader may see on the page; a diary that subscribes has no session, and reads what is public."""
    droits = require(request, slug, LIRE)
    hote = f"{request.scheme}://{request.get_host()}"
    content = write_ics(f"{droits.espace.nom}\u00a0: calendrier", make_evenements(list_echeances(droits), hote))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="calendrier-{droits.espace.slug}.ics"'
    return response
