"""`maillage rapprocher`: a list in, the same list out with a column that tells which rows are one actor."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from maillage.console import Suivi, deliver, fail, find_same, tell_faults, tell_remarks

if TYPE_CHECKING:
    from maillage.formats.fiches import Listing

MOTEURS = ("duckdb", "spark")
P = TypeVar("P", bound=argparse.ArgumentParser)


def add_rapprocher(commands: argparse._SubParsersAction[P]) -> None:
    command = commands.add_parser(
        "rapprocher",
        help="reconnaître dans une liste les lignes qui sont un même acteur",
        description="Compare les lignes d’une liste de structures et écrit la même liste, avec une colonne « groupe » "
        "de plus : les lignes de même groupe sont sans doute un même acteur.",
    )
    command.set_defaults(run=rapprocher)
    command.add_argument(
        "liste", type=Path, metavar="FICHIER", help="la liste (CSV, XLSX, ODS) ; au moins un nom par ligne"
    )
    command.add_argument("--sortie", type=Path, required=True, metavar="FICHIER", help="où écrire la liste (CSV)")
    command.add_argument(
        "--moteur", choices=MOTEURS, default="duckdb", help="duckdb (par défaut) ; spark, pour les listes immenses"
    )


def rapprocher(arguments: argparse.Namespace) -> int:
    """Exit status as for every command: 0 done, 1 could not write, 2 something to mend."""
    from maillage.analyse.rapprochement import MoteurIndisponible  # noqa: PLC0415  (each command loads only what it needs)
    from maillage.formats.fautes import DonneesInvalides  # noqa: PLC0415
    from maillage.publication.ecriture import EcritureImpossible  # noqa: PLC0415

    if taken := find_same(arguments.sortie, (arguments.liste,)):
        return fail(
            f"--sortie écrirait sur «\u00a0{taken}\u00a0», que vous donnez à lire\u00a0: choisissez un autre nom. "
            "Rien n’a été écrit.", 2,
        )  # fmt: skip
    suivi = Suivi()
    try:
        return _rapprocher(arguments, suivi)
    except DonneesInvalides as invalid:
        return fail(tell_faults(invalid), 2)
    except MoteurIndisponible as missing:
        return fail(f"{missing} Rien n’a été écrit.", 2)
    except EcritureImpossible as impossible:
        return fail(str(impossible), 1)


def _rapprocher(arguments: argparse.Namespace, suivi: Suivi) -> int:
    from maillage.analyse.rapprochement import grouper  # noqa: PLC0415
    from maillage.formats.fiches import read_listing  # noqa: PLC0415

    with _no_collection():
        listing = read_listing(arguments.liste)
        tell_remarks(listing.remarques)
        groupes = grouper(listing.fiches, moteur=arguments.moteur, etape=suivi)
    deliver(listing.with_groupes(number(groupes, len(listing.fiches))), arguments.sortie)
    print(_sum_up(listing, groupes), file=sys.stderr)
    return 0


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of small values, none in a circle: looking for circles would take an eighth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def number(groupes: Sequence[Sequence[int]], rows: int) -> list[int]:
    """The group of each row, from 1, in the order in which groups appear; a row alone has a group of its own."""
    first = {row: members[0] for members in groupes for row in members}
    numbers: dict[int, int] = {}
    return [numbers.setdefault(first.get(row, row), len(numbers) + 1) for row in range(rows)]


def _sum_up(listing: Listing, groupes: Sequence[Sequence[int]]) -> str:
    from maillage.analyse.francais import compte, liste, nombre  # noqa: PLC0415

    compared = liste([f"«\u00a0{heading}\u00a0»" for heading in listing.lues.values()])
    together = sum(map(len, groupes))
    found = (
        f"{compte(len(groupes), 'groupe')} de plusieurs lignes ({nombre(together)} lignes en tout)"
        if groupes else "aucune ligne n’en rejoint une autre"
    )  # fmt: skip
    rows = compte(len(listing.fiches), "ligne", feminin=True)
    return f"{rows}, comparée{'s' if len(listing.fiches) > 1 else ''} par {compared}\u00a0: {found}."
