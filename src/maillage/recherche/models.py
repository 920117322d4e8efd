"""What is searched: one row per searchable object, written by the database itself (`declencheurs.py`)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Document(models.Model):
    """The text of an object, and a copy of what says who may see it: a search asks no other table."""

    objet = models.UUIDField(unique=True, editable=False)
    espace = models.UUIDField(editable=False)
    """No foreign key: the row goes with its object, by the same triggers."""
    genre = models.CharField(max_length=20, editable=False)
    visibilite = models.CharField(max_length=20, editable=False)
    retire_le = models.DateTimeField(null=True, editable=False)
    titre = models.TextField(editable=False)
    """Normalised: name, acronym, type, commune."""
    texte = models.TextField(editable=False)

    class Meta:
        verbose_name = "document cherché"
        verbose_name_plural = "documents cherchés"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.titre
