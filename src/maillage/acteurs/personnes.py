"""A person behind a poste: added by a member, then in their own hands through a personal link, without account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import update_wrapper
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.acteurs import identites
from maillage.acteurs.dossier import build_dossier, write_csv, write_json
from maillage.acteurs.fiches import get_acteur
from maillage.acteurs.forms_personnes import AjoutForm, IdentiteForm, VisibiliteForm
from maillage.acteurs.models import Nature, Personne, VisibilitePersonne
from maillage.espaces.actions import Refus
from maillage.espaces.droits import ANIMER, CONTRIBUER, require, signed_in

P = ParamSpec("P")
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def ajouter(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    poste = get_acteur(droits, pk)
    if poste.nature != Nature.POSTE:
        raise Http404("Une personne se rattache à un poste.")
    form = AjoutForm(request.POST or None)
    context = {"espace": droits.espace, "poste": poste, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "acteurs/personne_ajouter.html", context, status=422 if form.is_bound else 200)
    try:
        personne = identites.add_personne(poste=poste, qui=signed_in(request), identite=form.read_identite())
    except identites.PosteOccupe:
        form.add_error(None, "Quelqu’un est déjà indiqué à ce poste. L’animation de l’espace peut le retirer.")
        return render(request, "acteurs/personne_ajouter.html", context, status=409)
    except Refus as refus:
        form.add_error(None, refus)
        return render(request, "acteurs/personne_ajouter.html", context, status=422)
    if personne.informee_le is None:
        tell_sent(request, identites.inform(personne, build_address(request)))
    if identites.is_named_by(personne, poste):
        messages.warning(
            request,
            "La fiche de ce poste contient ce nom. Ôtez-le\u00a0: il y resterait si la personne se retirait.",
        )
    return redirect(poste)


@require_POST
def informer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Send the notice again, when the first did not leave or was lost."""
    droits = require(request, slug, ANIMER)
    personne = get_personne_of(droits.espace.pk, pk)
    if personne.informee_le and personne.informee_le > timezone.now() - timedelta(days=1):
        messages.info(request, "Ce message est déjà parti depuis hier. Vous pourrez le renvoyer demain.")
    else:
        tell_sent(request, identites.inform(personne, build_address(request)))
    return redirect(personne.poste)


@require_POST
def retirer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The animation takes the name off the poste: it is asked once on the page, and cannot be undone."""
    droits = require(request, slug, ANIMER)
    personne = get_personne_of(droits.espace.pk, pk)
    identites.erase_personne(personne=personne, qui=signed_in(request))
    messages.success(request, "Le nom est effacé. Le poste et ses liens restent.")
    return redirect(personne.poste)


def get_personne_of(espace: UUID, pk: UUID) -> Personne:
    found = Personne.objects.select_related("poste__espace", "poste__parent")
    return get_object_or_404(found, pk=pk, poste__espace=espace)


def build_address(request: HttpRequest) -> Callable[[str], str]:
    return lambda jeton: request.build_absolute_uri(reverse("acteurs:moi", args=[jeton]))


def tell_sent(request: HttpRequest, sent: bool) -> None:
    if sent:
        messages.success(
            request, "Un message vient d’informer cette personne. Son nom paraîtra quand elle l’aura confirmé."
        )
    else:
        messages.error(request, "La personne est notée, mais le message n’est pas parti. L’animation peut le renvoyer.")


# The person's own pages: whoever holds the link.


def personal(
    view: Callable[Concatenate[HttpRequest, str, Personne, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """Open to the holder of a valid link; never indexed, kept in no cache. The site's own rule tells it to no other.

    Not « no-referrer »: a browser would then send each form of the page with « Origin: null », and it would be refused.
    """

    @login_not_required
    @never_cache
    def opened(request: HttpRequest, jeton: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        personne = identites.find_personne(jeton)
        if personne is None:
            response = render(request, "acteurs/moi_absent.html", status=404)
        else:
            response = view(request, jeton, personne, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    named = update_wrapper(opened, view, assigned=("__name__", "__qualname__", "__doc__", "__module__"), updated=())
    return cast("Callable[Concatenate[HttpRequest, str, P], HttpResponse]", named)


@personal
@require_safe
def moi(request: HttpRequest, jeton: str, personne: Personne) -> HttpResponse:
    return show_moi(
        request, jeton, personne, IdentiteForm(instance=personne), VisibiliteForm(initial=propose(personne))
    )


def propose(personne: Personne) -> dict[str, object]:
    """Public display is never ticked beforehand."""
    public = personne.consentement_le is not None
    return {"visibilite": VisibilitePersonne.MEMBRES if public else personne.visibilite, "public": public}


def show_moi(
    request: HttpRequest,
    jeton: str,
    personne: Personne,
    identite: IdentiteForm,
    visibilite: VisibiliteForm,
) -> HttpResponse:
    context = {
        "jeton": jeton,
        "personne": personne,
        "dossier": build_dossier(personne),
        "a_confirmer": personne.is_to_confirm(timezone.now()),
        "identite": identite,
        "visibilite": visibilite,
    }
    return render(request, "acteurs/moi.html", context, status=422 if identite.errors or visibilite.errors else 200)


@personal
@require_POST
def moi_confirmer(request: HttpRequest, jeton: str, personne: Personne) -> HttpResponse:
    identites.confirm_personne(personne=personne)
    messages.success(request, "Merci, c’est confirmé.")
    return redirect("acteurs:moi", jeton)


@personal
@require_POST
def moi_visibilite(request: HttpRequest, jeton: str, personne: Personne) -> HttpResponse:
    form = VisibiliteForm(request.POST)
    if not form.is_valid():
        return show_moi(request, jeton, personne, IdentiteForm(instance=personne), form)
    identites.choose_visibilite(personne=personne, **form.cleaned_data)
    messages.success(request, "Votre choix est enregistré.")
    return redirect("acteurs:moi", jeton)


@personal
@require_POST
def moi_corriger(request: HttpRequest, jeton: str, personne: Personne) -> HttpResponse:
    form = IdentiteForm(request.POST, instance=Personne.objects.get(pk=personne.pk))
    if not form.is_valid():
        return show_moi(request, jeton, personne, form, VisibiliteForm(initial=propose(personne)))
    identites.correct_personne(personne=personne, identite=form.read_identite(), qui=None)
    messages.success(request, "C’est corrigé.")
    return redirect("acteurs:moi", jeton)


@personal
@read_or_send
def moi_retirer(request: HttpRequest, jeton: str, personne: Personne) -> HttpResponse:
    """One button. A mail program that opens every link of a message erases nothing: opening is only reading."""
    if request.method != "POST":
        return render(request, "acteurs/moi_retirer.html", {"jeton": jeton, "personne": personne})
    identites.erase_personne(personne=personne, qui=None)
    return render(request, "acteurs/moi_absent.html", {"vient_de_partir": True})


EXPORTS = {"json": (write_json, "application/json"), "csv": (write_csv, "text/csv; charset=utf-8")}


@personal
@require_safe
def moi_export(_request: HttpRequest, _jeton: str, personne: Personne, forme: str) -> HttpResponse:
    if forme not in EXPORTS:
        raise Http404("Cet export existe en JSON et en CSV.")
    write, kind = EXPORTS[forme]
    response = HttpResponse(write(build_dossier(personne)), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="tout-ce-qui-me-concerne.{forme}"'
    return response
