"""Jeton: what a program shows to read in someone's name. Only its digest is kept."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import ClassVar

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.utils import timezone

DUREE = timedelta(days=365)
PREFIXE = "mlg_"
"""So that a token left in a file is recognised for what it is."""


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class JetonQuerySet(models.QuerySet["Jeton"]):
    def valid(self) -> JetonQuerySet:
        return self.filter(expire_le__gt=timezone.now(), utilisateur__is_active=True)


class Jeton(models.Model):
    """Reads only, and no more than its owner: it loses what its owner loses."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    utilisateur = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jetons")
    nom = models.CharField("pour quel usage", max_length=80)
    empreinte = models.CharField(max_length=64, unique=True, editable=False)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    expire_le = models.DateTimeField("expire le")

    objects = JetonQuerySet.as_manager()

    class Meta:
        verbose_name = "jeton d’accès"
        verbose_name_plural = "jetons d’accès"
        ordering: ClassVar = ["-cree_le", "-id"]

    def __str__(self) -> str:
        return self.nom

    @property
    def est_expire(self) -> bool:
        return self.expire_le <= timezone.now()
