from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RechercheConfig(AppConfig):
    name = "maillage.recherche"
    label = "recherche"
    verbose_name = "Recherche"

    def ready(self) -> None:
        post_migrate.connect(_restore_triggers, sender=self)


def _restore_triggers(using: str, **_: Any) -> None:
    """SQLite rebuilds a table to alter it, and forgets its triggers: each migration ends by putting them back."""
    from django.db import connections  # noqa: PLC0415  (needs the registry of apps)

    from maillage.recherche.declencheurs import install  # noqa: PLC0415

    install(connections[using])
