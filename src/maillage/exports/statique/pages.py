"""Pages cut in pages: a folder has no server to answer « the following ones »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Tranche(Generic[T]):
    """One page of a list. `chemins`: the path of each page, in order."""

    lignes: Sequence[T]
    numero: int
    chemins: list[str]

    @property
    def chemin(self) -> str:
        return self.chemins[self.numero - 1]

    @property
    def plusieurs(self) -> bool:
        return len(self.chemins) > 1


def cut(lignes: Sequence[T], nom: str, taille: int) -> Iterator[Tranche[T]]:
    """« acteurs.html », « acteurs-2.html »… At least one, even empty."""
    count = max(1, -(-len(lignes) // taille))
    chemins = [f"{nom}.html" if rank == 1 else f"{nom}-{rank}.html" for rank in range(1, count + 1)]
    for rank in range(count):
        yield Tranche(lignes[rank * taille : (rank + 1) * taille], rank + 1, chemins)
