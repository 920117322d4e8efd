"""The official list into the database: bulk writes, only what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction

from maillage.territoires.lecture import Cle, Decoupage, Officiel
from maillage.territoires.models import Territoire, build_search_name
from maillage.territoires.natures import NatureTerritoire

PAQUET = 2000
"""Rows of one insertion."""
CLES = 500
"""Keys in one condition: below the fewest that a SQLite accepts."""
CHAMPS = ("nom", "nom_cherche", "population", "latitude", "longitude", "actuel")
Centres = Mapping[str, tuple[float, float]]
COMMUNE = NatureTerritoire.COMMUNE.value
Dire = Callable[[str], None]

Contenu = Territoire.communes.through
"""One row: this territory holds that commune."""


@dataclass
class Bilan:
    """What one loading did."""

    crees: int = 0
    modifies: int = 0
    disparus: int = 0
    """Were in the list, are no longer: kept, out of the searches."""
    places: int = 0
    """Communes with a position."""


@transaction.atomic
def load_decoupage(decoupage: Decoupage, centres: Centres | None = None, dire: Dire = lambda _: None) -> Bilan:
    """Bring the official territories to this list, all or nothing. What espaces composed is not touched.

    Without `centres`, the positions already known stay.
    """
    bilan = Bilan()
    known = {(row.nature, row.code): row for row in Territoire.objects.official()}
    dire(f"{len(decoupage.territoires)} territoires lus, {len(known)} déjà là")
    _write_territoires(decoupage.territoires, known, centres or {}, bilan)
    _retire_absent(decoupage, known, bilan)
    dire(f"{bilan.crees} ajoutés, {bilan.modifies} modifiés, {bilan.disparus} sortis de la liste")
    dire("rattachement des communes…")
    listed = Territoire.objects.official().current().values_list("nature", "code", "pk")
    ids = {(nature, code): pk for nature, code, pk in listed}
    joined, parted = _write_contenus(decoupage.contenus, ids)
    dire(f"{joined} rattachements ajoutés, {parted} retirés")
    bilan.places = Territoire.objects.official().communes().exclude(latitude=None).count()
    return bilan


def _write_territoires(
    rows: Iterable[Officiel], known: Mapping[Cle, Territoire], centres: Centres, bilan: Bilan
) -> None:
    created, changed = [], []
    for row in rows:
        existing = known.get(row.cle)
        territoire = existing or Territoire(nature=row.nature, code=row.code)
        before = _values(territoire)
        _fill(territoire, row, centres)
        if existing is None:
            created.append(territoire)
        elif _values(territoire) != before:
            changed.append(territoire)
    Territoire.objects.bulk_create(created, batch_size=PAQUET)
    Territoire.objects.bulk_update(changed, CHAMPS, batch_size=CLES // 2)
    bilan.crees, bilan.modifies = len(created), len(changed)


def _fill(territoire: Territoire, row: Officiel, centres: Centres) -> None:
    territoire.nom = row.nom
    territoire.nom_cherche = build_search_name(row.nom, row.autrement)
    territoire.population = row.population
    territoire.actuel = True
    if row.nature == COMMUNE and row.code in centres:
        territoire.latitude, territoire.longitude = centres[row.code]


def _values(territoire: Territoire) -> tuple[object, ...]:
    return tuple(getattr(territoire, name) for name in CHAMPS)


def _retire_absent(decoupage: Decoupage, known: Mapping[Cle, Territoire], bilan: Bilan) -> None:
    listed = {row.cle for row in decoupage.territoires}
    absent = [row.pk for cle, row in known.items() if row.actuel and cle not in listed]
    for part in _split(absent):
        Territoire.objects.filter(pk__in=part).update(actuel=False)
    bilan.disparus = len(absent)


def _write_contenus(contenus: Mapping[Cle, set[str]], ids: Mapping[Cle, UUID]) -> tuple[int, int]:
    """Who holds what, as the list says it: joined, parted. An EPCI that closed keeps the communes that it had."""
    wanted = set(chain.from_iterable(_pairs(cle, codes, ids) for cle, codes in contenus.items()))
    rows = Contenu._default_manager.filter(from_territoire__espace=None, from_territoire__actuel=True)
    present = {(holder, held): pk for pk, holder, held in rows.values_list("pk", "from_territoire", "to_territoire")}
    missing = [Contenu(from_territoire_id=holder, to_territoire_id=held) for holder, held in wanted - present.keys()]
    extra = [present[pair] for pair in present.keys() - wanted]
    Contenu._default_manager.bulk_create(missing, batch_size=PAQUET)
    for part in _split(extra):
        Contenu._default_manager.filter(pk__in=part).delete()
    return len(missing), len(extra)


def _pairs(cle: Cle, codes: Iterable[str], ids: Mapping[Cle, UUID]) -> list[tuple[UUID, UUID]]:
    """Only between territories of the list."""
    holder = ids.get(cle)
    held = (ids.get((COMMUNE, code)) for code in codes)
    return [(holder, commune) for commune in held if holder is not None and commune is not None]


def _split(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (keys[start : start + CLES] for start in range(0, len(keys), CLES))
