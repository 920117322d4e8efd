"""The page of results."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.espaces.droits import LIRE, require
from maillage.recherche.queries import LONGUEUR_MAX, search

PAR_PAGE = 20


@login_not_required
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    texte = request.GET.get("q", "").replace("\x00", "").strip()[:LONGUEUR_MAX]
    found = search(droits, texte)
    acteurs = found.acteurs.select_related("sphere", "type", "commune", "parent").prefetch_related("themes")
    shown = Paginator(acteurs, PAR_PAGE).get_page(request.GET.get("page"))
    context = {"espace": droits.espace, "texte": texte, "corrige": found.corrige, "resultats": shown}
    return render(request, "recherche/page.html", context)
