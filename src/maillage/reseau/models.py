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
    """Between 0 and 1, x to the right and y down."""

    espace = models.ForeignKey(Espace, models.CASCADE, related_name="positions")
    acteur = models.ForeignKey(Acteur, models.CASCADE, related_name="positions")
    niveau = models.CharField(max_length=20, choices=Niveau)
    x = models.FloatField()
    y = models.FloatField()
    arrivee = models.BooleanField(default=False)
    """A seat taken on arrival, since the whole was last laid out."""
    avant_x = models.FloatField(null=True)
    avant_y = models.FloatField(null=True)
    """Where it stood before the drawing was last made again: None for who was not there."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["espace", "niveau", "acteur"], name="position_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.acteur_id} : {self.x:.3f}, {self.y:.3f}"
