"""Erase for good the espaces deleted more than a week ago. For a daily timer; `--a-blanc` only says what would go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from maillage.espaces.models import Espace


class Command(BaseCommand):
    help = "Efface définitivement les espaces supprimés depuis plus de sept jours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--a-blanc", action="store_true", help="dire ce qui partirait, sans rien effacer")

    def handle(self, *_: Any, **options: Any) -> None:
        for espace in Espace.objects.beyond_recall():
            verb = "serait effacé" if options["a_blanc"] else "effacé"
            if not options["a_blanc"]:
                espace.delete()
            self.stdout.write(f"{espace.nom} ({espace.slug})\u00a0: {verb}")
