"""Addresses of the account. allauth finds its pages by name; addresses are ours, in French, and passwords have none."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from maillage.comptes import forms, views

connexion = account.LoginView.as_view(form_class=forms.Connexion)
verification = webauthn.ReauthenticateWebAuthnView.as_view(form_class=forms.VerificationCle)

mine = [
    path("", views.compte, name="compte"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((mine, "comptes"))),
    path("connexion/", connexion, name="account_login"),
    path("connexion/nouveau-code/", connexion, name="account_request_login_code"),
    path(
        "connexion/code/",
        account.ConfirmLoginCodeView.as_view(form_class=forms.CodeConnexion),
        name="account_confirm_login_code",
    ),
    path(
        "connexion/cle/", webauthn.LoginWebAuthnView.as_view(form_class=forms.ConnexionCle), name="mfa_login_webauthn"
    ),
    path("deconnexion/", account.logout, name="account_logout"),
    path("creer/", account.SignupView.as_view(form_class=forms.Inscription), name="account_signup"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("courriel/", views.changer_courriel, name="account_email"),
    path("courriel/code/", views.confirmer_courriel, name="account_email_verification_sent"),
    path("cles/", RedirectView.as_view(pattern_name="comptes:compte"), name="mfa_index"),
    path("cles/ajouter/", views.AjouterCle.as_view(), name="mfa_add_webauthn"),
    path("cles/<int:pk>/renommer/", views.renommer_cle, name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retirer/", views.retirer_cle, name="mfa_remove_webauthn"),
    path("verification/", verification, name="mfa_reauthenticate_webauthn"),
    path("verification/", verification, name="account_reauthenticate"),
]
