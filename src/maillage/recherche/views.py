"""The page of results."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.espaces.droits import LIRE, require
from maillage.recherche.mots import LONGUEUR_MAX
from maillage.recherche.pages import answer
from maillage.recherche.sources import Genre


@login_not_required
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    texte = request.GET.get("q", "").replace("\x00", "").strip()[:LONGUEUR_MAX]
    asked = request.GET.get("genre", "")
    genre = Genre(asked) if asked in list(Genre) else None
    reponse = answer(droits, texte, genre, request.GET.get("page", ""))
    context = {"espace": droits.espace, "texte": texte, "genre": genre, "reponse": reponse}
    return render(request, "recherche/page.html", context)
