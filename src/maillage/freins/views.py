"""The reference, what is observed in an espace, and what is observed of one link or one action."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.analyse.francais import compte, majuscule
from maillage.espaces.droits import CONTRIBUER, LIRE_MEMBRE, Droits, require
from maillage.freins.cibles import Cible, find_cadre, find_lien
from maillage.freins.forms import CroisementForm, FiltreForm
from maillage.freins.lecture import find_removed, read_section, write_lignes
from maillage.freins.models import SUR_CADRE, SUR_CROISEMENT, SUR_LIEN, Observation, ObservationQuerySet
from maillage.freins.reference import by_family, list_leviers, read_reference
from maillage.referentiels.models import Effort, Valeur

PAR_PAGE = 30
SUR = {"lien": SUR_LIEN, "action": SUR_CADRE, "croisement": SUR_CROISEMENT}


@dataclass(frozen=True)
class FamilleLue:
    nom: str
    ancre: str
    freins: list[tuple[Valeur, list[Valeur]]]


@login_not_required
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The published phrases: no data of anyone."""
    found = read_reference()
    familles = [
        FamilleLue(one.nom, f"famille-{rank}", [(frein, list_leviers(frein)) for frein in one.valeurs])
        for rank, one in enumerate(by_family(found.freins.values()), 1)
    ]
    context = {
        "familles": familles,
        "freins": compte(len(found.freins), "frein"),
        "leviers": compte(len(found.leviers), "levier"),
        "efforts": Effort.choices,
    }
    return render(request, "freins/reference.html", context)


@require_safe
def accueil(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything observed that this member may read, the most seen first."""
    droits = require(request, slug, LIRE_MEMBRE)
    filtre = FiltreForm(request.GET)
    found = narrow(Observation.objects.visible_to(droits), filtre)
    page = Paginator(found.with_voix(droits).with_targets(), PAR_PAGE).get_page(request.GET.get("page"))
    context = {
        "espace": droits.espace,
        "phrase": say_count(page.paginator.count, filtree=bool(read_filtre(filtre))),
        "page": page,
        "lignes": write_lignes(page, droits),
        "filtre": filtre,
        "filtree": bool(read_filtre(filtre)),
        "croisements": CroisementForm(droits.espace) if droits.peut_contribuer else None,
        "retiree": find_removed(droits, request.GET.get("retire", "")),
    }
    return render(request, "freins/accueil.html", context)


def read_filtre(filtre: FiltreForm) -> dict[str, str]:
    filtre.is_valid()
    return {name: value for name, value in filtre.cleaned_data.items() if value}


def narrow(found: ObservationQuerySet, filtre: FiltreForm) -> ObservationQuerySet:
    asked = read_filtre(filtre)
    if nature := asked.get("nature"):
        found = found.filter(nature=nature)
    return found.filter(SUR[asked["cible"]]) if "cible" in asked else found


def say_count(count: int, *, filtree: bool) -> str:
    if not count:
        return "Rien de tel n’est observé." if filtree else "Rien n’est encore observé ici."
    return f"{majuscule(compte(count, 'observation', feminin=True))} de ce qui freine, de ce qui aide."


@require_safe
def lien(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """For its two sides, who contribute, and the animation."""
    droits = require(request, slug, CONTRIBUER)
    return show_cible(request, droits, find_lien(droits, pk))


@require_safe
def cadre(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """An action, for members who see it."""
    droits = require(request, slug, LIRE_MEMBRE)
    return show_cible(request, droits, find_cadre(droits, pk))


def show_cible(request: HttpRequest, droits: Droits, cible: Cible) -> HttpResponse:
    section = read_section(droits, cible, request.GET.get("retire", ""))
    return render(request, "freins/cible.html", {"espace": droits.espace, "cible": cible, "freins": section})
