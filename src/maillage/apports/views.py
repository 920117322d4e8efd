"""Bringing a list: deposit it, say what its columns are, follow the work."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.apports import actions, taches
from maillage.apports.forms import (
    DefautsForm,
    DepotForm,
    FeuilleForm,
    find_lacking,
    find_twice,
    list_options,
    read_columns,
)
from maillage.apports.lecture_fichier import open_apport
from maillage.apports.modele import NOM, TYPE_MIME, write_modele
from maillage.apports.models import OUVERTS, Apport, EtatApport, GenreApport
from maillage.apports.pages import describe_apercu, describe_colonnes, describe_fait
from maillage.espaces.actions import Refus
from maillage.espaces.droits import APPORTER, Droits, require, signed_in
from maillage.formats.fautes import ClasseurIllisible, render_fautes

RAFRAICHIR: Final = 3
"""Seconds between two looks, without JavaScript as with it."""
TROP_LOURD: Final = "Ce fichier dépasse 30\u00a0Mo. Gardez les colonnes utiles, sans image, ou coupez-le en deux."
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def accueil(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, APPORTER)
    form = DepotForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return show_accueil(request, droits, form)
    if getattr(request, "trop_lourd", False):
        form.errors["fichier"] = form.error_class([TROP_LOURD])
        return show_accueil(request, droits, form, status=413)
    if not form.is_valid():
        return show_accueil(request, droits, form, status=422)
    try:
        apport = actions.deposit(espace=droits.espace, qui=signed_in(request), **form.cleaned_data)
    except Refus as refus:
        form.add_error("fichier", refus)
        return show_accueil(request, droits, form, status=429)
    return redirect(apport)


@require_safe
def modele(request: HttpRequest, slug: str) -> HttpResponse:
    """The workbook to fill in for cadres and who takes part in them."""
    require(request, slug, APPORTER)
    response = HttpResponse(write_modele(), content_type=TYPE_MIME)
    response["Content-Disposition"] = f'attachment; filename="{NOM}"'
    return response


def show_accueil(request: HttpRequest, droits: Droits, form: DepotForm, status: int = 200) -> HttpResponse:
    found = Apport.objects.filter(espace=droits.espace).select_related("par", "espace")
    light = found.defer("colonnes", "fautes")
    context = {
        "espace": droits.espace,
        "form": form,
        "ouverts": list(light.filter(etat__in=OUVERTS)),
        "faits": list(light.filter(etat__in=[EtatApport.FAIT, EtatApport.ANNULATION, EtatApport.ANNULE])[:50]),
    }
    return render(request, "apports/accueil.html", context, status=status)


def get_apport(droits: Droits, pk: UUID) -> Apport:
    """404 as well for what is of another espace."""
    return get_object_or_404(Apport.objects.select_related("espace", "par"), pk=pk, espace=droits.espace)


@require_safe
def apport(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One address for the whole life of a file: each state has its page."""
    droits = require(request, slug, APPORTER)
    current = get_apport(droits, pk)
    if request.headers.get("Accept") == "application/json":
        fini = not current.en_travail or current.est_muet
        told = {"etat": "fait" if fini else "en-cours", "etape": current.etape, "fait": current.fait}
        return JsonResponse(told)
    if current.en_travail:
        return show_avancement(request, droits, current)
    if current.etat == EtatApport.COLONNES:
        return show_colonnes(request, droits, current)
    if current.etat == EtatApport.APERCU:
        return render(request, "apports/apercu.html", describe_apercu(droits, current))
    if current.etat in (EtatApport.FAIT, EtatApport.ANNULE):
        return render(request, "apports/fait.html", describe_fait(droits, current))
    return render(request, "apports/refuse.html", {"espace": droits.espace, "apport": current})


def show_avancement(request: HttpRequest, droits: Droits, current: Apport) -> HttpResponse:
    stopped = current.est_muet or current.etape == taches.ECHEC
    context = {"espace": droits.espace, "apport": current, "arrete": stopped}
    response = render(request, "apports/avancement.html", context)
    if not stopped:
        response["Refresh"] = str(RAFRAICHIR)
    return response


def show_colonnes(  # noqa: PLR0913
    request: HttpRequest, droits: Droits, current: Apport, *, form: DefautsForm | None = None,
    fautes: list[str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    form = form or DefautsForm(initial=current.defauts, espace=droits.espace, genre=current.genre)
    context: dict[str, Any] = {
        "espace": droits.espace,
        "apport": current,
        "feuille": FeuilleForm(apport=current),
        "form": form,
        "fautes": fautes or [],
        "options": list_options(current.genre),
        "liens": current.genre == GenreApport.LIENS,
        "rate": current.etape == taches.ECHEC,
        **describe_colonnes(current),
    }
    return render(request, "apports/colonnes.html", context, status=status)


@require_POST
def feuille(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Another sheet, row of headings or kind: the columns are guessed again."""
    droits = require(request, slug, APPORTER)
    current = get_apport(droits, pk)
    form = FeuilleForm(request.POST, apport=current)
    if not form.is_valid():
        return show_colonnes(request, droits, current, fautes=["Ce choix n’existe pas dans ce fichier."], status=422)
    told = form.cleaned_data
    moved = told["feuille"] != current.feuille
    titres = None if moved else told["titres"]
    try:
        source = open_apport(current)
        actions.read_again(
            apport=current, source=source, feuille=told["feuille"] or current.feuille, titres=titres,
            genre="" if moved else told["genre"],
        )  # fmt: skip
    except ClasseurIllisible as unreadable:
        return show_colonnes(request, droits, current, fautes=list(render_fautes(unreadable.fautes)), status=422)
    except Refus as refus:
        messages.error(request, refus.messages[0])
    return redirect(current)


@require_POST
def colonnes(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, APPORTER)
    current = get_apport(droits, pk)
    form = DefautsForm(request.POST, espace=droits.espace, genre=current.genre)
    champs = read_columns(request.POST, current)
    fautes = [*find_twice(champs, current), *find_lacking(champs, current)]
    if current.etat == EtatApport.COLONNES and (fautes or not form.is_valid()):
        for column in current.colonnes:
            column["champ"] = champs.get(column["rang"], "")
        return show_colonnes(request, droits, current, form=form, fautes=fautes, status=422)
    try:
        form.is_valid()
        actions.choose_columns(apport=current, qui=signed_in(request), champs=champs, defauts=form.read_defauts())
    except Refus as refus:
        messages.error(request, refus.messages[0])
    return redirect(current)


@require_POST
def abandonner(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """« Revenir sans rien changer »."""
    droits = require(request, slug, APPORTER)
    current = get_apport(droits, pk)
    try:
        actions.abandon(apport=current)
    except Refus as refus:
        messages.error(request, refus.messages[0])
        return redirect(current)
    messages.success(request, f"Rien n’a été changé. «\u00a0{current}\u00a0» est oublié.")
    return redirect("apports:accueil", slug=slug)


@require_POST
def relancer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, APPORTER)
    current = get_apport(droits, pk)
    actions.restart(apport=current, qui=signed_in(request))
    return redirect(current)
