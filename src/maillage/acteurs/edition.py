"""Adding and correcting an actor; likely duplicates; two people on one sheet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from maillage.acteurs import actions
from maillage.acteurs.doublons import Doublon, find_doublons
from maillage.acteurs.ecarts import list_ecarts, put_back, take_theirs
from maillage.acteurs.facettes import is_uuid
from maillage.acteurs.fiches import get_acteur
from maillage.acteurs.forms import ActeurForm
from maillage.acteurs.models import Acteur, Nature
from maillage.espaces.avertissements import warn
from maillage.espaces.droits import CONTRIBUER, Droits, require, signed_in
from maillage.espaces.fiches_actions import EditionConcurrente
from maillage.territoires.models import Territoire

AUTRE = "autre"
"""The answer « c’est un autre » to the duplicates shown."""
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def creer(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    if request.method != "POST" and request.GET.get("fragment") == "doublons":
        return show_fragment(request, droits)
    parent = find_parent(droits, request.GET.get("dans", ""))
    nature = read_nature(request, parent)
    if request.method != "POST":
        form = ActeurForm(espace=droits.espace, nature=nature, initial=propose(request, parent))
        return show_form(request, droits, form)
    form = ActeurForm(request.POST, espace=droits.espace, nature=nature)
    if not form.is_valid():
        return show_form(request, droits, form, status=422)
    return decide_creation(request, droits, form)


def decide_creation(request: HttpRequest, droits: Droits, form: ActeurForm) -> HttpResponse:
    """Save, unless names look alike and nobody has said yet whether it is the same."""
    answer = request.POST.get("doublon", "")
    if is_uuid(answer):
        return merge_into(request, droits, form, get_acteur(droits, UUID(answer)))
    if answer != AUTRE and form.nature != Nature.POSTE:
        doublons = find_for(droits, form)
        if doublons:
            return show_form(request, droits, form, doublons=doublons, status=409)
    acteur = actions.save_acteur(
        espace=droits.espace, qui=signed_in(request), champs=form.read_champs(), pk=form.cleaned_data.get("cle")
    )
    return thank(request, form, acteur, "est sur la carte")


def find_for(droits: Droits, form: ActeurForm) -> list[Doublon]:
    """A creation sent twice is not a duplicate of itself."""
    commune = form.cleaned_data.get("commune")
    return find_doublons(
        droits,
        nom=form.cleaned_data["nom"],
        sigle=form.cleaned_data.get("sigle", ""),
        commune_id=commune.pk if commune else None,
        sauf=form.cleaned_data.get("cle"),
    )


def merge_into(request: HttpRequest, droits: Droits, typed: ActeurForm, acteur: Acteur) -> HttpResponse:
    """« C’est le même » : both, field by field; what was left empty changes nothing."""
    told = typed.read_champs()
    kept = {name: value for name, value in told.items() if value and name not in {"nature", "visibilite"}}
    form = ActeurForm(put_back(acteur, kept), instance=Acteur.objects.get(pk=acteur.pk), espace=droits.espace)
    form.is_valid()
    ecarts = list_ecarts(acteur, form, depart={})
    return show_form(request, droits, form, acteur=acteur, ecarts=ecarts, doublon=True, status=409)


@read_or_send
def modifier(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    acteur = get_acteur(droits, pk)
    if request.method != "POST":
        return show_form(request, droits, ActeurForm(instance=acteur, espace=droits.espace), acteur=acteur)
    data = take_theirs(request.POST, acteur)
    form = ActeurForm(data, instance=Acteur.objects.get(pk=pk), espace=droits.espace)
    if not form.is_valid():
        return show_form(request, droits, form, acteur=acteur, status=422)
    try:
        saved = actions.save_acteur(
            espace=droits.espace,
            qui=signed_in(request),
            champs=form.read_champs(),
            acteur=acteur,
            version=form.cleaned_data.get("version"),
        )
    except EditionConcurrente as meanwhile:
        return show_both(request, droits, form, data, get_acteur(droits, meanwhile.fiche.pk))
    return thank(request, form, saved, "est à jour")


def show_both(request: HttpRequest, droits: Droits, form: ActeurForm, data: QueryDict, acteur: Acteur) -> HttpResponse:
    """Someone saved meanwhile: nothing is written; both values, field by field, and the choice between them.

    `data` is the form's own: what is sent next starts from the sheet as it stands now.
    """
    ecarts = list_ecarts(acteur, form, depart=form.read_depart())
    if not ecarts:  # the same form sent twice
        return thank(request, form, acteur, "est à jour")
    fresh = ActeurForm(instance=acteur, espace=droits.espace)
    for name in ("version", "depart"):
        data[name] = str(fresh.fields[name].initial)
    return show_form(request, droits, form, acteur=acteur, ecarts=ecarts, status=409)


def show_form(
    request: HttpRequest, droits: Droits, form: ActeurForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "espace": droits.espace,
        "form": form,
        "nature": Nature(form.nature),
        "communes": form.fields["commune"].proches,  # type: ignore[attr-defined]
        **extra,
    }
    return render(request, "acteurs/formulaire.html", context, status=status)


def show_fragment(request: HttpRequest, droits: Droits) -> HttpResponse:
    """What the page asks for while a name is being typed."""
    commune = Territoire.objects.communes().filter(nom=request.GET.get("commune", "").partition(" (")[0]).first()
    doublons = find_doublons(
        droits,
        nom=request.GET.get("nom", "")[:200],
        sigle=request.GET.get("sigle", "")[:30],
        commune_id=commune.pk if commune else None,
    )
    return render(request, "acteurs/doublons.html", {"espace": droits.espace, "doublons": doublons, "fragment": True})


def find_parent(droits: Droits, pk: str) -> Acteur | None:
    if not pk:
        return None
    found = Acteur.objects.visible_to(droits).nodes().select_related("sphere", "commune")
    return get_object_or_404(found, pk=pk if is_uuid(pk) else None)


def read_nature(request: HttpRequest, parent: Acteur | None) -> str:
    """What is being added: told by the form, else by the link that led here."""
    asked = request.POST.get("nature") or request.GET.get("nature", "")
    default = Nature.SERVICE if parent else Nature.STRUCTURE
    return asked if asked in Nature.values else default


def propose(request: HttpRequest, parent: Acteur | None) -> dict[str, Any]:
    """A service or a poste begins with what its structure already says."""
    proposed: dict[str, Any] = {"nom": request.GET.get("nom", "")[:200]}
    if parent is not None:
        proposed |= {"parent": parent, "sphere": parent.sphere, "commune": parent.commune}
    return proposed


def thank(request: HttpRequest, form: ActeurForm, acteur: Acteur, fait: str) -> HttpResponse:
    messages.success(request, f"«\u00a0{acteur.nom}\u00a0» {fait}.")
    warn(request, form)
    return redirect(acteur)
