"""`charger_demonstration`: the fictional territory, and who may sign in to look at it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from maillage.diagnostic.demonstration import COMPTES, load_demonstration


class Command(BaseCommand):
    help = "Charge le territoire fictif de la Lisaude et ses trois comptes."

    def handle(self, *_args: Any, **_options: Any) -> None:
        espace = load_demonstration()
        self.stdout.write(f"{espace.nom} : {espace.acteurs.count()} acteurs, {espace.liens.count()} liens.")
        for role, (courriel, _) in COMPTES.items():
            self.stdout.write(f"  {role.label:<14} {courriel}")
