"""Writing the archive: tables (for the animation), files for other tools, a site to read, the manifest."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import connection, transaction

from maillage import __version__
from maillage.espaces.droits import Droits
from maillage.exports.archive import FORMAT, VERSION
from maillage.exports.archive.cles import Cles, read_cles
from maillage.exports.archive.lignes import Ligne, iterate_referentiel, iterate_table, list_comptes
from maillage.exports.archive.lisezmoi import write_lisezmoi
from maillage.exports.archive.paquet import Paquet
from maillage.exports.archive.tables import REFERENTIELS, TABLES
from maillage.exports.catalogue import FICHIERS, Commande
from maillage.exports.diffusion import Diffusion, Mention, write_mention
from maillage.exports.statique.site import write_site
from maillage.formats.sorties.feuilles import join
from maillage.formats.sorties.formules import neutralise

Suivi = Callable[[str, int], None]
"""Called with the step under way and what is done, out of 100."""
EN_MEMOIRE = 4_000_000
TRANCHE = 64 * 1024
COMPTES = "comptes"


def write_archive(
    destination: IO[bytes], *, droits: Droits, diffusion: str, quand: datetime, suivi: Suivi = lambda *_: None
) -> None:
    """`droits` are those of who asks. All is read in one transaction: the archive is of one instant."""
    commande = Commande.of(droits, diffusion)
    mention = write_mention(droits.espace, diffusion)
    with transaction.atomic():
        _freeze()
        paquet = Paquet(destination)
        counts = _write_tables(paquet, droits, suivi) if diffusion == Diffusion.ANIMATION else {}
        _write_fichiers(paquet, commande, suivi)
        write_site(paquet, commande, mention, suivi)
        paquet.add_text("LISEZMOI.txt", write_lisezmoi(droits.espace, mention, diffusion))
        suivi("fermeture", 99)
        paquet.close(_write_manifest(commande, mention, quand, counts))


def _freeze() -> None:
    """On PostgreSQL, each query would otherwise see what others wrote since the former one; SQLite already does not."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _write_manifest(commande: Commande, mention: Mention, quand: datetime, counts: dict[str, int]) -> dict[str, Any]:
    espace = commande.droits.espace
    return {
        "format": FORMAT,
        "version": VERSION,
        "logiciel": __version__,
        "diffusion": commande.diffusion,
        "ecrite_le": quand.isoformat(),
        "espace": {"id": str(espace.pk), "nom": espace.nom, "slug": espace.slug},
        "jour": mention.jour.isoformat(),
        "licence": mention.licence,
        "mention": mention.phrase,
        "tables": counts,
    }


def _write_tables(paquet: Paquet, droits: Droits, suivi: Suivi) -> dict[str, int]:
    """How many rows each table has."""
    espace, counts = droits.espace, {}
    cles = read_cles(espace)
    counts[COMPTES] = _write_table(paquet, COMPTES, list_comptes(espace))
    for rank, (label, lignes) in enumerate(_list_tables(droits, cles)):
        suivi(f"table {label}", round(40 * rank / (len(TABLES) + len(REFERENTIELS))))
        counts[label] = _write_table(paquet, label, lignes)
    return counts


def _list_tables(droits: Droits, cles: Cles) -> Iterator[tuple[str, Iterable[Ligne]]]:
    for referentiel in REFERENTIELS:
        yield referentiel.label, iterate_referentiel(referentiel, droits.espace, cles)
    for table in TABLES:
        yield table.label, iterate_table(table, droits.espace, cles)


def _write_table(paquet: Paquet, label: str, lignes: Iterable[Ligne]) -> int:
    """As JSON, a row a line, which comes back; and as CSV, to be read."""
    count = 0
    with SpooledTemporaryFile(EN_MEMOIRE) as aside:
        text = TextIOWrapper(aside, encoding="utf-8", newline="")
        writer = csv.writer(text, delimiter=";")

        def pass_on() -> Iterator[bytes]:
            nonlocal count
            yield b"["
            for ligne in lignes:
                if not count:
                    text.write("\ufeff")
                    writer.writerow(ligne)
                writer.writerow([_write_cell(value) for value in ligne.values()])
                yield (",\n" if count else "\n").encode() + json.dumps(ligne, ensure_ascii=False).encode()
                count += 1
            yield b"\n]\n"

        paquet.add(f"donnees/{label}.json", pass_on())
        text.flush()
        aside.seek(0)
        paquet.add(f"donnees/csv/{label}.csv", iter(lambda: aside.read(TRANCHE), b""))
        text.detach()
    return count


def _write_cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return neutralise(join(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return neutralise(value) if isinstance(value, str) else value


def _write_fichiers(paquet: Paquet, commande: Commande, suivi: Suivi) -> None:
    for rank, fichier in enumerate(FICHIERS.values()):
        suivi(f"fichier {fichier.fichier}", 40 + round(20 * rank / len(FICHIERS)))
        paquet.add(f"fichiers/{fichier.fichier}", fichier.write(commande))


