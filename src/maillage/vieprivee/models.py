"""Passage: the day on which what was too old was forgotten, and how much. The host's proof that it is done."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Passage(models.Model):
    """One row a day, whoever asks: it is also what keeps two processes from doing the same work."""

    jour = models.DateField("jour", unique=True)
    fini_le = models.DateTimeField("fini le", null=True)
    bilan = models.JSONField("bilan", default=dict)
    """How many of each, by code: never who."""

    class Meta:
        verbose_name = "passage de la conservation"
        verbose_name_plural = "passages de la conservation"
        ordering: ClassVar = ["-jour"]

    def __str__(self) -> str:
        return f"{self.jour:%d/%m/%Y}"
