"""For people: what the API is, and one's own tokens."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.api import actions
from maillage.api.interface import api
from maillage.api.models import Jeton
from maillage.espaces.droits import signed_in


class JetonForm(forms.ModelForm[Jeton]):
    class Meta:
        model = Jeton
        fields = ("nom",)
        help_texts = {"nom": "Le logiciel ou le tableau qui lira à votre place."}  # noqa: RUF012


@login_not_required
@require_safe
def presentation(request: HttpRequest) -> HttpResponse:
    """Every address with what it gives, from the same description that programs read."""
    described = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    routes = [
        {"adresse": address, "resume": verbs["get"]["summary"], "precision": verbs["get"].get("description", "")}
        for address, verbs in described.items()
    ]
    return render(
        request,
        "api/presentation.html",
        {"routes": routes, "racine": request.build_absolute_uri("/").rstrip("/")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def jetons(request: HttpRequest) -> HttpResponse:
    """The secret is on the page that answers its creation, and nowhere after."""
    utilisateur = signed_in(request)
    form, secret = JetonForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = actions.make_jeton(utilisateur=utilisateur, nom=form.cleaned_data["nom"])
            form = JetonForm()
        except actions.TropDeJetons:
            form.add_error(None, f"Vous avez déjà {actions.MAX_JETONS} jetons. Retirez d’abord ceux de trop.")
    context = {"form": form, "secret": secret, "jetons": Jeton.objects.filter(utilisateur=utilisateur)}
    return render(request, "api/jetons.html", context, status=422 if form.errors else 200)


@require_POST
def retirer(request: HttpRequest, pk: UUID) -> HttpResponse:
    jeton = get_object_or_404(Jeton, pk=pk, utilisateur=signed_in(request))
    actions.withdraw_jeton(jeton=jeton)
    messages.success(request, f"Le jeton «\u00a0{jeton.nom}\u00a0» ne donne plus accès à rien.")
    return redirect(reverse("api:jetons"))
