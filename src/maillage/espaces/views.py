"""The espace itself: list, creation, presentation, settings, deletion; and the form that waited for a sign-in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.espaces import actions, reprise
from maillage.espaces.actions import Refus
from maillage.espaces.avertissements import warn
from maillage.espaces.droits import LIRE, REGLER, require, signed_in
from maillage.espaces.forms import CreationForm, EspaceForm, SuppressionForm
from maillage.espaces.models import Adhesion, Espace

PAR_PAGE = 30
DISCRETS = {"jeton", "role_vu", "version", "next"}
"""What a form carries for itself: nobody typed it."""
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Mine, those I may bring back, then the public ones."""
    visible = Espace.objects.visible_to(request.user)
    context: dict[str, object] = {"adresse_creer": reverse("espaces:creer")}
    if request.user.is_authenticated:
        mine = Adhesion.objects.filter(utilisateur=request.user, espace__supprime_le=None).select_related("espace")
        context["adhesions"] = mine.order_by("espace__nom", "espace__id")
        context["supprimes"] = Espace.objects.restorable_by(request.user)
        visible = visible.exclude(adhesions__utilisateur=request.user)
    page = Paginator(visible.order_by("nom", "id"), PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "espaces/liste.html", context | {"page": page})


@read_or_send
def creer(request: HttpRequest) -> HttpResponse:
    form = CreationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            espace = actions.create_espace(qui=signed_in(request), **form.cleaned_data)
        except Refus as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "Votre espace est prêt. Vous en avez l’animation.")
            warn(request, form)
            return redirect(espace)
    return render(request, "espaces/creer.html", {"form": form}, status=status_of(form))


@login_not_required
@require_safe
def presentation(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    membres = Adhesion.objects.filter(espace=droits.espace).aggregate(nombre=Count("pk"))["nombre"]
    return render(request, "espaces/presentation.html", {"espace": droits.espace, "membres": membres})


@read_or_send
def reglages(request: HttpRequest, slug: str) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    nom = espace.nom  # the form writes into its instance even when it is refused
    form = EspaceForm(request.POST or None, instance=espace)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_espace(espace=espace, qui=signed_in(request), **form.cleaned_data)
        except Refus as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "Les réglages sont enregistrés.")
            warn(request, form)
            return redirect("espaces:reglages", slug=slug)
    context = {"espace": espace, "nom": nom, "form": form}
    return render(request, "espaces/reglages.html", context, status=status_of(form))


@read_or_send
def supprimer(request: HttpRequest, slug: str) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    form = SuppressionForm(request.POST or None, espace=espace)
    if request.method == "POST" and form.is_valid():
        actions.delete_espace(espace=espace, qui=signed_in(request))
        messages.success(
            request, f"L’espace «\u00a0{espace.nom}\u00a0» est supprimé. Vous pouvez le rétablir pendant sept jours."
        )
        return redirect("espaces:liste")
    return render(request, "espaces/supprimer.html", {"espace": espace, "form": form}, status=status_of(form))


@require_POST
def retablir(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Only whoever ran it; the others learn nothing of it."""
    qui = signed_in(request)
    already = Espace.objects.kept().run_by(qui)  # a double click: nothing more to do
    espace = get_object_or_404(already | Espace.objects.restorable_by(qui), pk=pk)
    actions.restore_espace(espace=espace, qui=qui)
    messages.success(request, f"L’espace «\u00a0{espace.nom}\u00a0» est rétabli, comme il était.")
    return redirect(espace)


@read_or_send
def reprendre(request: HttpRequest) -> HttpResponse:
    """What was typed when the session expired: send it, or give it up."""
    saisie = reprise.find_saisie(request)
    if request.method == "POST":
        reprise.drop(request)
        return redirect(saisie["retour"] if saisie else "espaces:liste")
    if saisie is None:
        messages.info(request, "Aucune saisie n’attend.")
        return redirect("espaces:liste")
    shown = [(name.replace("_", " "), value) for name, value in saisie["champs"] if value and name not in DISCRETS]
    return render(request, "espaces/reprise.html", {"saisie": saisie, "visibles": shown})


def status_of(form: EspaceForm | SuppressionForm) -> int:
    """422 when something must be corrected: scripts and tests can tell it from a first display."""
    return 422 if form.is_bound and form.errors else 200
