"""« Qui associer ? »: the form, the answer, and what people say of an advice. Open to all, without account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from maillage.acteurs.facettes import is_uuid
from maillage.acteurs.models import PorteParole
from maillage.analyse.association import recommander
from maillage.analyse.association.demande import Reponse
from maillage.associer.actions import count_avis
from maillage.associer.debit import refuse, too_many
from maillage.associer.demandes import Lue, is_asked, read_demande
from maillage.associer.forms import DemandeForm, EspaceForm
from maillage.associer.models import Choix
from maillage.associer.presentation import present, say_answer
from maillage.associer.terrain import find_terrain, read_libelles, read_regles
from maillage.espaces.droits import LIRE, Droits, require
from maillage.referentiels.models import Public, Regle, Theme

DITS = "associer-dits"
"""In the session: what this browser said of each rule, so that it can take it back."""


@login_not_required
@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    """Without territory; choosing one leads to its page with the same request."""
    choix = EspaceForm(request.GET)
    espace = choix.cleaned_data["espace"] if choix.is_valid() else None
    if espace is not None:
        rest = request.GET.copy()
        rest.pop("espace")
        return redirect(f"{reverse('associer:espace', args=[espace.slug])}?{rest.urlencode()}")
    return answer(request, None, {"choix": EspaceForm()})


@login_not_required
@require_safe
def espace(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    return answer(request, droits, {"espace": droits.espace})


def answer(request: HttpRequest, droits: Droits | None, context: dict[str, Any]) -> HttpResponse:
    """The form alone, the form with its faults (422), or the answer."""
    espace = droits.espace if droits else None
    context |= {"retour": request.get_full_path(), "adresses": find_addresses(droits)}
    if not is_asked(request.GET):
        return render(request, "associer/accueil.html", context | {"form": DemandeForm(espace=espace)})
    form = DemandeForm(request.GET, espace=espace)
    if not form.is_valid():
        return render(request, "associer/accueil.html", context | {"form": form}, status=422)
    lue = read_demande(form.cleaned_data, espace, find_structure(droits, request.GET.get("structure", "")))
    dits = read_dits(request, droits)
    return render(request, "associer/reponse.html", context | {"form": form} | describe(lue, droits, dits=dits))


def answer_faults(request: HttpRequest, droits: Droits | None, form: DemandeForm) -> HttpResponse:
    context = {"form": form, "espace": droits.espace if droits else None, "adresses": find_addresses(droits)}
    return render(request, "associer/accueil.html", context, status=422)


def find_addresses(droits: Droits | None) -> dict[str, str]:
    """Where the forms of the page are sent."""
    names = ("avis", "garder")
    if droits is None:
        return {name: reverse(f"associer:{name}_general") for name in names}
    return {name: reverse(f"associer:{name}", args=[droits.espace.slug]) for name in names}


def find_structure(droits: Droits | None, asked: str) -> str:
    """The asker's own: the one named in the address, else the one the member speaks for. Never a stranger's guess."""
    if droits is None or droits.adhesion is None:
        return ""
    spoken = PorteParole.objects.filter(adhesion=droits.adhesion).order_by("acteur__nom_cherche", "acteur_id")
    if is_uuid(asked):
        spoken = spoken.filter(acteur=UUID(asked))
    return str(spoken.values_list("acteur_id", flat=True).first() or "")


def ask(lue: Lue, droits: Droits | None) -> Reponse:
    territoire = find_terrain(droits) if droits else None
    return recommander(lue.demande, read_regles(), territoire, read_libelles())


def describe(lue: Lue, droits: Droits | None, **marks: Any) -> dict[str, Any]:
    """What the page of an answer says, for a request or for a project followed."""
    reponse = ask(lue, droits)
    slug = droits.espace.slug if droits else ""
    return {
        "lue": lue,
        "reponse": reponse,
        "dit": say_answer(reponse),
        "etapes": present(reponse, lue.demande.phase, slug, **marks),
        "themes": [(theme, theme.code in lue.demande.themes) for theme in Theme.objects.all()],
        "publics": [(public, public.code in lue.demande.publics) for public in Public.objects.all()],
        "choix_avis": Choix.choices,
    }


def read_dits(request: HttpRequest, droits: Droits | None) -> dict[str, str]:
    where = str(droits.espace.pk) if droits else ""
    said = request.session.get(DITS, {})
    return {regle: choix for key, choix in said.items() for lieu, regle in [key.split("|", 1)] if lieu == where}


@login_not_required
@require_POST
def avis(request: HttpRequest, slug: str) -> HttpResponse:
    return receive_avis(request, require(request, slug, LIRE))


@login_not_required
@require_POST
def avis_general(request: HttpRequest) -> HttpResponse:
    return receive_avis(request, None)


def receive_avis(request: HttpRequest, droits: Droits | None) -> HttpResponse:
    """An empty `choix` takes back what was said. Only rules that exist are counted."""
    regle, choix = request.POST.get("regle", ""), request.POST.get("choix", "")
    if choix not in ("", *Choix.values) or not Regle.objects.filter(code=regle.replace("\x00", "")).exists():
        return HttpResponse("Cet avis ne se lit pas.", status=422, content_type="text/plain; charset=utf-8")
    if too_many(request):
        return refuse(request)
    espace = droits.espace if droits else None
    said, key = dict(request.session.get(DITS, {})), f"{espace.pk if espace else ''}|{regle}"
    count_avis(espace=espace, regle=regle, avant=said.get(key, ""), apres=choix)
    said[key] = choix
    request.session[DITS] = {name: value for name, value in said.items() if value}
    messages.success(request, "C’est noté, sans dire qui. Merci." if choix else "Votre avis est repris.")
    return redirect(find_retour(request, droits))


def find_retour(request: HttpRequest, droits: Droits | None) -> str:
    """Back to the answer, on this site only."""
    asked = request.POST.get("retour", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/"):
        return asked
    return reverse("associer:espace", args=[droits.espace.slug]) if droits else reverse("associer:accueil")
