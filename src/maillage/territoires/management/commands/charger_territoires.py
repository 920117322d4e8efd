"""`charger_territoires`: communes, EPCI, départements and régions of France."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import maillage
from maillage.territoires.chargement import load_decoupage
from maillage.territoires.lecture import ListeIllisible, read_centres, read_decoupage

DANS_NPM = Path("node_modules/@etalab/decoupage-administratif/data")


class Command(BaseCommand):
    """Idempotent: a second run writes nothing; a newer list brings what changed.

    A territory that leaves the list is kept, because actors may stand there, but is no longer proposed. Perimeters
    composed by espaces are not touched.
    """

    help = "Charge les communes, intercommunalités, départements et régions (liste officielle d’Etalab)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source", type=Path, help="Dossier des fichiers communes.json, epci.json…")
        parser.add_argument("--centres", type=Path, help="CSV code_insee, latitude, longitude (facultatif).")

    def handle(self, *_: Any, source: Path | None, centres: Path | None, **__: Any) -> None:
        try:
            decoupage = read_decoupage(source or find_source())
            positions = read_centres(centres) if centres else None
        except ListeIllisible as fault:
            raise CommandError(str(fault)) from fault
        bilan = load_decoupage(decoupage, positions, self.say)
        self.stdout.write(f"Territoires\u00a0: {len(decoupage.territoires)}, dont {bilan.crees} nouveaux.")
        if not bilan.places:
            self.stdout.write("Aucune commune n’a de position (option --centres)\u00a0: la carte ne les placera pas.")

    def say(self, text: str) -> None:
        self.stderr.write(text)


def find_source() -> Path:
    """Beside the sources when run from them, else under the current folder."""
    beside = Path(maillage.__file__).parents[2] / DANS_NPM if maillage.__file__ else DANS_NPM
    return beside if beside.is_dir() else Path.cwd() / DANS_NPM
