"""How common each value is: agreeing on a rare one is worth more than agreeing on « mairie »."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from maillage.analyse.rapprochement.cles import count_values
from maillage.analyse.rapprochement.niveaux import Champ, Niveau

INERTIE: Final = 1000
"""Rows of an imaginary list, in which a value is as common as the model expects, added to the real one: in a list of
ten rows two equal names are not « one name in five »; in a list of fifty thousand only what was counted is left."""
Frequences = Mapping[str, Mapping[str, float]]


def smooth(count: int, rows: int, expected: float) -> float:
    """Probability that another row bears the value that `count` of the `rows` bear."""
    return (count - 1 + INERTIE * expected) / (rows - 1 + INERTIE)


def list_frequences(champs: Sequence[Champ], columns: Mapping[str, Sequence[str | None]]) -> Frequences:
    """For each column whose rarity counts, the smoothed frequency of each value that stands on two rows or more."""
    found: dict[str, dict[str, float]] = {}
    for niveau in list_rare(champs):
        column = niveau.frequence or ""
        values = columns[column]
        counts = count_values(values)
        rows = sum(counts.values())
        found[column] = {value: smooth(count, rows, niveau.u) for value, count in counts.items() if count > 1}
    return found


def list_rare(champs: Sequence[Champ]) -> list[Niveau]:
    """One degree for each column whose rarity counts."""
    found = {niveau.frequence: niveau for champ in reversed(champs) for niveau in reversed(champ.niveaux)}
    return [niveau for column, niveau in found.items() if column]
