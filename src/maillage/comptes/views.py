"""« Mon compte »: one's name, address and passkeys. What is recorded about oneself, and leaving: `vieprivee`."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.views import ConfirmEmailVerificationCodeView, EmailView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods

from maillage.comptes.forms import AjoutCle, CodeCourriel, MonNom, NouveauCourriel, RenommeCle
from maillage.comptes.models import Utilisateur


def _account_of(request: HttpRequest) -> Utilisateur:
    assert request.user.is_authenticated  # every view is closed by LoginRequiredMiddleware
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def compte(request: HttpRequest) -> HttpResponse:
    utilisateur = _account_of(request)
    form = MonNom(request.POST or None, instance=utilisateur)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Votre nom est enregistré.")
        return redirect("comptes:compte")
    if form.errors:
        utilisateur.refresh_from_db()
    context = {
        "form": form,
        "adhesions": utilisateur.adhesions.filter(espace__supprime_le=None)
        .select_related("espace")
        .order_by("espace__nom"),
        "cles": Authenticator.objects.filter(user=utilisateur, type=Authenticator.Type.WEBAUTHN).order_by("created_at"),
        "courriel_en_attente": EmailAddress.objects.filter(user=utilisateur, verified=False).first(),
    }
    return render(request, "comptes/compte.html", context)


class AjouterCle(webauthn.AddWebAuthnView):
    """allauth's ceremony, with our form, back to « Mon compte »."""

    form_class = AjoutCle

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not EmailAddress.objects.filter(user=_account_of(request), verified=True).exists():
            messages.warning(request, "Vérifiez d’abord votre adresse : reconnectez-vous avec un code.")
            return redirect("comptes:compte")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_success_url(self) -> str:
        return reverse("comptes:compte")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth forgets the form it is given, with its errors: it is put back."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | kwargs


class RenommerCle(webauthn.EditWebAuthnView):
    form_class = RenommeCle

    def get_success_url(self) -> str:
        return reverse("comptes:compte")


class RetirerCle(webauthn.RemoveWebAuthnView):
    def get_success_url(self) -> str:
        return reverse("comptes:compte")


renommer_cle = RenommerCle.as_view()
retirer_cle = RetirerCle.as_view()
changer_courriel = EmailView.as_view(
    form_class=NouveauCourriel, template_name="account/email_change.html", success_url=reverse_lazy("comptes:compte")
)
_code = ConfirmEmailVerificationCodeView.as_view(form_class=CodeCourriel)


@login_not_required
def confirmer_courriel(request: HttpRequest) -> HttpResponseBase:
    """During sign-up nobody is signed in yet; allauth checks that a code is awaited."""
    response: HttpResponseBase = _code(request)
    return response
