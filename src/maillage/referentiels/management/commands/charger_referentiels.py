"""`charger_referentiels`: load the shipped lists, or bring them up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from maillage.referentiels.chargement import Bilan, load_all


class Command(BaseCommand):
    """Idempotent: run at install and after each update.

    Each row remembers the values it was shipped with (`livre`). A field that still holds them takes the new shipped
    value; a field that holds something else was corrected by an administrator and is left alone. Rows added here, and
    rows that are no longer shipped, are left alone too.
    """

    help = "Charge les référentiels livrés (sphères, thèmes, publics, types, valeurs) sans défaire vos corrections."

    def handle(self, *_: Any, **__: Any) -> None:
        for nom, bilan in load_all().items():
            self.stdout.write(describe(nom, bilan))


def describe(nom: str, bilan: Bilan) -> str:
    """« thèmes : 22 ajouts, 0 mise à jour » and what was kept."""
    said = f"{nom}\u00a0: {count(bilan.creees, 'ajout')}, {count(bilan.mises_a_jour, 'mise')} à jour"
    if bilan.gardees:
        said += f", vos corrections gardées pour {', '.join(bilan.gardees)}"
    return said + "."


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"
