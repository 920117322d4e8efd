"""Adding and correcting a cadre; likely duplicates; two people on one sheet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from maillage.acteurs.ecarts import list_ecarts, put_back, take_theirs
from maillage.acteurs.edition import AUTRE
from maillage.acteurs.facettes import is_uuid
from maillage.cadres import actions
from maillage.cadres.actions import CHAMPS
from maillage.cadres.doublons import Doublon, find_doublons
from maillage.cadres.fiches import get_cadre
from maillage.cadres.forms import CadreForm, tell_refus
from maillage.cadres.models import Cadre, NatureCadre
from maillage.espaces.actions import Refus
from maillage.espaces.avertissements import warn
from maillage.espaces.droits import CONTRIBUER, Droits, require, signed_in
from maillage.espaces.fiches_actions import EditionConcurrente
from maillage.referentiels.models import Dispositif

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
PROPRES = ("nature", "visibilite", "statut")
"""What « c’est le même » never carries over: each has a value without having been chosen."""


@read_or_send
def creer(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    if request.method != "POST" and request.GET.get("fragment") == "doublons":
        return show_fragment(request, droits)
    if request.method != "POST":
        return show_form(request, droits, CadreForm(espace=droits.espace, initial=propose(request, droits)))
    form = CadreForm(request.POST, espace=droits.espace)
    if not form.is_valid():
        return show_form(request, droits, form, status=422)
    return decide_creation(request, droits, form)


def decide_creation(request: HttpRequest, droits: Droits, form: CadreForm) -> HttpResponse:
    """Save, unless one looks alike and nobody has said yet whether it is the same."""
    answer = request.POST.get("doublon", "")
    if is_uuid(answer):
        return merge_into(request, droits, form, get_cadre(droits, UUID(answer)))
    if answer != AUTRE and (doublons := find_for(droits, form)):
        return show_form(request, droits, form, doublons=doublons, status=409)
    try:
        cadre = actions.save_cadre(
            espace=droits.espace, qui=signed_in(request), champs=form.read_champs(), pk=form.cleaned_data.get("cle")
        )
    except Refus as refus:
        return refuse(request, droits, form, refus)
    return thank(request, form, cadre, "est noté")


def find_for(droits: Droits, form: CadreForm) -> list[Doublon]:
    """A creation sent twice is not a duplicate of itself."""
    told = form.cleaned_data
    return find_doublons(
        droits, nature=told["nature"], nom=told["nom"], reference=told.get("reference"), sauf=told.get("cle")
    )


def merge_into(request: HttpRequest, droits: Droits, typed: CadreForm, cadre: Cadre) -> HttpResponse:
    """« C’est le même » : both, field by field; what was left empty changes nothing."""
    kept = {name: value for name, value in typed.read_champs().items() if value and name not in PROPRES}
    form = CadreForm(put_back(cadre, kept, CadreForm), instance=Cadre.objects.get(pk=cadre.pk), espace=droits.espace)
    form.is_valid()
    ecarts = list_ecarts(cadre, form, depart={}, champs=CHAMPS)
    return show_form(request, droits, form, cadre=cadre, ecarts=ecarts, doublon=True, status=409)


@read_or_send
def modifier(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    cadre = get_cadre(droits, pk)
    if request.method != "POST":
        return show_form(request, droits, CadreForm(instance=cadre, espace=droits.espace), cadre=cadre)
    data = take_theirs(request.POST, cadre, CadreForm)
    form = CadreForm(data, instance=Cadre.objects.get(pk=pk), espace=droits.espace)
    if not form.is_valid():
        return show_form(request, droits, form, cadre=cadre, status=422)
    try:
        saved = actions.save_cadre(
            espace=droits.espace,
            qui=signed_in(request),
            champs=form.read_champs(),
            cadre=cadre,
            version=form.cleaned_data.get("version"),
        )
    except EditionConcurrente as meanwhile:
        return show_both(request, droits, form, data, get_cadre(droits, meanwhile.fiche.pk))
    except Refus as refus:
        return refuse(request, droits, form, refus, cadre=cadre)
    return thank(request, form, saved, "est à jour")


def show_both(request: HttpRequest, droits: Droits, form: CadreForm, data: QueryDict, cadre: Cadre) -> HttpResponse:
    """Someone saved meanwhile: nothing is written; both values, field by field, and the choice between them."""
    ecarts = list_ecarts(cadre, form, depart=form.read_depart(), champs=CHAMPS)
    if not ecarts:  # the same form sent twice
        return thank(request, form, cadre, "est à jour")
    fresh = CadreForm(instance=cadre, espace=droits.espace)
    for name in ("version", "depart"):
        data[name] = str(fresh.fields[name].initial)
    return show_form(request, droits, form, cadre=cadre, ecarts=ecarts, status=409)


def refuse(request: HttpRequest, droits: Droits, form: CadreForm, refus: Refus, **extra: Any) -> HttpResponse:
    """What the action refused is told at its field."""
    tell_refus(form, refus)
    return show_form(request, droits, form, status=422, **extra)


def show_form(
    request: HttpRequest, droits: Droits, form: CadreForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "espace": droits.espace,
        "form": form,
        "connus": [one.libelle for one in Dispositif.objects.all()],
        **extra,
    }
    return render(request, "cadres/formulaire.html", context, status=status)


def show_fragment(request: HttpRequest, droits: Droits) -> HttpResponse:
    """What the page asks for while a name is being typed."""
    doublons = find_doublons(
        droits, nature=request.GET.get("nature", ""), nom=request.GET.get("nom", "").replace("\x00", "")[:200]
    )
    return render(request, "cadres/doublons.html", {"espace": droits.espace, "doublons": doublons, "fragment": True})


def propose(request: HttpRequest, droits: Droits) -> dict[str, Any]:
    """What the link that led here already says; what stands under a cadre begins with its world and its place."""
    asked = request.GET.get("nature", "")
    proposed: dict[str, Any] = {
        "nom": request.GET.get("nom", "").replace("\x00", "")[:200],
        "nature": asked if asked in NatureCadre.values else NatureCadre.DISPOSITIF,
        "reference": Dispositif.objects.filter(code=request.GET.get("reference", "").replace("\x00", "")).first(),
    }
    dans = request.GET.get("dans", "")
    parent = Cadre.objects.visible_to(droits).filter(pk=dans).first() if is_uuid(dans) else None
    if parent is not None:
        proposed |= {"parent": parent, "sphere": parent.sphere, "territoires": list(parent.territoires.all())}
    return proposed


def thank(request: HttpRequest, form: CadreForm, cadre: Cadre, fait: str) -> HttpResponse:
    messages.success(request, f"«\u00a0{cadre.nom}\u00a0» {fait}.")
    warn(request, form)
    return redirect(cadre)
