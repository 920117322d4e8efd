"""The list of likely duplicates, and the search that fills it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.doublons import actions
from maillage.doublons.models import Fusion, Paire, Recherche, Verdict
from maillage.espaces.droits import ANIMER, require

PAR_PAGE = 20
RAFRAICHIR = 3
"""Seconds between two looks, without JavaScript as with it."""


@require_safe
def liste(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    voir = request.GET.get("voir", Verdict.A_VOIR)
    voir = voir if voir in Verdict.values else Verdict.A_VOIR
    paires = Paire.objects.of(droits)
    counts = dict(paires.order_by().values_list("verdict").annotate(nombre=Count("pk")))
    fusions = Fusion.objects.filter(espace=droits.espace, defaite_le=None).select_related("garde", "absorbe", "par")
    context = {
        "espace": droits.espace,
        "voir": voir,
        "page": Paginator(paires.filter(verdict=voir), PAR_PAGE).get_page(request.GET.get("page")),
        "a_voir": counts.get(Verdict.A_VOIR, 0),
        "plus_tard": counts.get(Verdict.PLUS_TARD, 0),
        "distincts": counts.get(Verdict.DISTINCTS, 0),
        "fusions": fusions[:PAR_PAGE],
        "recherche": Recherche.objects.filter(espace=droits.espace).first(),
    }
    return render(request, "doublons/liste.html", context)


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
