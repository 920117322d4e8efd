"""Position: where an actor stands on the drawing of its espace, so that nothing moves when someone arrives."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.acteurs.models import Acteur
from maillage.espaces.models import Espace


class Niveau(models.TextChoices):
    SERVICE = "service", "Services dépliés"
    STRUCTURE = "structure", "Services repliés dans leur structure"


class Position(models.Model):
    """Between 0 and 1, x to the right and y down. Rows without links stand at the bottom."""

    espace = models.ForeignKey(Espace, models.CASCADE, related_name="positions")
    acteur = models.ForeignKey(Acteur, models.CASCADE, related_name="positions")
    niveau = models.CharField(max_length=20, choices=Niveau)
    x = models.FloatField()
    y = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["espace", "niveau", "acteur"], name="position_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.acteur_id} : {self.x:.3f}, {self.y:.3f}"
