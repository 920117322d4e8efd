"""The page of an actor, and what one does to it whole: verify, remove, restore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.acteurs import actions
from maillage.acteurs.models import Acteur, Nature, Personne, PorteParole
from maillage.acteurs.sections import build_sections
from maillage.acteurs.voisins import list_voisins
from maillage.analyse.francais import compte
from maillage.espaces.droits import CONTRIBUER, LIRE, Droits, require, signed_in
from maillage.espaces.fiches_actions import verify_fiche
from maillage.espaces.journal import Changement, describe_changes, describe_geste
from maillage.espaces.models import Trace

HISTOIRE = 20


def get_acteur(droits: Droits, pk: UUID) -> Acteur:
    """404 as well for what the visitor may not see as for what is of another espace."""
    found = Acteur.objects.visible_to(droits).select_related(
        "espace", "sphere", "type", "commune", "parent", "parent__parent", "verifie_par"
    )
    return get_object_or_404(found, pk=pk)


@login_not_required
@require_safe
def fiche(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, LIRE)
    try:
        acteur = get_acteur(droits, pk)
    except Http404:
        successor = Acteur.objects.list_successors(droits.espace).get(pk)
        if successor is None:
            raise
        return redirect("acteurs:fiche", slug=slug, pk=successor)
    held = list_held(droits, acteur)
    personnes = find_personnes(droits, [acteur, *held])
    context = {
        "espace": droits.espace,
        "acteur": acteur,
        "parents": list_parents(droits, acteur),
        "themes": list(acteur.themes.all()),
        "publics": list(acteur.publics.all()),
        "territoires": list(acteur.territoires.all()),
        "services": [one for one in held if one.nature != Nature.POSTE],
        "postes": [(one, personnes.get(one.pk)) for one in held if one.nature == Nature.POSTE],
        "personne": personnes.get(acteur.pk),
        "rattache": is_attached(droits, acteur),
        "verification": acteur.say_verifier(droits),
        "perime": acteur.is_stale(droits.espace.aujourdhui),
        "voisins": list_voisins(droits, acteur, held),
        "sections": build_sections(droits, acteur),
        "histoire": list_histoire(acteur) if droits.est_membre else [],
    }
    response = render(request, "acteurs/fiche.html", context)
    if personnes:
        response["X-Robots-Tag"] = "noindex"
    return response


def list_parents(droits: Droits, acteur: Acteur) -> list[Acteur]:
    """From the widest to the nearest, as far as the visitor may see them."""
    chain = [acteur.parent.parent, acteur.parent] if acteur.parent else []
    return [one for one in chain if one is not None and one.is_visible_to(droits)]


def list_held(droits: Droits, acteur: Acteur) -> list[Acteur]:
    """Its services, then its postes."""
    held = [one for one in Acteur.objects.filter(parent=acteur).select_related("sphere") if one.is_visible_to(droits)]
    return sorted(held, key=lambda one: (one.nature == Nature.POSTE, one.nom_cherche))


def find_personnes(droits: Droits, acteurs: list[Acteur]) -> dict[UUID, Personne]:
    """Who holds these postes, when the visitor may know it."""
    postes = [one.pk for one in acteurs if one.nature == Nature.POSTE]
    if not postes:
        return {}
    return {one.poste_id: one for one in Personne.objects.visible_to(droits).filter(poste__in=postes)}


def is_attached(droits: Droits, acteur: Acteur) -> bool:
    """The visitor already speaks for it, and may not say again that it is theirs. One query at most."""
    if droits.adhesion is None or not droits.peut_contribuer:
        return False
    return PorteParole.objects.filter(acteur=acteur, adhesion=droits.adhesion).exists()


class Racontable(Protocol):
    """What the journal follows."""

    pk: Any
    espace: Any


@dataclass(frozen=True)
class Ligne:
    """One line of the history, in words."""

    trace: Trace
    geste: str
    changements: list[Changement]


def list_histoire(objet: Racontable) -> list[Ligne]:
    """Of an actor, or of any sheet of an espace."""
    traces = Trace.objects.filter(espace=objet.espace, objet_id=objet.pk).select_related("qui")[:HISTOIRE]
    return [Ligne(line, describe_geste(line.geste), _tell_changes(line)) for line in traces]


def _tell_changes(line: Trace) -> list[Changement]:
    """A creation tells only that: all it wrote is on the page."""
    return describe_changes(line) if line.avant and line.geste == "modifier" else []


@require_POST
def verifier(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    acteur = get_acteur(droits, pk)
    verify_fiche(fiche=acteur, qui=signed_in(request), quand=droits.espace.aujourdhui)
    messages.success(request, "C’est noté\u00a0: cette fiche est vérifiée d’aujourd’hui.")
    return redirect(acteur)


@require_POST
def retirer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The page has asked once; the list offers to undo."""
    droits = require(request, slug, CONTRIBUER)
    acteur = get_object_or_404(Acteur.objects.filter(espace=droits.espace).select_related("espace"), pk=pk)
    actions.remove_acteur(acteur=acteur, qui=signed_in(request))
    return redirect(f"{reverse('acteurs:liste', args=[slug])}?retire={acteur.pk}")


@require_POST
def retablir(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    found = Acteur.objects.filter(espace=droits.espace).select_related("espace", "parent")
    acteur = get_object_or_404(found, pk=pk)
    try:
        number = actions.restore_acteur(acteur=acteur, qui=signed_in(request))
    except actions.ParentRetire:
        messages.error(
            request, f"Rétablissez d’abord «\u00a0{acteur.parent}\u00a0», dont «\u00a0{acteur}\u00a0» fait partie."
        )
        return redirect("acteurs:corbeille", slug=slug)
    if number:
        messages.success(request, f"Rétabli, avec ses liens\u00a0: {compte(number, 'fiche', feminin=True)}.")
    return redirect(acteur)


@require_safe
def corbeille(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    removed = (
        Acteur.objects.removed_from(droits.espace).select_related("sphere", "parent").order_by("-retire_le", "nom")
    )
    total = removed.aggregate(nombre=Count("pk"))["nombre"]
    context = {"espace": droits.espace, "acteurs": removed[:200], "total": total}
    return render(request, "acteurs/corbeille.html", context)
