"""`maillage gerer ranger_dessins`: keep the seats of newcomers on the drawings, where no embedded worker does it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from maillage.reseau.rangement import settle_all


class Command(BaseCommand):
    help = "Garder la place que les nouveaux acteurs ont prise sur les dessins du réseau."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = settle_all()
        self.stdout.write(f"{count} place{'s' if count > 1 else ''} gardée{'s' if count > 1 else ''}.")
