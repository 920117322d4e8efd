"""Pages of the site itself: home, what it is, accessibility, and the internal page of components."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.espaces.models import Espace, Visibilite
from maillage.site.deux_mondes import draw_deux_mondes
from maillage.site.echantillons import build_samples
from maillage.site.navigation import find_address, find_espace

MAX_ESPACES = 6


@require_safe
@login_not_required
def accueil(request: HttpRequest) -> HttpResponse:
    publics = list(Espace.objects.kept().filter(visibilite=Visibilite.PUBLIQUE).order_by("fictif", "nom")[:MAX_ESPACES])
    exemple = next((espace for espace in publics if espace.fictif), None)
    context: dict[str, Any] = {
        "dessin": draw_deux_mondes(exemple),
        "espaces": [(espace, find_espace(espace)) for espace in publics],
        "exemple": exemple,
        "portes": _list_doors(exemple or next(iter(publics), None)),
    }
    return render(request, "site/accueil.html", context)


def _list_doors(espace: Espace | None) -> dict[str, str]:
    """Where each of the three doors leads today: empty when that page is not built, or nothing is public yet."""
    slug = espace.slug if espace else ""
    return {
        "projet": find_address("associer:accueil") or (find_address("acteurs:liste", slug) if slug else ""),
        "animer": find_address("espaces:creer"),
        "decider": find_address("diagnostic:accueil", slug) if slug else "",
        "tous": find_address("espaces:liste"),
    }


@require_safe
@login_not_required
def accessibilite(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibilite.html")


@require_safe
@login_not_required
def a_propos(request: HttpRequest) -> HttpResponse:
    return render(request, "site/a_propos.html", {"source": getattr(settings, "ADRESSE_SOURCE", "")})


@require_safe
@login_not_required
def composants(request: HttpRequest) -> HttpResponse:
    """Every component in its states, for whoever builds pages."""
    if not (settings.DEMONSTRATION or getattr(request.user, "is_staff", False)):
        raise Http404("Cette page n’existe pas.")
    return render(request, "site/composants.html", build_samples(request))
