"""The page of a cadre, and what one does to it whole: verify, remove, restore."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.acteurs.facettes import is_uuid
from maillage.acteurs.fiches import list_histoire
from maillage.acteurs.models import Acteur
from maillage.analyse.francais import compte, jour
from maillage.cadres import actions
from maillage.cadres.frise import build_colonnes, draw_frise, say_entries
from maillage.cadres.models import Cadre, NatureCadre, Participation
from maillage.cadres.phases import Noms, read_noms
from maillage.espaces.droits import CONTRIBUER, LIRE, Droits, require, signed_in
from maillage.espaces.fiches_actions import verify_fiche
from maillage.espaces.models import Trace

PARTICIPANTS = 60
"""Lines of the table on one page."""
DEDANS = 100
"""What stands under a cadre that its page shows."""


def get_cadre(droits: Droits, pk: UUID) -> Cadre:
    """404 as well for what the visitor may not see as for what is of another espace."""
    found = Cadre.objects.visible_to(droits).select_related(
        "espace", "sphere", "reference", "parent", "parent__parent", "verifie_par"
    )
    return get_object_or_404(found, pk=pk)


@login_not_required
@require_safe
def fiche(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, LIRE)
    try:
        cadre = get_cadre(droits, pk)
    except Http404:
        successor = Cadre.objects.list_successors(droits.espace).get(pk)
        if successor is None:
            raise
        return redirect("cadres:fiche", slug=slug, pk=successor)
    noms = read_noms()
    context = {
        "espace": droits.espace,
        "cadre": cadre,
        "phase": noms.say_phase(cadre.phase),
        "parents": [one for one in list_above(cadre) if one.is_visible_to(droits)],
        "parent_retire": cadre.parent is not None and cadre.parent.retire_le is not None and droits.peut_contribuer,
        "dedans": list_held(droits, cadre),
        "themes": list(cadre.themes.all()),
        "publics": list(cadre.publics.all()),
        "territoires": list(cadre.territoires.all()),
        "verification": cadre.say_verifier(droits),
        "perime": cadre.is_stale(droits.espace.aujourdhui),
        "histoire": list_histoire(cadre) if droits.est_membre else [],
        "retiree": read_removed(request, droits, cadre),
        **tell_participants(request, droits, cadre, noms),
    }
    return render(request, "cadres/fiche.html", context)


def read_removed(request: HttpRequest, droits: Droits, cadre: Cadre) -> Trace | None:
    """`?retiree=…`: a participation just removed from this cadre, for who may put it back."""
    asked = request.GET.get("retiree", "")
    if not is_uuid(asked) or not droits.peut_contribuer:
        return None
    removed = actions.find_removed(droits.espace, UUID(asked))
    if removed is None or removed.avant["cadre"]["id"] != str(cadre.pk):
        return None
    seen = Acteur.objects.visible_to(droits).filter(pk=removed.avant["acteur"]["id"])
    return removed if seen.exists() else None


def list_above(cadre: Cadre) -> list[Cadre]:
    """From the widest to the nearest, two at most."""
    chain = [cadre.parent.parent, cadre.parent] if cadre.parent else []
    return [one for one in chain if one is not None]


def list_held(droits: Droits, cadre: Cadre) -> list[Cadre]:
    """Instances and actions under it."""
    found = Cadre.objects.visible_to(droits).filter(parent=cadre).select_related("sphere", "reference")
    return list(found.order_by("nature", "nom_cherche")[:DEDANS])


@dataclass(frozen=True)
class Ligne:
    """One participation in words."""

    participation: Participation
    role: str
    phase: str

    @property
    def quand(self) -> list[str]:
        """What is known of when. A missing phase is told for an action only: a committee goes through none."""
        one = self.participation
        told = f"entré en {self.phase}" if self.phase else ""
        if not told and one.cadre.nature == NatureCadre.ACTION:
            told = "phase d’entrée non dite"
        depuis = f"depuis le {jour(one.depuis)}" if one.depuis else ""
        jusque = f"jusqu’au {jour(one.jusqu_a)}" if one.jusqu_a else ""
        return [part for part in (told, depuis, jusque) if part]


@dataclass(frozen=True)
class Role:
    nom: str
    lignes: list[Ligne]


def tell_participants(request: HttpRequest, droits: Droits, cadre: Cadre, noms: Noms) -> dict[str, Any]:
    """By role, by phase, by date, and as a table: one query."""
    taken = list(list_participations(droits, cadre))
    colonnes = build_colonnes(cadre, taken, noms)
    lines = [Ligne(one, noms.say_role(one.role), noms.say_phase(one.phase)) for one in taken]
    actors = len({one.acteur_id for one in taken})
    return {
        "roles": group_by_role(lines, noms),
        "combien": compte(actors, "participant") if actors else "",
        "colonnes": colonnes,
        "phrase_entrees": say_entries(colonnes),
        "sans_phase": len({one.acteur_id for one in taken} - {one.acteur_id for one in taken if one.phase}),
        "frise": draw_frise(cadre, taken, droits.espace.aujourdhui),
        "tableau_entrees": Paginator(sort_by_entry(lines), PARTICIPANTS).get_page(request.GET.get("participants")),
    }


def list_participations(droits: Droits, cadre: Cadre) -> list[Participation]:
    found = Participation.objects.visible_to(droits).filter(cadre=cadre)
    found = found.select_related("cadre", "acteur__sphere", "acteur__espace").order_by("acteur__nom_cherche", "id")
    return list(found)


def group_by_role(lignes: Sequence[Ligne], noms: Noms) -> list[Role]:
    """In the order of the list of roles: who pilots first."""
    held: dict[str, list[Ligne]] = {}
    for ligne in lignes:
        held.setdefault(ligne.participation.role, []).append(ligne)
    order = [*noms.roles, *(code for code in held if code not in noms.roles)]
    return [Role(noms.say_role(code), held[code]) for code in order if code in held]


def sort_by_entry(lignes: Sequence[Ligne]) -> list[Ligne]:
    """The first to enter first; those of whom nothing is said last."""

    def rank(ligne: Ligne) -> tuple[str, str, str]:
        one = ligne.participation
        return (one.phase or "P9", one.depuis.isoformat() if one.depuis else "9", one.acteur.nom_cherche)

    return sorted(lignes, key=rank)


@require_POST
def verifier(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    cadre = get_cadre(droits, pk)
    verify_fiche(fiche=cadre, qui=signed_in(request), quand=droits.espace.aujourdhui)
    messages.success(request, "C’est noté\u00a0: cette fiche est vérifiée d’aujourd’hui.")
    return redirect(cadre)


@require_POST
def retirer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The page has asked once; the list offers to undo."""
    droits = require(request, slug, CONTRIBUER)
    cadre = get_object_or_404(Cadre.objects.filter(espace=droits.espace), pk=pk)
    actions.remove_cadre(cadre=cadre, qui=signed_in(request))
    return redirect(f"{reverse('cadres:liste', args=[slug])}?retire={cadre.pk}")


@require_POST
def retablir(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    cadre = get_object_or_404(Cadre.objects.filter(espace=droits.espace).select_related("espace"), pk=pk)
    actions.restore_cadre(cadre=cadre, qui=signed_in(request))
    messages.success(request, f"«\u00a0{cadre.nom}\u00a0» est rétabli, avec ses participants.")
    return redirect(cadre)


@require_safe
def corbeille(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    removed = Cadre.objects.removed_from(droits.espace).select_related("sphere").order_by("-retire_le", "nom")
    total = removed.aggregate(nombre=Count("pk"))["nombre"]
    context = {"espace": droits.espace, "cadres": removed[:200], "total": total}
    return render(request, "cadres/corbeille.html", context)
