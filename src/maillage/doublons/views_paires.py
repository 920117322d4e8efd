"""One pair side by side: merge, keep apart, later; and two merged sheets split again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from maillage.analyse.francais import liste as enumerate_words
from maillage.doublons import actions
from maillage.doublons import fusion as fusions
from maillage.doublons.cote_a_cote import DROITE, GAUCHE, compare, read_champs
from maillage.doublons.genres import FusionRefusee, Genre
from maillage.doublons.models import PaireDeFiches, Verdict
from maillage.doublons.registre import GENRES
from maillage.doublons.views import list_paires
from maillage.espaces.droits import ANIMER, Droits, require, signed_in
from maillage.espaces.journal import describe_field


def get_paire(genre: Genre[Any], droits: Droits, pk: UUID) -> PaireDeFiches:
    found: PaireDeFiches = get_object_or_404(list_paires(genre, droits).select_related("espace"), pk=pk)
    return found


@require_safe
def paire(request: HttpRequest, slug: str, genre: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    shown = GENRES[genre]
    found = get_paire(shown, droits, pk)
    held = shown.count([found.a, found.b])
    garde = read_garde(request.GET.get("garder"), found, held)
    sides = ((GAUCHE, found.a), (DROITE, found.b))
    context = {
        "espace": droits.espace,
        "genre": shown,
        "paire": found,
        "garde": garde,
        "cotes": [(side, fiche, shown.say_count(held[str(fiche.pk)])) for side, fiche in sides],
        "lignes": compare(found.a, found.b, garde),
    }
    return render(request, "doublons/paire.html", context)


def read_garde(asked: str | None, found: PaireDeFiches, held: Mapping[str, int]) -> str:
    """Which sheet stays: the one asked for, else the one from which more hangs, else the older."""
    if asked in (GAUCHE, DROITE):
        return asked
    return DROITE if held[str(found.b_id)] > held[str(found.a_id)] else GAUCHE


@require_POST
def decider(request: HttpRequest, slug: str, genre: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    shown = GENRES[genre]
    found = get_paire(shown, droits, pk)
    verdict = request.POST.get("verdict", "")
    if verdict not in Verdict.values:
        raise Http404("Cette décision n’existe pas.")
    actions.decide(paire=found, verdict=Verdict(verdict), qui=signed_in(request))
    messages.success(request, say_verdict(Verdict(verdict), shown))
    return redirect_to_next(shown, droits)


def say_verdict(verdict: Verdict, genre: Genre[Any]) -> str:
    return {
        Verdict.DISTINCTS: f"C’est noté\u00a0: ce sont deux {genre.mots.plusieurs}. On ne vous le demandera plus.",
        Verdict.PLUS_TARD: "C’est remis à plus tard.",
        Verdict.A_VOIR: "Cette paire est de nouveau à voir.",
    }[verdict]


def redirect_to_next(genre: Genre[Any], droits: Droits) -> HttpResponse:
    """The next pair to look at, else the list."""
    following = list_paires(genre, droits).filter(verdict=Verdict.A_VOIR).first()
    if following is None:
        return redirect("doublons:liste_genre", droits.espace.slug, genre.code)
    return redirect("doublons:paire", droits.espace.slug, genre.code, following.pk)


@require_POST
def fusionner(request: HttpRequest, slug: str, genre: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    shown = GENRES[genre]
    found = get_paire(shown, droits, pk)
    garde = DROITE if request.POST.get("garder") == DROITE else GAUCHE
    kept, taken = (found.a, found.b) if garde == GAUCHE else (found.b, found.a)
    champs = read_champs(request.POST.dict(), found.a, found.b, garde)
    try:
        fusions.merge(garde=kept, absorbe=taken, champs=champs, qui=signed_in(request))
    except FusionRefusee as refus:
        messages.error(request, f"{refus} Rien n’a changé.")
        return redirect("doublons:paire", slug, genre, pk)
    messages.success(
        request,
        f"«\u00a0{taken}\u00a0» est réuni à «\u00a0{kept}\u00a0», avec {shown.mots.suit}. Vous pourrez les séparer.",
    )
    return redirect_to_next(shown, droits)


@require_POST
def separer(request: HttpRequest, slug: str, genre: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    shown = GENRES[genre]
    made = shown.fusions._default_manager.filter(espace=droits.espace, defaite_le=None)
    found = get_object_or_404(made.select_related("garde", "absorbe__espace"), pk=pk)
    back = redirect("doublons:liste_genre", slug, genre)
    try:
        left = fusions.split(fusion=found, qui=signed_in(request))
    except FusionRefusee as refus:
        messages.error(request, f"{refus} Rien n’a changé.")
        return back
    messages.success(request, f"«\u00a0{found.absorbe}\u00a0» et «\u00a0{found.garde}\u00a0» sont de nouveau séparés.")
    if left:
        names = enumerate_words([describe_field(shown.modele, name) for name in left])
        messages.warning(
            request, f"Modifié depuis la fusion, donc laissé tel quel sur «\u00a0{found.garde}\u00a0»\u00a0: {names}."
        )
    return back
