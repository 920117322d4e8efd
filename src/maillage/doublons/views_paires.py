"""One pair side by side: merge, keep apart, later; and two merged sheets split again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from maillage.acteurs.models import Acteur
from maillage.analyse.francais import liste as enumerate_words
from maillage.doublons import actions
from maillage.doublons import fusion as fusions
from maillage.doublons.cote_a_cote import DROITE, GAUCHE, compare, count_liens, read_champs
from maillage.doublons.models import Fusion, Paire, Verdict
from maillage.espaces.droits import ANIMER, Droits, require, signed_in

DITS = {
    Verdict.DISTINCTS: "C’est noté\u00a0: ce sont deux acteurs. On ne vous le demandera plus.",
    Verdict.PLUS_TARD: "C’est remis à plus tard.",
    Verdict.A_VOIR: "Cette paire est de nouveau à voir.",
}


def get_paire(droits: Droits, pk: UUID) -> Paire:
    return get_object_or_404(Paire.objects.of(droits).select_related("espace"), pk=pk)


@require_safe
def paire(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    found = get_paire(droits, pk)
    links = count_liens(found.a, found.b)
    garde = read_garde(request.GET.get("garder"), found, links)
    context = {
        "espace": droits.espace,
        "paire": found,
        "garde": garde,
        "cotes": [(GAUCHE, found.a, links[str(found.a_id)]), (DROITE, found.b, links[str(found.b_id)])],
        "lignes": compare(found.a, found.b, garde),
    }
    return render(request, "doublons/paire.html", context)


def read_garde(asked: str | None, found: Paire, links: dict[str, int]) -> str:
    """Which sheet stays: the one asked for, else the one that holds more links, else the older."""
    if asked in (GAUCHE, DROITE):
        return asked
    return DROITE if links[str(found.b_id)] > links[str(found.a_id)] else GAUCHE


@require_POST
def decider(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    found = get_paire(droits, pk)
    verdict = request.POST.get("verdict", "")
    if verdict not in Verdict.values:
        raise Http404("Cette décision n’existe pas.")
    actions.decide(paire=found, verdict=Verdict(verdict), qui=signed_in(request))
    messages.success(request, DITS[Verdict(verdict)])
    return redirect_to_next(droits, slug)


def redirect_to_next(droits: Droits, slug: str) -> HttpResponse:
    """The next pair to look at, else the list."""
    following = Paire.objects.of(droits).filter(verdict=Verdict.A_VOIR).first()
    return redirect("doublons:paire", slug=slug, pk=following.pk) if following else redirect("doublons:liste", slug)


@require_POST
def fusionner(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    found = get_paire(droits, pk)
    garde = DROITE if request.POST.get("garder") == DROITE else GAUCHE
    kept, taken = (found.a, found.b) if garde == GAUCHE else (found.b, found.a)
    champs = read_champs(request.POST.dict(), found.a, found.b, garde)
    try:
        fusions.merge(garde=kept, absorbe=taken, champs=champs, qui=signed_in(request))
    except fusions.FusionRefusee as refus:
        messages.error(request, f"{refus} Rien n’a changé.")
        return redirect("doublons:paire", slug=slug, pk=pk)
    messages.success(
        request, f"«\u00a0{taken}\u00a0» est réuni à «\u00a0{kept}\u00a0», avec ses liens. Vous pourrez les séparer."
    )
    return redirect_to_next(droits, slug)


@require_POST
def separer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    made = Fusion.objects.filter(espace=droits.espace, defaite_le=None).select_related("garde", "absorbe__espace")
    found = get_object_or_404(made, pk=pk)
    try:
        left = fusions.split(fusion=found, qui=signed_in(request))
    except fusions.FusionRefusee as refus:
        messages.error(request, f"{refus} Rien n’a changé.")
        return redirect("doublons:liste", slug)
    messages.success(request, f"«\u00a0{found.absorbe}\u00a0» et «\u00a0{found.garde}\u00a0» sont de nouveau séparés.")
    if left:
        names = enumerate_words([str(getattr(Acteur._meta.get_field(name), "verbose_name", name)) for name in left])
        messages.warning(
            request, f"Modifié depuis la fusion, donc laissé tel quel sur «\u00a0{found.garde}\u00a0»\u00a0: {names}."
        )
    return redirect("doublons:liste", slug)
