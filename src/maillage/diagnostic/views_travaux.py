"""Long works of large espaces: ask for one, follow it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.diagnostic import actions
from maillage.diagnostic.documents import FORMES, JSON
from maillage.diagnostic.lecture import make_demande, read_niveau
from maillage.diagnostic.models import Genre, Travail
from maillage.espaces.droits import LIRE_MEMBRE, require
from maillage.espaces.travaux import Etat

RAFRAICHIR = 3
"""Seconds between two looks, without JavaScript as with it."""


@require_POST
def calculer(request: HttpRequest, slug: str) -> HttpResponse:
    """The diagnosis, or one of its documents. Asked twice for the same data, it is made once."""
    droits = require(request, slug, LIRE_MEMBRE)
    genre = request.POST.get("genre", Genre.DIAGNOSTIC)
    publique = genre != Genre.DIAGNOSTIC and request.POST.get("diffusion") != "animation"
    if genre not in Genre.values or genre == JSON:
        raise Http404("Cette forme n’existe pas.")
    if genre != Genre.DIAGNOSTIC and not publique and not droits.peut_animer:
        raise PermissionDenied("Ce document va d’abord à l’animation.")
    demande = make_demande(droits, read_niveau(request.POST.get("niveau")), publique=publique)
    travail = actions.request_travail(demande=demande, genre=genre, publique=publique)
    ouverte = make_demande(droits, demande.niveau, publique=True)
    if genre == Genre.DIAGNOSTIC and ouverte.portee != demande.portee:  # the public reads a narrower network
        actions.request_travail(demande=ouverte)
    return redirect("diagnostic:avancement", slug=slug, pk=travail.pk)


@require_safe
def avancement(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """As a page that asks for itself again every few seconds, or as data for the script."""
    droits = require(request, slug, LIRE_MEMBRE)
    travail = get_object_or_404(Travail.objects.defer("resultat", "contenu"), pk=pk, espace=droits.espace)
    destination = find_destination(slug, travail)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(travail.describe())
    if travail.etat == Etat.FAIT and travail.genre == Genre.DIAGNOSTIC:
        return redirect(destination)
    context = {
        "espace": droits.espace,
        "travail": travail,
        "fini": travail.fini,
        "rate": travail.rate,
        "destination": destination,
        "forme": FORMES.get(travail.genre),
    }
    response = render(request, "diagnostic/avancement.html", context)
    if not context["fini"] and not context["rate"]:
        response["Refresh"] = str(RAFRAICHIR)
    return response


def find_destination(slug: str, travail: Travail) -> str:
    niveau = "" if travail.niveau == "service" else f"niveau={travail.niveau}"
    if travail.genre == Genre.DIAGNOSTIC:
        return reverse("diagnostic:accueil", args=[slug]) + (f"?{niveau}" if niveau else "")
    parts = [niveau, "" if travail.portee == "publique" else "diffusion=animation"]
    query = "&".join(part for part in parts if part)
    return reverse("diagnostic:document", args=[slug, travail.genre]) + (f"?{query}" if query else "")
