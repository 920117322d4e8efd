"""What every long work has in common: its state, its progress, and how one killed on the way is noticed.

A room derives `TravailDeFond` with what it needs, and runs it in a task of django-tasks: `claim` at the beginning,
`tell` at each step, `end` or `fail` at the end. Each of these is written at once, so that a page shows it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self
from uuid import UUID

import uuid_utils.compat as uuid
from django.db import models
from django.utils import timezone

from maillage.espaces.models import Espace

SILENCE = timedelta(minutes=10)
"""A work that said nothing for so long was killed: it may be asked again."""


class Etat(models.TextChoices):
    ATTENTE = "attente", "En attente"
    EN_COURS = "en-cours", "En cours"
    FAIT = "fait", "Fait"
    ECHEC = "echec", "Échec"


OUVERTS = (Etat.ATTENTE, Etat.EN_COURS)


class TravauxQuerySet(models.QuerySet[Any]):
    def alive(self) -> Self:
        """Waiting or under way, and heard of lately."""
        return self.filter(etat__in=OUVERTS, vu_le__gt=timezone.now() - SILENCE)

    def done(self) -> Self:
        return self.filter(etat=Etat.FAIT)

    def claim(self, pk: UUID | str) -> bool:
        """Take a waiting work; False when another worker has it, or when it is done."""
        return bool(self.filter(pk=pk, etat=Etat.ATTENTE).update(etat=Etat.EN_COURS, vu_le=timezone.now()))


class TravailDeFond(models.Model):
    """One row for one thing asked. `fait` is a share out of 100, `etape` the words shown beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="+")
    etat = models.CharField(max_length=20, choices=Etat, default=Etat.ATTENTE)
    etape = models.CharField(max_length=80, blank=True)
    fait = models.PositiveSmallIntegerField(default=0)
    cree_le = models.DateTimeField(auto_now_add=True)
    vu_le = models.DateTimeField(default=timezone.now)

    objects = TravauxQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def est_muet(self) -> bool:
        """Not finished, and silent for too long."""
        return self.etat in OUVERTS and self.vu_le <= timezone.now() - SILENCE

    @property
    def fini(self) -> bool:
        return self.etat == Etat.FAIT

    @property
    def rate(self) -> bool:
        return self.etat == Etat.ECHEC or self.est_muet

    def tell(self, etape: str, fait: int) -> None:
        self._write(etape=etape[:80], fait=fait)

    def end(self) -> None:
        self._write(etat=Etat.FAIT, fait=100)

    def fail(self) -> None:
        self._write(etat=Etat.ECHEC)

    def restart(self) -> None:
        """Wait for a turn again, from the beginning."""
        self._write(etat=Etat.ATTENTE, etape="", fait=0)

    def describe(self) -> dict[str, Any]:
        """What the page that follows the work asks for (`comportements/suivi.ts`)."""
        etat = Etat.ECHEC if self.est_muet else self.etat
        return {"etat": etat, "etape": self.etape, "fait": self.fait}

    def _write(self, **values: Any) -> None:
        """Outside any transaction that the work itself may have opened on its data, only these columns change."""
        values["vu_le"] = timezone.now()
        type(self)._base_manager.filter(pk=self.pk).update(**values)
        for name, value in values.items():
            setattr(self, name, value)
