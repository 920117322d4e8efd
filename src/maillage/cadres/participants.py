"""Who takes part in a cadre: choosing an actor, saying its role and its phase of entry, correcting, removing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from maillage.acteurs.facettes import is_uuid
from maillage.acteurs.models import Acteur
from maillage.acteurs.recherche import search
from maillage.cadres import actions
from maillage.cadres.fiches import get_cadre
from maillage.cadres.forms import ParticipationForm, tell_refus
from maillage.cadres.models import Cadre, Participation
from maillage.cadres.phases import read_noms
from maillage.espaces.actions import Refus
from maillage.espaces.droits import CONTRIBUER, Droits, require, signed_in

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
TROUVES = 20


@read_or_send
def participer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """« Qui ? » first; then in which role and from when."""
    droits = require(request, slug, CONTRIBUER)
    cadre = get_cadre(droits, pk)
    asked = request.POST.get("acteur") or request.GET.get("acteur", "")
    if not asked and request.method != "POST":
        return show_choice(request, droits, cadre)
    new, noms = Participation(cadre=cadre, acteur=get_acteur(droits, asked)), read_noms()
    if request.method != "POST":
        return show_form(request, ParticipationForm(noms=noms), new)
    return save(request, ParticipationForm(request.POST, noms=noms), new)


def get_acteur(droits: Droits, pk: str) -> Acteur:
    found = Acteur.objects.visible_to(droits).select_related("sphere", "commune", "espace")
    return get_object_or_404(found, pk=pk if is_uuid(pk) else None)


def show_choice(request: HttpRequest, droits: Droits, cadre: Cadre) -> HttpResponse:
    texte = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = search(Acteur.objects.visible_to(droits), texte)
    acteurs = list(found.acteurs.select_related("sphere", "commune", "type")[: TROUVES + 1]) if texte else []
    context = {
        "espace": droits.espace,
        "cadre": cadre,
        "texte": texte,
        "corrige": found.corrige,
        "trouves": acteurs[:TROUVES],
        "autres": len(acteurs) > TROUVES,
    }
    return render(request, "cadres/participer.html", context)


def show_form(
    request: HttpRequest, form: ParticipationForm, participation: Participation, *, status: int = 200
) -> HttpResponse:
    context = {
        "espace": participation.cadre.espace,
        "cadre": participation.cadre,
        "acteur": participation.acteur,
        "form": form,
        "participation": None if participation._state.adding else participation,
    }
    return render(request, "cadres/participation.html", context, status=status)


def save(request: HttpRequest, form: ParticipationForm, participation: Participation) -> HttpResponse:
    cadre, acteur = participation.cadre, participation.acteur
    if not form.is_valid():
        return show_form(request, form, participation, status=422)
    existing = None if participation._state.adding else participation
    told: dict[str, Any] = form.read_champs()
    try:
        actions.save_participation(cadre=cadre, acteur=acteur, qui=signed_in(request), participation=existing, **told)
    except Refus as refus:
        tell_refus(form, refus)
        return show_form(request, form, participation, status=422)
    messages.success(request, f"C’est noté\u00a0: {acteur} dans «\u00a0{cadre}\u00a0».")
    return redirect(cadre)


def get_participation(droits: Droits, pk: UUID) -> Participation:
    found = Participation.objects.visible_to(droits).select_related(
        "cadre__espace", "cadre__parent", "acteur__espace", "acteur__sphere"
    )
    return get_object_or_404(found, pk=pk)


@read_or_send
def participation(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    current = get_participation(droits, pk)
    noms = read_noms()
    if request.method != "POST":
        return show_form(request, ParticipationForm(instance=current, noms=noms), current)
    copy = get_participation(droits, pk)  # the form writes into what it is given
    return save(request, ParticipationForm(request.POST, instance=copy, noms=noms), current)


@require_POST
def retirer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The page has asked once."""
    droits = require(request, slug, CONTRIBUER)
    current = get_participation(droits, pk)
    actions.remove_participation(participation=current, qui=signed_in(request))
    return redirect(f"{current.cadre.get_absolute_url()}?retiree={pk}")


@require_POST
def retablir(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Undo a removal. A second click finds it already back, and leads to the same page."""
    droits = require(request, slug, CONTRIBUER)
    removed = actions.find_removed(droits.espace, pk)
    if removed is None:
        return redirect(get_participation(droits, pk).cadre)
    cadre = get_cadre(droits, removed.avant["cadre"]["id"])
    acteur = get_acteur(droits, removed.avant["acteur"]["id"])
    actions.restore_participation(removed=removed, cadre=cadre, acteur=acteur, qui=signed_in(request))
    messages.success(request, f"C’est rétabli\u00a0: {acteur} dans «\u00a0{cadre}\u00a0».")
    return redirect(cadre)
