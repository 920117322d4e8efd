"""The worlds of one network as its readers know them: names and marks, those of its own espace included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from maillage.analyse.vocabulaire import name_sphere
from maillage.publication.tokens import Marque, marques


@dataclass(frozen=True, slots=True)
class Monde:
    """`nom` as in the middle of a sentence: « action sociale », « santé », « PETR »."""

    nom: str
    marque: Marque


@dataclass(frozen=True, slots=True)
class Mondes:
    """By code, in the order of the lists; a code that is not in them has the engine's name and a mark of its own."""

    dits: tuple[tuple[str, Monde], ...] = ()

    @classmethod
    def of(cls, mondes: Mapping[str, Monde]) -> Mondes:
        return cls(tuple(mondes.items()))

    def name(self, code: str) -> str:
        return next((monde.nom for known, monde in self.dits if known == code), name_sphere(code))

    def marks(self, codes: Iterable[str]) -> dict[str, Marque]:
        """The mark of each of these worlds, in the order they are always listed."""
        wanted = set(codes)
        told = {code: monde.marque for code, monde in self.dits if code in wanted}
        return told | marques(wanted - told.keys(), prises={marque.lettre for marque in told.values()})


COMMUNS: Final = Mondes()
"""The worlds that everybody shares (domain brief §0.3)."""


def in_sentence(nom: str) -> str:
    """« Action sociale » becomes « action sociale »; « PETR » stays."""
    return nom[:1].lower() + nom[1:] if nom[1:2].islower() else nom
