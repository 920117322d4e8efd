"""Observing, giving a voice, taking it back, putting aside, bringing back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from maillage.espaces.avertissements import warn
from maillage.espaces.droits import CONTRIBUER, LIRE_MEMBRE, Droits, require, signed_in
from maillage.espaces.models import Adhesion
from maillage.freins import actions
from maillage.freins.cibles import Cible, name_cible, read_cible
from maillage.freins.forms import ObservationForm
from maillage.freins.models import Observation
from maillage.freins.reference import read_reference

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
PAS_LA_VOTRE = "Seule l’animation, ou qui a noté cette observation, peut la retirer ou la rétablir."


@read_or_send
def observer(request: HttpRequest, slug: str) -> HttpResponse:
    """Of `lien=…`, `action=…` or `croisement=…`; without any, the page where one chooses."""
    droits = require(request, slug, CONTRIBUER)
    if request.method != "POST" and not any(request.GET.get(name) for name in ("lien", "action", "croisement")):
        return redirect("freins:accueil", slug)
    cible = read_cible(droits, request.POST if request.method == "POST" else request.GET)
    form = ObservationForm(request.POST or None, cible=cible, reference=read_reference())
    if request.method == "POST" and form.is_valid():
        save(request, droits, cible, form)
        return redirect(cible.address(slug))
    context = {"espace": droits.espace, "cible": cible, "form": form, "adresse": cible.address(slug)}
    return render(request, "freins/observer.html", context, status=422 if form.is_bound else 200)


def save(request: HttpRequest, droits: Droits, cible: Cible, form: ObservationForm) -> None:
    _, new = actions.observe(
        espace=droits.espace,
        cible=cible,
        valeur=form.cleaned_data["quoi"],
        qui=signed_in(request),
        adhesion=droits.adhesion,
        texte=form.cleaned_data["texte"],
        visibilite=form.cleaned_data["visibilite"],
    )
    said = f"«\u00a0{form.cleaned_data['quoi']}\u00a0»"
    if new:
        messages.success(request, f"C’est noté\u00a0: {said}.")
        warn(request, form)
    else:
        messages.info(request, f"{said} était déjà noté ici\u00a0: votre voix s’y ajoute, vos mots ne sont pas gardés.")


@require_POST
def voter(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, LIRE_MEMBRE)
    found = get_visible(droits, pk)
    if actions.vote(observation=found, adhesion=find_adhesion(droits)):
        messages.success(request, "Votre voix est comptée. Personne ne voit qu’elle est de vous.")
    return go_back(request, slug, found)


@require_POST
def reprendre(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, LIRE_MEMBRE)
    found = get_visible(droits, pk)
    if actions.unvote(observation=found, adhesion=find_adhesion(droits)):
        messages.success(request, "Votre voix est reprise.")
    return go_back(request, slug, found)


@require_POST
def retirer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    found = get_own(droits, pk)
    actions.withdraw(observation=found, qui=signed_in(request))
    return go_back(request, slug, found, retire=found)


@require_POST
def retablir(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    found = get_own(droits, pk)
    if actions.restore(observation=found, qui=signed_in(request)):
        messages.success(request, "L’observation est rétablie, avec ses voix.")
    return go_back(request, slug, found)


def get_visible(droits: Droits, pk: UUID) -> Observation:
    return get_object_or_404(Observation.objects.visible_to(droits).with_targets(), pk=pk)


def get_own(droits: Droits, pk: UUID) -> Observation:
    """Removed ones too: twice is once. Raises PermissionDenied for somebody else's."""
    found = get_object_or_404(Observation.objects.readable_by(droits).with_targets(), pk=pk)
    if not found.may_be_removed_by(droits):
        raise PermissionDenied(PAS_LA_VOTRE)
    return found


def find_adhesion(droits: Droits) -> Adhesion:
    """The right asked for is a member's."""
    assert droits.adhesion is not None
    return droits.adhesion


def go_back(request: HttpRequest, slug: str, found: Observation, retire: Observation | None = None) -> HttpResponse:
    """To the list when one came from it, else to what the observation is about."""
    listed = request.POST.get("depuis") == "liste"
    address = reverse("freins:accueil", args=[slug]) if listed else name_cible(found).address(slug)
    path, mark, fragment = address.partition("#")
    return redirect(f"{path}?retire={retire.pk}{mark}{fragment}" if retire else address)
