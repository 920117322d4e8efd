"""Lists and texts in the SQL of each engine: the few operations that they do not write in the same way."""

from __future__ import annotations

import re
from typing import Final

from maillage.analyse.rapprochement.fiches import Moteur

_MARQUE: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
_FORMES: Final[dict[Moteur, dict[str, str]]] = {
    "duckdb": {
        "size": "len({0})",
        "overlap": "len(list_intersect({0}_l, {0}_r))",
        "joined": "array_to_string(list_intersect({0}_l, {0}_r), ' ')",
        "smallest": "least(len({0}_l), len({0}_r))",
        "within": "(contains({0}_l, {0}_r) or contains({0}_r, {0}_l))",
        "acronym": "(list_contains(initiales_l, nom_r) or list_contains(initiales_r, nom_l))",
    },
    "spark": {
        "size": "size({0})",
        "overlap": "size(array_intersect({0}_l, {0}_r))",
        "joined": "array_join(array_intersect({0}_l, {0}_r), ' ')",
        "smallest": "least(size({0}_l), size({0}_r))",
        "within": "(instr({0}_l, {0}_r) > 0 or instr({0}_r, {0}_l) > 0)",
        "acronym": "(array_contains(initiales_l, nom_r) or array_contains(initiales_r, nom_l))",
    },
}


def write_sql(condition: str, moteur: Moteur) -> str:
    """The condition of a degree, its {marks} written for this engine."""

    def put(found: re.Match[str]) -> str:
        return _FORMES[moteur][found[1]].format(found[2])

    return _MARQUE.sub(put, condition)
