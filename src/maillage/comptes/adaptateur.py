"""What sign-in does our way: by an e-mailed code or a passkey, either being enough, and never by password."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification import verify_email_indirectly
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from maillage.comptes.models import Utilisateur


class Adaptateur(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Ce compte est fermé.",
        "duplicate_email": "C’est déjà l’adresse de votre compte.",
        "email_taken": "Cette adresse est déjà celle d’un compte.",
        "incorrect_code": "Ce code n’est pas le bon. Vérifiez-le dans le dernier courriel reçu.",
        "same_as_current": "C’est déjà l’adresse de votre compte.",
        "too_many_login_attempts": "Trop d’essais. Attendez cinq minutes, puis demandez un nouveau code.",
        "rate_limited": "Trop de demandes à la fois. Attendez une minute.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Anyone may open an account: it gives no right in any espace until invited, or until opening one's own."""
        return True

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: Any, commit: bool = True
    ) -> AbstractBaseUser:
        assert isinstance(user, Utilisateur)
        user.nom = form.cleaned_data.get("nom", "")
        super().save_user(request, user, form, commit=commit)
        return user

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """A code received at the account's address proves that address: it is not asked to be proven again."""
        assert isinstance(user, Utilisateur)
        codes = [r for r in get_authentication_records(request, user) if r.get("method") == "code"]
        if any(str(r.get("email")).lower() == user.email.lower() for r in codes):
            sync_user_email_address(user)
            verify_email_indirectly(request, user, user.email)
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def get_login_stages(self) -> list[str]:
        """A passkey replaces the code; it is not asked after it. Losing a telephone then locks nobody out."""
        return [stage for stage in super().get_login_stages() if "mfa.stages" not in stage]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Someone who has just signed in need not prove it again, whichever way they did."""
        return super().is_reauthentication_required(app=app, **kwargs) and not self._has_just_signed_in()

    def _has_just_signed_in(self) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, str]]:
        """By passkey, for those who have one; the page also tells how to come back with a code."""
        if not user.is_authenticated or not is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]):
            return []
        address = reverse("mfa_reauthenticate_webauthn")
        return [{"id": "mfa_reauthenticate:webauthn", "description": "Utiliser ma clé d’accès", "url": address}]

    def send_account_already_exists_mail(self, email: str) -> None:
        address = self.request.build_absolute_uri(reverse("account_login"))
        self.send_mail("account/email/account_already_exists", email, {"login_url": address})

    def get_email_verification_redirect_url(self, email_address: Any) -> str:  # noqa: ARG002
        return reverse("comptes:compte")
