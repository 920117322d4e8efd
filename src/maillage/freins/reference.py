"""The shipped freins, each with the leviers that may loosen it, the easiest first (domain brief §8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.freins.models import NatureObservation
from maillage.referentiels.models import Effort, Valeur

SANS_EFFORT = len(Effort) + 1
"""Where a levier that says no effort is ranked: after the others."""


@dataclass(frozen=True)
class Famille:
    nom: str
    valeurs: list[Valeur]


@dataclass(frozen=True)
class Reference:
    """By code. A levier's leviers are never read: one query for the rows, one for what joins them."""

    freins: dict[str, Valeur]
    leviers: dict[str, Valeur]

    def of(self, nature: str) -> dict[str, Valeur]:
        return self.freins if nature == NatureObservation.FREIN else self.leviers

    def name(self, nature: str, code: str) -> str:
        """The code itself when an administrator has removed it since."""
        found = self.of(nature).get(code)
        return found.nom if found else code

    def family(self, nature: str, code: str) -> str:
        found = self.of(nature).get(code)
        return found.description if found else ""


def read_reference() -> Reference:
    rows = list(Valeur.objects.filter(liste__in=NatureObservation.values).prefetch_related("leviers"))
    by_list: dict[str, dict[str, Valeur]] = {nature: {} for nature in NatureObservation.values}
    for one in rows:
        by_list[one.liste][one.code] = one
    return Reference(by_list[NatureObservation.FREIN], by_list[NatureObservation.LEVIER])


def by_family(valeurs: Iterable[Valeur]) -> list[Famille]:
    """In the order in which each family is first met."""
    families: dict[str, list[Valeur]] = {}
    for one in valeurs:
        families.setdefault(one.description or "Autres", []).append(one)
    return [Famille(nom, found) for nom, found in families.items()]


def list_leviers(frein: Valeur) -> list[Valeur]:
    """What may loosen it, the easiest first."""
    return sorted(frein.leviers.all(), key=lambda one: (one.effort or SANS_EFFORT, one.ordre, one.code))
