"""The territory of an espace: found by name or code, chosen; and where its perimeters overlap."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from maillage.espaces.actions import Refus
from maillage.espaces.droits import REGLER, require, signed_in
from maillage.espaces.models import Espace
from maillage.territoires import actions
from maillage.territoires.forms import RechercheForm
from maillage.territoires.models import Territoire, TerritoireQuerySet
from maillage.territoires.recoupements import read_recoupements

TROUVES_MAX = 20


@require_safe
def territoire(request: HttpRequest, slug: str) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    choisis = list(Territoire.objects.chosen_by(espace).with_size())
    context = {
        "espace": espace,
        "choisis": choisis,
        "total": Territoire.objects.communes_of(choisis).aggregate(communes=Count("pk"), habitants=Sum("population")),
        "composes": Territoire.objects.composed_by(espace).with_size(),
        "deja": {choisi.pk for choisi in choisis},
        **search(request, Territoire.objects.usable_in(espace)),
    }
    return render(request, "territoires/territoire.html", context)


@require_POST
def choisir(request: HttpRequest, slug: str) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    chosen = find_posted(request, Territoire.objects.usable_in(espace).current())
    actions.choose(espace=espace, qui=signed_in(request), territoire=chosen)
    messages.success(request, f"«\u00a0{chosen}\u00a0» fait partie de votre territoire.")
    return redirect("territoires:territoire", slug=slug)


@require_POST
def retirer(request: HttpRequest, slug: str) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    removed = find_posted(request, Territoire.objects.chosen_by(espace))
    actions.unchoose(espace=espace, qui=signed_in(request), territoire=removed)
    messages.success(request, f"«\u00a0{removed}\u00a0» ne fait plus partie de votre territoire.")
    return redirect("territoires:territoire", slug=slug)


@require_safe
def recoupements(request: HttpRequest, slug: str) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    context = {"espace": espace, "recoupements": read_recoupements(espace)}
    return render(request, "territoires/recoupements.html", context)


def search(request: HttpRequest, among: TerritoireQuerySet) -> dict[str, object]:
    """What a page that searches needs: its form, what was asked, the first found and whether there are more."""
    form = RechercheForm(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    found = list(among.current().search(asked).with_place()[: TROUVES_MAX + 1]) if asked else []
    return {"recherche": form, "q": asked, "trouves": found[:TROUVES_MAX], "plus": len(found) > TROUVES_MAX}


def find_posted(request: HttpRequest, among: TerritoireQuerySet) -> Territoire:
    """The territory named by the form, if it is among those; a forged or foreign id is an absent page."""
    try:
        pk = UUID(request.POST.get("territoire", ""))
    except ValueError as forged:
        raise Http404("Ce territoire n’existe pas.") from forged
    return get_object_or_404(among, pk=pk)


def tell_refus(request: HttpRequest, refus: Refus) -> None:
    for text in refus.messages:
        messages.error(request, text)


def address_of(espace: Espace, perimetre: Territoire, q: str = "") -> str:
    """The page of a perimeter, with the search that was on it."""
    address = reverse("territoires:perimetre", args=[espace.slug, perimetre.pk])
    return f"{address}?{urlencode({'q': q})}#chercher" if q else address
