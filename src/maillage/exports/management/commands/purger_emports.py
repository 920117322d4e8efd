"""Erase the archives that nobody came for. For a daily timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from maillage.exports.actions import purge_emports


class Command(BaseCommand):
    help = "Efface les archives préparées depuis plus d’un jour."

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(f"{purge_emports()} archives effacées.")
