"""Where perimeters overlap: pairs of perimeters, and communes gathered by the perimeters that they are in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from maillage.espaces.models import Espace
from maillage.territoires.models import Territoire

NOMS_MAX = 100
"""Names of communes written for one group: a whole région would make a page too heavy to read on a phone."""


@dataclass(frozen=True)
class Paire:
    """Two perimeters, and how many communes they share."""

    un: Territoire
    autre: Territoire
    communs: int


@dataclass(frozen=True)
class Groupe:
    """Communes that are in the same perimeters."""

    perimetres: tuple[Territoire, ...]
    communes: list[Territoire]

    @property
    def nommees(self) -> list[Territoire]:
        return self.communes[:NOMS_MAX]

    @property
    def autres(self) -> int:
        return len(self.communes) - len(self.nommees)


@dataclass(frozen=True)
class Recoupements:
    perimetres: list[Territoire]
    paires: list[Paire]
    """The most shared first; pairs that share nothing are not here."""
    groupes: list[Groupe]
    """Those in most perimeters first."""

    @property
    def nombre(self) -> int:
        """Communes in several perimeters."""
        return sum(len(groupe.communes) for groupe in self.groupes)


def read_recoupements(espace: Espace) -> Recoupements:
    """Three queries, whatever the number of perimeters."""
    perimetres = list(Territoire.objects.perimetres_of(espace).with_size())
    communes = list(Territoire.objects.overlaps(perimetres))
    return Recoupements(perimetres, count_pairs(perimetres, communes), group_communes(communes))


def count_pairs(perimetres: Sequence[Territoire], communes: Sequence[Territoire]) -> list[Paire]:
    by_key = {perimetre.pk: perimetre for perimetre in perimetres}
    shared = Counter(pair for commune in communes for pair in combinations([held.pk for held in _dans(commune)], 2))
    return [Paire(by_key[un], by_key[autre], communs) for (un, autre), communs in shared.most_common()]


def group_communes(communes: Sequence[Territoire]) -> list[Groupe]:
    groups: defaultdict[tuple[Territoire, ...], list[Territoire]] = defaultdict(list)
    for commune in communes:
        groups[tuple(_dans(commune))].append(commune)
    found = [Groupe(perimetres, held) for perimetres, held in groups.items()]
    return sorted(found, key=lambda groupe: (-len(groupe.perimetres), -len(groupe.communes), str(groupe.perimetres[0])))


def _dans(commune: Territoire) -> list[Territoire]:
    """What `TerritoireQuerySet.overlaps` has read."""
    dans: list[Territoire] = commune.dans  # type: ignore[attr-defined]
    return dans
