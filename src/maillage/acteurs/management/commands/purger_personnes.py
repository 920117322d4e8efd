"""`purger_personnes`: to be run every day."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from maillage.acteurs.identites import purge_personnes


class Command(BaseCommand):
    help = "Efface les personnes qui n’ont rien confirmé depuis quatre-vingt-dix jours. Les postes restent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", help="Compter depuis ce jour (AAAA-MM-JJ) plutôt que depuis maintenant.")

    def handle(self, *_: Any, **options: Any) -> None:
        number = purge_personnes(maintenant=read_moment(options["date"]))
        self.stdout.write(f"{number} personne(s) effacée(s).")


def read_moment(texte: str | None) -> datetime:
    if not texte:
        return timezone.now()
    try:
        day = parse_date(texte)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"« {texte} » n’est pas une date : écrivez AAAA-MM-JJ.")
    return timezone.make_aware(datetime.combine(day, time.max))
