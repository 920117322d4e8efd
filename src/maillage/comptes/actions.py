"""What changes an account for good."""

from __future__ import annotations

from django.db import transaction

from maillage.comptes.models import Utilisateur


@transaction.atomic
def remove_compte(*, utilisateur: Utilisateur) -> None:
    """The account, its addresses, passkeys and memberships go. What it contributed stays, without its name.

    The caller has checked that no espace is left without animation (`queries.sole_animations`).
    """
    Utilisateur.objects.filter(pk=utilisateur.pk).delete()
