"""The guide, open to all. A page is read again only when it has changed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from maillage.aide.pages import ACCUEIL, PageInconnue, read_page
from maillage.aide.sommaire import find_place, read_sommaire


@login_not_required
@require_safe
@cache_control(private=True, no_cache=True)
@conditional_page
def accueil(request: HttpRequest) -> HttpResponse:
    return render(request, "aide/accueil.html", {"page": read_page(ACCUEIL), "sommaire": read_sommaire()})


@login_not_required
@require_safe
@cache_control(private=True, no_cache=True)
@conditional_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    if code == ACCUEIL:
        return redirect("aide:accueil")
    try:
        found = read_page(code)
    except PageInconnue as unknown:
        raise Http404("Cette page d’aide n’existe pas.") from unknown
    return render(request, "aide/page.html", {"page": found, "place": find_place(code)})
