"""How each sentence is obtained, and what it does not say: the pages of docs/methode."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from maillage.diagnostic.methodes import ACCUEIL, MethodeInconnue, read_page


@login_not_required
@require_safe
def methodes(request: HttpRequest) -> HttpResponse:
    return render(request, "diagnostic/methode.html", {"page": read_page(ACCUEIL), "accueil": True})


@login_not_required
@require_safe
def methode(request: HttpRequest, code: str) -> HttpResponse:
    if code == ACCUEIL:
        return redirect("diagnostic:methodes")
    try:
        page = read_page(code)
    except MethodeInconnue as unknown:
        raise Http404("Cette page de méthode n’existe pas.") from unknown
    return render(request, "diagnostic/methode.html", {"page": page})
