"""Writing the archive: tables (for the animation), files for other tools, a site to read, the manifest."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import connection, transaction

from maillage import __version__
from maillage.espaces.droits import Droits
from maillage.exports.archive import FORMAT, VERSION
from maillage.exports.archive.cles import read_cles
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
    """`droits` are those of who asks. The tables are of one instant; files and pages may be a few seconds younger."""
    commande, mention = Commande.of(droits, diffusion), write_mention(droits.espace, diffusion)
    paquet, counts = Paquet(destination), {}
    if diffusion == Diffusion.ANIMATION:
        suivi("lecture des tables", 1)
        counts = _write_tables(paquet, droits, suivi)
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
    """How many rows each table has. Read first, so that nobody waits while they are compressed."""
    with ExitStack() as stack:
        with transaction.atomic():
            _freeze()
            read = [(label, _read_table(lignes, stack)) for label, lignes in _list_tables(droits)]
        for rank, (label, table) in enumerate(read):
            suivi(f"table {label}", 5 + round(35 * rank / len(read)))
            paquet.add(f"donnees/{label}.json", _iterate(table.json))
            paquet.add(f"donnees/csv/{label}.csv", _iterate(table.csv))
        return {label: table.lignes for label, table in read}


def _list_tables(droits: Droits) -> Iterator[tuple[str, Iterable[Ligne]]]:
    cles = read_cles(droits.espace)
    yield COMPTES, list_comptes(droits.espace)
    for referentiel in REFERENTIELS:
        yield referentiel.label, iterate_referentiel(referentiel, droits.espace, cles)
    for table in TABLES:
        yield table.label, iterate_table(table, droits.espace, cles)


@dataclass(frozen=True)
class TableLue:
    """One table, waiting to be compressed: as JSON, a row a line, which comes back; as CSV, to be read."""

    lignes: int
    json: IO[bytes]
    csv: IO[bytes]


def _read_table(lignes: Iterable[Ligne], stack: ExitStack) -> TableLue:
    rows = stack.enter_context(SpooledTemporaryFile(EN_MEMOIRE))  # noqa: SIM115  (closed by the stack)
    cells = stack.enter_context(SpooledTemporaryFile(EN_MEMOIRE))  # noqa: SIM115  (closed by the stack)
    count = 0
    for count, ligne in enumerate(lignes, 1):
        if count == 1:
            cells.write(codecs.BOM_UTF8 + _write_csv_row(ligne))
        cells.write(_write_csv_row(_write_cell(value) for value in ligne.values()))
        rows.write((b"[\n" if count == 1 else b",\n") + json.dumps(ligne, ensure_ascii=False).encode())
    rows.write(b"\n]\n" if count else b"[]\n")
    return TableLue(count, rows, cells)


def _write_csv_row(cells: Iterable[str | int | float]) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=";").writerow(cells)
    return out.getvalue().encode()


def _iterate(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(TRANCHE):
        yield piece


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
