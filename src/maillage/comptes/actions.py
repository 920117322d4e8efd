"""What changes an account for good. Leaving with everything that names one: `vieprivee.depart`."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from maillage.comptes.models import Utilisateur


class AdresseRefusee(ValueError):
    """Not an address one can write to."""


@transaction.atomic
def appoint_administrator(*, courriel: str, nom: str = "") -> tuple[Utilisateur, bool]:
    """The account of that address runs the installation; made if need be (True). Repeated, it changes nothing."""
    try:
        validate_email(courriel)
    except ValidationError as refused:
        raise AdresseRefusee(courriel) from refused
    known = Utilisateur.objects.filter(email__iexact=courriel).first()
    utilisateur = known or Utilisateur.objects.create_user(courriel, nom=nom)
    utilisateur.is_staff = utilisateur.is_superuser = True
    utilisateur.save(update_fields=["is_staff", "is_superuser"])
    return utilisateur, known is None


def dismiss_administrator(*, courriel: str) -> bool:
    """The account stays, without the administration. False when it did not have it."""
    appointed = Utilisateur.objects.filter(email__iexact=courriel, is_staff=True)
    return bool(appointed.update(is_staff=False, is_superuser=False))
