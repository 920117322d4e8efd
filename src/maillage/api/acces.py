"""Who asks: nobody in particular, or the owner of a token. The browser's session is never looked at."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from maillage.api.models import Jeton, digest
from maillage.espaces.droits import LIRE, Droits, require

PUBLIC = "public"


class Acces(HttpBearer):
    """Without a token, as a stranger; with one that is unknown or expired, refused rather than read as a stranger."""

    openapi_description = "Un jeton d’accès, créé dans « Mon compte ». Sans lui, on lit ce qui est public."

    def __call__(self, request: HttpRequest) -> Any:
        request.user = AnonymousUser()
        return super().__call__(request) if request.headers.get("Authorization") else PUBLIC

    def authenticate(self, request: HttpRequest, token: str) -> Jeton | None:
        jeton = Jeton.objects.valid().select_related("utilisateur").filter(empreinte=digest(token)).first()
        if jeton is not None:
            request.user = jeton.utilisateur
        return jeton


class Debit(SimpleRateThrottle):
    """So many requests a minute: of a token, or of an address of the network when there is none."""

    def get_cache_key(self, request: HttpRequest) -> str | None:
        auth = getattr(request, "auth", PUBLIC)
        if isinstance(auth, Jeton) != (self.scope == "jeton"):
            return None
        who = str(auth.pk) if isinstance(auth, Jeton) else request.META.get("REMOTE_ADDR", "")
        return f"api-{self.scope}-{digest(who)}"


class DebitPublic(Debit):
    scope = "public"


class DebitJeton(Debit):
    scope = "jeton"


def read_droits(request: HttpRequest, slug: str) -> Droits:
    """Raises Http404 for an espace that the asker may not know of."""
    return require(request, slug, LIRE)
