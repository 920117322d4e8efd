"""Faults as the preview shows them: one entry for all the rows that have the same thing wrong, with examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from maillage.formats.fautes import Faute

MAX_GROUPES: Final = 200
MAX_LIGNES: Final = 12
MAX_TROUVES: Final = 5


def tell_fautes(fautes: Sequence[Faute]) -> list[dict[str, Any]]:
    """Blocking ones first, in the order of the file; the rest is counted."""
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for faute in sorted(fautes, key=lambda one: not one.bloquante):
        key = (faute.bloquante, faute.feuille, faute.colonne, faute.famille or faute.message, faute.remede)
        group = groups.setdefault(key, _open(faute))
        group["nombre"] += 1
        if faute.ligne is not None and len(group["lignes"]) < MAX_LIGNES:
            group["lignes"].append(faute.ligne)
        if faute.trouve and len(group["trouves"]) < MAX_TROUVES and faute.trouve[:80] not in group["trouves"]:
            group["trouves"].append(faute.trouve[:80])
    return list(groups.values())[:MAX_GROUPES]


def _open(faute: Faute) -> dict[str, Any]:
    return {
        "bloquante": faute.bloquante, "feuille": faute.feuille, "colonne": faute.colonne, "message": faute.message,
        "remede": faute.remede, "nombre": 0, "lignes": [], "trouves": [],
    }  # fmt: skip
