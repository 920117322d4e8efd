"""Django's own asks for a password, which nobody has here: whoever types it by habit is told what to type."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Remplacée par « administrateur » : ici, personne n’a de mot de passe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reste", nargs="*")

    def handle(self, *_: Any, **__: Any) -> None:
        raise CommandError("Ici, personne n’a de mot de passe. Écrivez : maillage gerer administrateur ADRESSE")
