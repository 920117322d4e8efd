"""`charger_contours`: the shapes of the communes of an espace, for its map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.espaces.models import Espace
from maillage.formats.contours import ContoursIllisibles, read_geojson
from maillage.territoires.contours import (
    ContoursIndisponibles,
    approximate,
    fetch_contours,
    keep_contours,
    list_communes,
)
from maillage.territoires.models import OrigineContour, Territoire


class Command(BaseCommand):
    """Idempotent. A true contour is never replaced by an approximate one."""

    help = "Charge les contours des communes d’un espace : d’un fichier, du service national, ou approchés."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("espace", help="L’adresse de l’espace (lisaude).")
        parser.add_argument("--fichier", type=Path, help="GeoJSON de communes, avec leur code Insee.")
        parser.add_argument("--approcher", action="store_true", help="Sans réseau : des cellules autour des centres.")

    def handle(self, *_: Any, espace: str, fichier: Path | None, approcher: bool, **__: Any) -> None:
        found = Espace.objects.kept().filter(slug=espace).first()
        if found is None:
            raise CommandError(f"Il n’y a pas d’espace «\u00a0{espace}\u00a0».")
        communes = list_communes(found)
        if not communes:
            raise CommandError("Cet espace n’a pas encore de territoire\u00a0: choisissez-le dans ses réglages.")
        try:
            count = self._load(found, communes, fichier, approcher=approcher)
        except (ContoursIllisibles, ContoursIndisponibles, OSError) as fault:
            raise CommandError(f"{fault} Rien n’a changé.") from fault
        self.stdout.write(f"Contours\u00a0: {count} sur {len(communes)} communes.")

    def _load(self, espace: Espace, communes: list[Territoire], fichier: Path | None, *, approcher: bool) -> int:
        if fichier is not None:
            return keep_contours(communes, read_geojson(fichier.read_bytes()), OrigineContour.FICHIER)
        if approcher or not settings.CONTOURS:
            return approximate(communes)
        chosen = Territoire.objects.chosen_by(espace)
        return keep_contours(communes, fetch_contours(settings.CONTOURS, chosen), OrigineContour.OFFICIEL)
