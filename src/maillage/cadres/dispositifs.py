"""Pages of the reference: the dispositifs of the whole country, open to everybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.acteurs.liste import build_filtres, build_groupes
from maillage.acteurs.recherche import Recherche
from maillage.cadres.demande import find, read_demande
from maillage.cadres.facettes import DISPOSITIFS, OUVERTES
from maillage.cadres.models import Cadre
from maillage.cadres.phases import Noms, read_noms
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.models import Espace
from maillage.espaces.models import Visibilite as VisibiliteEspace
from maillage.referentiels.models import Dispositif, Liste, Sphere, Valeur

AILLEURS = 20
"""Places where a dispositif exists that one page shows."""


@login_not_required
@require_safe
def dispositifs(request: HttpRequest) -> HttpResponse:
    demande = read_demande(request.GET, DISPOSITIFS)
    found = Dispositif.objects.holding(demande.texte) if demande.texte else Dispositif.objects.all()
    trouves = find(Recherche(found), demande, DISPOSITIFS, timezone.localdate())
    spheres = {sphere.code: sphere for sphere in Sphere.objects.shared()}
    context = {
        "liste": trouves,
        "groupes": build_groupes(trouves, spheres, liste=DISPOSITIFS, ouvertes=OUVERTES),
        "filtres": build_filtres(trouves, request.GET, liste=DISPOSITIFS),
        "homonymes": list_homonymes(demande.texte),
    }
    return render(request, "cadres/dispositifs.html", context)


def list_homonymes(texte: str) -> list[Dispositif]:
    """What an acronym may mean, when it may mean several things: we ask, we never guess."""
    found = Dispositif.objects.named(texte)
    return found if len(found) > 1 else []


@dataclass(frozen=True)
class Quand:
    """One moment to bring in the other world: the phases by their names, and what one does then."""

    phases: list[str]
    texte: str


@login_not_required
@require_safe
def dispositif(request: HttpRequest, code: str) -> HttpResponse:
    one = get_object_or_404(Dispositif.objects.select_related("sphere"), code=code)
    context = {
        "dispositif": one,
        "themes": list(one.themes.all()),
        "publics": list(one.publics.all()),
        "partenaires": list(one.partenaires.all()),
        "echelles": list_echelles(one),
        "moments": list_moments(one, read_noms()),
        "remplace_par": list(one.remplace_par.all()),
        "remplace": list(one.remplace.all()),
        "fenetres": list(one.fenetres.all()),
        "confondus": [other for other in Dispositif.objects.named(one.sigle) if other.pk != one.pk],
        "existe": list_existing(one),
        "corriger": find_admin(request, one),
    }
    return render(request, "cadres/dispositif.html", context)


def list_echelles(one: Dispositif) -> list[str]:
    codes = one.echelles.split()
    names = dict(Valeur.objects.of(Liste.ECHELLE).filter(code__in=codes).values_list("code", "nom"))
    return [names.get(code, code) for code in codes]


def list_moments(one: Dispositif, noms: Noms) -> list[Quand]:
    return [Quand([noms.say_phase(code) for code in moment.phases], moment.texte) for moment in one.moments]


def list_existing(one: Dispositif) -> list[Cadre]:
    """What espaces open to all publish of it; nothing is told of the others, not even to their members here."""
    espaces = Espace.objects.kept().filter(visibilite=VisibiliteEspace.PUBLIQUE)
    found = Cadre.objects.filter(
        reference=one, retire_le=None, visibilite=VisibiliteFiche.PUBLIQUE, espace__in=espaces
    ).select_related("espace")
    return list(found.order_by("espace__nom", "nom_cherche")[:AILLEURS])


def find_admin(request: HttpRequest, one: Dispositif) -> str:
    """Where whoever administers this installation corrects the row; empty for everybody else."""
    if not request.user.has_perm("referentiels.change_dispositif"):
        return ""
    try:
        return reverse("admin:referentiels_dispositif_change", args=[one.pk])
    except NoReverseMatch:
        return ""
