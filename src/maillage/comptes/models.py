"""Someone who signs in. An account says nothing of a person's work: that is `acteurs.Personne`, with its own rights."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

import uuid_utils.compat as uuid
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

DELAI_OUVERTURE = timedelta(days=90)
"""An account opened with an address that nobody proved, and never entered: perhaps someone else's address."""


class Comptes(BaseUserManager["Utilisateur"]):
    def create_user(self, courriel: str, **fields: Any) -> Utilisateur:
        """An account without password: sign-in is by e-mailed code or passkey."""
        user = self.model(email=self.normalize_email(courriel).lower(), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def never_entered(self, maintenant: datetime) -> models.QuerySet[Utilisateur]:
        """Nobody ever signed in, and nobody waits for them: neither member nor administrator."""
        old = self.filter(last_login=None, cree_le__lt=maintenant - DELAI_OUVERTURE, is_staff=False)
        return old.filter(adhesions=None)

    def get_by_natural_key(self, username: str | None) -> Utilisateur:
        return self.get(email__iexact=username)


class Utilisateur(AbstractBaseUser, PermissionsMixin):
    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    email = models.EmailField("courriel", unique=True)
    nom = models.CharField("nom affiché", max_length=100, blank=True)
    is_staff = models.BooleanField("administre l’installation", default=False)
    is_active = models.BooleanField("peut se connecter", default=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)

    objects = Comptes()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "utilisateur"
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="utilisateur_courriel_unique")]

    def __str__(self) -> str:
        return self.nom or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.nom or self.email.split("@")[0]
