"""Rows gathered by content: copies are compared once, and the order in which rows came is forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from maillage.analyse.rapprochement.cles import make_cles
from maillage.analyse.rapprochement.formes import Forme
from maillage.analyse.rapprochement.niveaux import Champ

if TYPE_CHECKING:
    import pyarrow as pa

TEXTES: Final = ("jeu", "commune", "code_postal", "numero", "voie", "adresse", "lieu", "porte", "telephone", "courriel",
                 "domaine", "siret", "siren")  # fmt: skip

RARE: Final = 0.001
RARE_MIN: Final = 5
"""A word is rare when no more than one row in a thousand bears it, or five rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Liste:
    """`formes` in the order of their content; rank r stands for the rows `membres[r]` of the input, in their order.

    Of rows that nothing tells apart, one rank stands for the first and the next for all the others: their likeness is
    scored like any other. `copies` are those second ranks: r is a copy of r - 1.
    """

    formes: tuple[Forme, ...]
    membres: tuple[tuple[int, ...], ...]
    copies: frozenset[int]


def gather(formes: Sequence[Forme]) -> Liste:
    same: dict[str, list[int]] = {}
    for row, forme in enumerate(formes):
        same.setdefault(forme.contenu, []).append(row)
    kept: list[Forme] = []
    membres: list[tuple[int, ...]] = []
    copies = set()
    for key in sorted(same):
        first, *others = same[key]
        for rows in filter(None, ([first], others)):
            kept.append(formes[first])
            membres.append(tuple(rows))
        if others:
            copies.add(len(kept) - 1)
    return Liste(formes=tuple(kept), membres=tuple(membres), copies=frozenset(copies))


def list_texts(formes: Sequence[Forme]) -> dict[str, list[str | None]]:
    """Columns of text, by the names that `niveaux.py` uses."""
    columns = {name: [getattr(forme, name) for forme in formes] for name in TEXTES}
    for name, attribute in (
        ("nom", "cle"),
        ("suite", "suite"),
        ("propre", "propre"),
        ("branche", "branche"),
        ("tete", "tete"),
    ):
        columns[name] = [getattr(forme.nom, attribute) for forme in formes]
    for rank in range(len(formes[0].autres) if formes else 0):
        columns[f"autre_{rank}"] = [forme.autres[rank] for forme in formes]
    return columns


def make_table(formes: Sequence[Forme], texts: dict[str, list[str | None]]) -> pa.Table:
    """What the engine compares: one row for each rank."""
    import pyarrow as pa  # noqa: PLC0415  (slow to load)

    words = pa.list_(pa.string())
    lists = {
        "mots": [list(forme.nom.mots) for forme in formes],
        "rares": list_rare_words(formes),
        "genres": [list(forme.nom.genres) for forme in formes],
        "initiales": [list(forme.nom.initiales) for forme in formes],
        "cles": make_cles(formes),
    }
    return pa.table(
        {
            "rang": pa.array(range(len(formes)), pa.int32()),
            **{name: pa.array(values, pa.string()) for name, values in texts.items()},
            **{name: pa.array(values, words) for name, values in lists.items()},
            "latitude": pa.array([f.point[0] if f.point else None for f in formes], pa.float64()),
            "longitude": pa.array([f.point[1] if f.point else None for f in formes], pa.float64()),
        }
    )


def list_rare_words(formes: Sequence[Forme]) -> list[list[str]]:
    """Of the words of each name, those that few rows bear: « filature » and not « épicerie »."""
    counts = Counter(word for forme in formes for word in forme.nom.mots)
    limit = max(RARE_MIN, int(RARE * len(formes)))
    return [[word for word in forme.nom.mots if counts[word] <= limit] for forme in formes]


def keep_told(champs: Sequence[Champ], table: pa.Table) -> tuple[Champ, ...]:
    """The fields that two rows at least fill."""
    filled = {name: table.num_rows - table[name].null_count for name in table.column_names}
    return tuple(champ for champ in champs if any(filled[column] > 1 for column in champ.colonnes))
