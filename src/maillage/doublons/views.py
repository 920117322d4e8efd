"""The list of likely duplicates, and the search that fills it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.doublons import actions
from maillage.doublons.genres import Genre
from maillage.doublons.models import PaireDeFiches, PaireQuerySet, Recherche, Verdict
from maillage.doublons.registre import GENRES
from maillage.espaces.droits import ANIMER, Droits, require

PAR_PAGE = 20
RAFRAICHIR = 3
"""Seconds between two looks, without JavaScript as with it."""


def list_paires(genre: Genre[Any], droits: Droits) -> PaireQuerySet[Any]:
    paires: PaireQuerySet[Any] = genre.paires.objects.of(droits)
    return paires


@require_safe
def liste(request: HttpRequest, slug: str, genre: str) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    shown = GENRES[genre]
    voir = request.GET.get("voir", Verdict.A_VOIR)
    voir = voir if voir in Verdict.values else Verdict.A_VOIR
    paires = list_paires(shown, droits)
    counts = dict(paires.order_by().values_list("verdict").annotate(nombre=Count("pk")))
    fusions = shown.fusions._default_manager.filter(espace=droits.espace, defaite_le=None)
    context = {
        "espace": droits.espace,
        "genre": shown,
        "genres": [(one, count_waiting(one, droits)) for one in GENRES.values()],
        "voir": voir,
        "page": Paginator(paires.filter(verdict=voir), PAR_PAGE).get_page(request.GET.get("page")),
        "a_voir": counts.get(Verdict.A_VOIR, 0),
        "plus_tard": counts.get(Verdict.PLUS_TARD, 0),
        "distincts": counts.get(Verdict.DISTINCTS, 0),
        "fusions": fusions.select_related("garde__espace", "absorbe", "par")[:PAR_PAGE],
        "recherche": Recherche.objects.filter(espace=droits.espace).first(),
    }
    context["lignes"] = [(one, tell_places(shown, one)) for one in context["page"]]
    return render(request, "doublons/liste.html", context)


def count_waiting(genre: Genre[Any], droits: Droits) -> int:
    return list_paires(genre, droits).filter(verdict=Verdict.A_VOIR).count()


def tell_places(genre: Genre[Any], paire: PaireDeFiches) -> str:
    """Where the two are, once when it is one place."""
    places = (genre.situate(paire.a), genre.situate(paire.b))
    return " et ".join(dict.fromkeys(place for place in places if place))


@require_POST
def chercher(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    recherche = actions.request_recherche(espace=droits.espace)
    return redirect("doublons:avancement", slug=slug, pk=recherche.pk)


@require_safe
def avancement(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """As a page that asks for itself again every few seconds, or as data for the script."""
    droits = require(request, slug, ANIMER)
    recherche = get_object_or_404(Recherche, pk=pk, espace=droits.espace)
    address = reverse("doublons:liste", args=[slug])
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(recherche.describe())
    if recherche.fini:
        return redirect(address)
    response = render(request, "doublons/avancement.html", {"espace": droits.espace, "recherche": recherche})
    if not recherche.rate:
        response["Refresh"] = str(RAFRAICHIR)
    return response
