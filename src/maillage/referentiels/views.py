"""The spheres of an espace: the shared ones, and its own to add, correct and remove."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.espaces.actions import Refus
from maillage.espaces.avertissements import warn
from maillage.espaces.droits import REGLER, require, signed_in
from maillage.espaces.models import Espace
from maillage.referentiels import actions
from maillage.referentiels.forms import NouvelleSphereForm, SphereForm
from maillage.referentiels.models import Sphere

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def spheres(request: HttpRequest, slug: str) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    context = {"espace": espace, "communes": Sphere.objects.shared(), "propres": Sphere.objects.own(espace)}
    return render(request, "referentiels/spheres.html", context)


@read_or_send
def ajouter(request: HttpRequest, slug: str) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    form = NouvelleSphereForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sphere = actions.add_sphere(espace=espace, qui=signed_in(request), **form.cleaned_data)
        except Refus as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, f"«\u00a0{sphere}\u00a0» est un monde de cet espace.")
            warn(request, form)
            return redirect("referentiels:spheres", slug=slug)
    return show(request, espace, form)


@read_or_send
def sphere(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Correct one that the espace added; the shared ones belong to the administrator."""
    espace = require(request, slug, REGLER).espace
    sphere = get_object_or_404(Sphere.objects.own(espace), pk=pk)
    nom = sphere.nom  # the form writes into its instance even when it is refused
    form = SphereForm(request.POST or None, instance=sphere)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_sphere(sphere=sphere, qui=signed_in(request), **form.cleaned_data)
        except Refus as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "Vos changements sont enregistrés.")
            warn(request, form)
            return redirect("referentiels:spheres", slug=slug)
    return show(request, espace, form, nom=nom, pk=pk)


@require_POST
def retirer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    espace = require(request, slug, REGLER).espace
    sphere = get_object_or_404(Sphere.objects.own(espace), pk=pk)
    try:
        actions.remove_sphere(sphere=sphere, qui=signed_in(request))
    except Refus as refus:
        messages.error(request, refus.message)
        return redirect("referentiels:sphere", slug=slug, pk=pk)
    messages.success(request, f"«\u00a0{sphere}\u00a0» n’est plus un monde de cet espace.")
    return redirect("referentiels:spheres", slug=slug)


def show(request: HttpRequest, espace: Espace, form: SphereForm, **context: object) -> HttpResponse:
    """422 when something must be corrected."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "referentiels/sphere.html", {"espace": espace, "form": form, **context}, status=status)
