"""Which actor a row is part of: one of the espace, or another row of the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from maillage.acteurs.models import Nature
from maillage.acteurs.noms import canonise
from maillage.apports.identite import Annuaire, Identites
from maillage.apports.resolution import Resolue, Resolution
from maillage.formats.acteurs import find_circles
from maillage.formats.fautes import Faute, Refus

MAX_ETAGES: Final = 10
DE_LA_LIGNE: Final = "ligne:"
"""Begins the parent of a row that is another row of the file: « ligne:12 »."""


def resolve_parents(rows: Sequence[Resolue], annuaire: Annuaire, found: Identites, resolution: Resolution) -> None:
    """Write `lu["parent"]`: the id of an actor, « ligne:12 », or "" where nothing is said."""
    if not {"parent", "parent_id"} & resolution.apporte.colonnes:
        return
    finder = _Finder(rows, annuaire, found)
    for row in rows:
        if not (row.brute.parent or row.brute.parent_id):
            row.lu["parent"] = ""
            continue
        parent = finder.find(row)
        if parent:
            row.lu["parent"] = parent
        else:
            resolution.tell_unknown_parent(row)


class _Finder:
    def __init__(self, rows: Sequence[Resolue], annuaire: Annuaire, found: Identites) -> None:
        self._found, self._annuaire = found, annuaire
        self._rows_by_id: dict[str, Resolue] = {}
        self._rows_by_name: defaultdict[str, list[Resolue]] = defaultdict(list)
        for row in rows:
            if row.brute.numero not in found.repetees:
                self._rows_by_id.setdefault(row.brute.source_id, row)
                self._rows_by_name[canonise(row.brute.nom)].append(row)
        self._known_by_name: defaultdict[str, list[UUID]] = defaultdict(list)
        for one in annuaire.connus.values():
            if not one.retire and one.nature != "poste":
                self._known_by_name[one.nom_rapproche].append(one.id)

    def find(self, row: Resolue) -> str:
        brute = row.brute
        if (known := self._annuaire.find(brute.parent_id)) is not None:
            return str(known.id)
        for mot in filter(None, (str(brute.parent_id or ""), brute.parent)):
            if parent := self._find_word(row, mot):
                return parent
        return ""

    def _find_word(self, row: Resolue, mot: str) -> str:
        """An identifier of the source, then a whole name that one actor alone bears."""
        named = self._rows_by_id.get(mot)
        if named is not None and named is not row:
            return self._write(named)
        if (known := self._annuaire.find(self._annuaire.par_source.get((row.source, mot)))) is not None:
            return str(known.id)
        same = [other for other in self._rows_by_name.get(canonise(mot), []) if other is not row]
        if len(same) == 1:
            return self._write(same[0])
        alike = self._known_by_name.get(canonise(mot)[:300], [])
        return str(alike[0]) if len(alike) == 1 and not same else ""

    def _write(self, row: Resolue) -> str:
        pk = self._found.acteurs.get(row.brute.numero)
        return str(pk) if pk else f"{DE_LA_LIGNE}{row.brute.numero}"


def find_circles_of(rows: Sequence[Resolue], resolution: Resolution) -> list[Faute]:
    """Rows that are, from parent to parent, part of themselves."""
    parents = {f"{DE_LA_LIGNE}{row.brute.numero}": str(row.lu.get("parent") or "") or None for row in rows}
    circles = find_circles({one: parent for one, parent in parents.items() if parent})
    numbers = sorted(int(one.removeprefix(DE_LA_LIGNE)) for circle in circles for one in circle)
    problem = Refus("de parent en parent, cette ligne dépend d’elle-même", "Laissez vide le parent de l’une d’elles.")
    return [resolution.make(numero, "parent", problem) for numero in numbers]


def spread_faults(rows: Sequence[Resolue], faulty: set[int | None], resolution: Resolution) -> None:
    """A row whose parent is a faulty row loses it; a poste, which cannot stand alone, is at fault as well."""
    for _ in range(MAX_ETAGES):
        hanging = [row for row in rows if row.brute.numero not in faulty and _read_row(row) in faulty]
        for row in hanging:
            if row.read("nature") == Nature.POSTE:
                faulty.add(row.brute.numero)
                problem = Refus("la ligne de sa structure est en faute", "Corrigez d’abord celle-là.")
                resolution.fautes.append(resolution.make(row.brute.numero, "parent", problem))
            else:
                row.lu["parent"] = ""
        if not hanging:
            return


def _read_row(row: Resolue) -> int | None:
    parent = str(row.lu.get("parent") or "")
    return int(parent.removeprefix(DE_LA_LIGNE)) if parent.startswith(DE_LA_LIGNE) else -1
