"""Making and withdrawing a token. The caller is its owner."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from maillage.api.models import DUREE, PREFIXE, Jeton, digest
from maillage.comptes.models import Utilisateur

MAX_JETONS = 20


class TropDeJetons(Exception):
    """One person has enough tokens: an old one is to be withdrawn first."""


@transaction.atomic
def make_jeton(*, utilisateur: Utilisateur, nom: str) -> tuple[Jeton, str]:
    """The token and its secret, told once: only its digest is kept. Raises TropDeJetons."""
    Utilisateur.objects.select_for_update().get(pk=utilisateur.pk)
    if Jeton.objects.filter(utilisateur=utilisateur).count() >= MAX_JETONS:
        raise TropDeJetons
    secret = PREFIXE + secrets.token_urlsafe(32)
    expire_le = timezone.now() + DUREE
    jeton = Jeton.objects.create(utilisateur=utilisateur, nom=nom, empreinte=digest(secret), expire_le=expire_le)
    return jeton, secret


def withdraw_jeton(*, jeton: Jeton) -> None:
    """At once: the next request that shows it is refused."""
    jeton.delete()
