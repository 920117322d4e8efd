"""Forget the files that nobody imported for a month, and those on disk that no row names. For a daily timer."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from maillage.apports.actions import forget
from maillage.apports.models import DOSSIER, Apport


class Command(BaseCommand):
    help = "Oublie les fichiers déposés depuis plus de trente jours sans être importés."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--a-blanc", action="store_true", help="dire ce qui partirait, sans rien effacer")

    def handle(self, *_: Any, **options: Any) -> None:
        for apport in Apport.objects.forgotten():
            verb = "serait oublié" if options["a_blanc"] else "oublié"
            if not options["a_blanc"]:
                with transaction.atomic():
                    forget(apport)
            self.stdout.write(f"{apport.nom_fichier}\u00a0: {verb}")
        if not options["a_blanc"]:
            self._sweep()

    def _sweep(self) -> None:
        """What an espace erased for good leaves behind."""
        if not default_storage.exists(DOSSIER):
            return
        named = set(Apport.objects.exclude(fichier="").values_list("fichier", flat=True))
        for name in default_storage.listdir(DOSSIER)[1]:
            if f"{DOSSIER}/{name}" not in named:
                default_storage.delete(f"{DOSSIER}/{name}")
