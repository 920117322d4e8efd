"""What every reference list has in common: rows that were shipped, corrected here, or added here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Livrable(models.Model):
    """A row that may have come from donnees/. `livre` keeps it as it came: what differs was corrected here."""

    livre: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        "tel que livré", default=dict, editable=False
    )

    class Meta:
        abstract = True

    @property
    def est_livre(self) -> bool:
        return bool(self.livre)


class Repere(Livrable):
    """What every shared list has in common."""

    code = models.CharField("code", max_length=40, unique=True)
    nom = models.CharField("nom", max_length=120)
    description = models.TextField("description", blank=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=100)
    a_verifier = models.BooleanField("à vérifier", default=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["ordre", "nom"]

    def __str__(self) -> str:
        """What pages show: its name, never as established when nobody has checked it."""
        return f"{self.nom} (à vérifier)" if self.a_verifier else self.nom
