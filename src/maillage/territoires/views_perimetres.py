"""Perimeters composed by hand: PETR, GAL, bassin… from communes, EPCI or a département."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.espaces.actions import Refus
from maillage.espaces.avertissements import warn
from maillage.espaces.droits import REGLER, require, signed_in
from maillage.espaces.models import Espace
from maillage.territoires import actions
from maillage.territoires.forms import NouveauPerimetreForm, PerimetreForm
from maillage.territoires.models import Territoire, TerritoireQuerySet
from maillage.territoires.natures import NatureTerritoire
from maillage.territoires.views import address_of, find_posted, search, tell_refus

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def composer(request: HttpRequest, slug: str) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    form = NouveauPerimetreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            perimetre = actions.compose(espace=espace, qui=signed_in(request), **form.cleaned_data)
        except Refus as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "Le périmètre est créé. Ajoutez-lui maintenant ses communes.")
            warn(request, form)
            return redirect(address_of(espace, perimetre))
    return show_form(request, espace, form)


@require_safe
def perimetre(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    found = find_perimetre(espace, pk)
    communes = list(found.communes.all())
    context = {
        "espace": espace,
        "perimetre": found,
        "communes": communes,
        "habitants": sum(commune.population or 0 for commune in communes),
        "deja": {commune.pk for commune in communes},
        **search(request, ingredients(espace)),
    }
    return render(request, "territoires/perimetre.html", context)


@read_or_send
def modifier(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    found = find_perimetre(espace, pk)
    nom = found.nom  # the form writes into its instance even when it is refused
    form = PerimetreForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_perimetre(perimetre=found, qui=signed_in(request), **form.cleaned_data)
        except Refus as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "Vos changements sont enregistrés.")
            warn(request, form)
            return redirect(address_of(espace, found))
    return show_form(request, espace, form, nom=nom, pk=pk)


@require_POST
def ajouter(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    found = find_perimetre(espace, pk)
    added = find_posted(request, ingredients(espace).current())
    try:
        number = actions.include(perimetre=found, qui=signed_in(request), territoire=added)
    except Refus as refus:
        tell_refus(request, refus)
    else:
        messages.success(request, say_added(added, number))
    return redirect(address_of(espace, found, request.POST.get("q", "")[:100]))


@require_POST
def enlever(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The ticked communes."""
    espace = require(request, slug, REGLER).espace
    found = find_perimetre(espace, pk)
    ticked = [key for value in request.POST.getlist("communes") if (key := read_key(value))]
    number = actions.exclude(perimetre=found, qui=signed_in(request), communes=ticked)
    if number:
        messages.success(request, "Une commune est enlevée." if number == 1 else f"{number} communes sont enlevées.")
    else:
        messages.warning(request, "Cochez d’abord les communes à enlever.")
    return redirect(address_of(espace, found))


@require_POST
def supprimer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    found = find_perimetre(espace, pk)
    try:
        actions.delete_perimetre(perimetre=found, qui=signed_in(request))
    except Refus as refus:
        tell_refus(request, refus)
        return redirect(address_of(espace, found))
    messages.success(request, f"Le périmètre «\u00a0{found}\u00a0» est supprimé.")
    return redirect("territoires:territoire", slug=slug)


def find_perimetre(espace: Espace, pk: UUID) -> Territoire:
    return get_object_or_404(Territoire.objects.composed_by(espace), pk=pk)


def ingredients(espace: Espace) -> TerritoireQuerySet:
    """What a perimeter is made of; a région is chosen whole, not composed."""
    kinds = (NatureTerritoire.COMMUNE, NatureTerritoire.EPCI, NatureTerritoire.DEPARTEMENT)
    return Territoire.objects.usable_in(espace).filter(nature__in=kinds)


def read_key(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def say_added(territoire: Territoire, number: int) -> str:
    if territoire.nature == NatureTerritoire.COMMUNE:
        return f"«\u00a0{territoire}\u00a0» est ajoutée." if number else f"«\u00a0{territoire}\u00a0» y était déjà."
    if not number:
        return f"Les communes de «\u00a0{territoire}\u00a0» y étaient déjà."
    plural = "s sont ajoutées" if number > 1 else " est ajoutée"
    return f"{number} commune{plural}, celles de «\u00a0{territoire}\u00a0»."


def show_form(request: HttpRequest, espace: Espace, form: PerimetreForm, **context: object) -> HttpResponse:
    """422 when something must be corrected."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "territoires/composer.html", {"espace": espace, "form": form, **context}, status=status)
