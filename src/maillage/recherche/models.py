"""What is searched: one row per searchable object, written by the database itself (`declencheurs.py`)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Document(models.Model):
    """The text of an object. Says nothing of who may see it: the object's own table is asked each time."""

    objet = models.UUIDField(unique=True, editable=False)
    titre = models.TextField(editable=False)
    """Normalised: name, acronym, type, commune."""
    texte = models.TextField(editable=False)

    class Meta:
        verbose_name = "document cherché"
        verbose_name_plural = "documents cherchés"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.titre
