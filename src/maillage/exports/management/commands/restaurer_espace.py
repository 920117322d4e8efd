"""An archive comes back. `--adresse`: another address when its own is taken; `--verifier` writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.exports.archive.fautes import ArchiveRefusee
from maillage.exports.archive.lecture import Archive, open_archive
from maillage.exports.archive.restauration import restore_espace
from maillage.exports.views_restauration import say_bilan


class Command(BaseCommand):
    help = "Restaure un espace depuis son archive complète : tout, ou rien."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, metavar="ARCHIVE", help="le fichier .zip")
        parser.add_argument("--adresse", default="", metavar="ADRESSE", help="une autre adresse si la sienne est prise")
        parser.add_argument("--verifier", action="store_true", help="dire ce que contient l’archive, sans rien écrire")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            with options["archive"].open("rb") as source:
                archive = open_archive(source)
                if options["verifier"]:
                    self.stdout.write(_describe(archive))
                    return
                self.stdout.write(say_bilan(restore_espace(archive=archive, qui=None, adresse=options["adresse"])))
        except OSError as missing:
            raise CommandError(f"Ce fichier ne s’ouvre pas : {options['archive']}") from missing
        except ArchiveRefusee as refused:
            raise CommandError(f"{refused} Rien n’a été écrit.") from refused


def _describe(archive: Archive) -> str:
    told = archive.manifeste
    lines = [f"{archive.espace['nom']} ({archive.espace['slug']}), archive du {told['ecrite_le'][:10]} : entière."]
    lines += [f"  {label:<28} {count}" for label, count in told["tables"].items()]
    return "\n".join(lines)
