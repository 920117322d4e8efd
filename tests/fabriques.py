"""Small makers with traits, for every room's tests. Each call makes one row; arguments say what matters."""

from __future__ import annotations

import hashlib
import itertools
import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Adhesion, Espace, Invitation, Role, Visibilite

_numbers = itertools.count(1)


def make_utilisateur(courriel: str = "", *, nom: str = "", staff: bool = False, **fields: Any) -> Utilisateur:
    """Someone who can sign in; traits: `staff` administers the installation."""
    courriel = courriel or f"personne{next(_numbers)}@exemple.fr"
    return Utilisateur.objects.create_user(courriel, nom=nom, is_staff=staff, is_superuser=staff, **fields)


def make_espace(
    nom: str = "Monts et Vallée de la Lisaude",
    *,
    slug: str = "",
    publique: bool = False,
    supprime: bool = False,
    animation: Utilisateur | None = None,
    **fields: Any,
) -> Espace:
    """Traits: `publique` everybody reads it, `supprime` deleted just now, `animation` someone who runs it."""
    fields.setdefault("visibilite", Visibilite.PUBLIQUE if publique else Visibilite.MEMBRES)
    fields.setdefault("supprime_le", timezone.now() if supprime else None)
    espace = Espace.objects.create(nom=nom, slug=slug or f"espace-{next(_numbers)}", **fields)
    if animation is not None:
        make_adhesion(espace, animation, Role.ANIMATION)
    return espace


def make_adhesion(
    espace: Espace, utilisateur: Utilisateur | None = None, role: str = Role.CONTRIBUTION, **fields: Any
) -> Adhesion:
    """A member with a role; a new person when none is given."""
    return Adhesion.objects.create(espace=espace, utilisateur=utilisateur or make_utilisateur(), role=role, **fields)


def make_invitation(
    espace: Espace,
    courriel: str = "",
    *,
    expiree: bool = False,
    acceptee: bool = False,
    retiree: bool = False,
    **fields: Any,
) -> tuple[Invitation, str]:
    """The invitation and the token of its link; traits: `expiree`, `acceptee`, `retiree`."""
    jeton, now = secrets.token_urlsafe(32), timezone.now()
    if expiree:
        fields["expire_le"] = now - timedelta(minutes=1)
    fields.setdefault("acceptee_le", now if acceptee else None)
    fields.setdefault("retiree_le", now if retiree else None)
    invitation = Invitation.objects.create(
        espace=espace,
        courriel=courriel or f"invite{next(_numbers)}@exemple.fr",
        empreinte=hashlib.sha256(jeton.encode()).hexdigest(),
        **fields,
    )
    return invitation, jeton
