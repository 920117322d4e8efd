"""`conservation`: forget what has been kept long enough. For a daily timer; the site does it itself by default."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from maillage.analyse.francais import say_first
from maillage.vieprivee.conservation import Resultat, apply_durees


class Command(BaseCommand):
    help = "Applique les durées de conservation : écrit aux personnes, masque, efface, et dit combien."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", metavar="AAAA-MM-JJ", help="compter depuis ce jour plutôt que depuis maintenant")
        parser.add_argument("--a-blanc", action="store_true", help="dire ce qui serait fait, sans rien faire")

    def handle(self, *_: Any, **options: Any) -> None:
        maintenant, a_blanc = read_moment(options["date"]), options["a_blanc"]
        results = apply_durees(maintenant=maintenant, a_blanc=a_blanc)
        jour = say_first(date_format(timezone.localtime(maintenant), "j F Y"))
        self.stdout.write(f"Conservation au {jour}{', à blanc (rien n’est fait)' if a_blanc else ''}")
        told = [say(one) for one in results if one.nombre or one.echecs]
        for line in told or ["  Rien à faire."]:
            self.stdout.write(line)
        if any(one.echecs for one in results):
            raise CommandError("Tout n’a pas pu être fait : le détail est dans le journal du serveur. Relancez.")


def say(result: Resultat) -> str:
    failed = f", {result.echecs} en échec" if result.echecs else ""
    return f"  {result.nombre} | {result.duree.dit}{failed}"


def read_moment(texte: str | None) -> datetime:
    """The end of that day, here; now without one. Raises CommandError."""
    if not texte:
        return timezone.now()
    try:
        day = parse_date(texte)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"« {texte} » n’est pas une date : écrivez AAAA-MM-JJ.")
    return timezone.make_aware(datetime.combine(day, time.max))
