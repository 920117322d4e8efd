"""Rows that look like data and are not: a second row of headings under the first, totals at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from maillage.formats.colonnes import Colonne, Correspondance, is_name_of
from maillage.formats.fautes import quote
from maillage.formats.table import Ligne, Note
from maillage.formats.tableaux import Feuille
from maillage.formats.textes import fold, make_key, squeeze

_TOTAL: Final = re.compile(
    r"(?:sous[- ]?)?(?:total|totaux|somme|sum|moyenne|nombre (?:total|d(?:e|es|') ?\w+))(?: generaux| general(?:e)?)?"
    r"(?: (?:des |d'|de )?(?:acteurs?|liens?|lignes?|structures?|relations?))?[\s:=\d.,]*"
)
"""Matched on the folded text; « Somme » is also a département, hence the look at the rest of the row."""
_NOMBRE: Final = re.compile(r"[-+=≈~]?\s*\d|[-–—=]+$|#|err:", re.IGNORECASE)


def set_aside(
    feuille: Feuille, places: Correspondance, colonnes: Sequence[Colonne], is_known: Callable[[str], bool]
) -> tuple[tuple[Ligne, ...], tuple[tuple[int, Note], ...]]:
    """The rows that hold data; and the number of each other row (headings said twice, totals) with what is told of it.

    `is_known`: whether a text is an actor, which always comes first.
    """
    required = [colonne for colonne in colonnes if colonne.obligatoire]
    ranks = [places.positions[colonne.nom] for colonne in required]
    heads = [feuille.entetes[rank] for rank in ranks]
    kept, notes = [], []
    for order, ligne in enumerate(feuille.lignes):
        cells = [ligne.cellules[rank] for rank in ranks]
        repeats = cells == heads or (order == 0 and _looks_like_headings(ligne, cells, heads, colonnes))
        if repeats and all(len(cell) > 1 for cell in cells if cell) and not any(map(is_known, cells)):
            notes.append((ligne.numero, Note("seconde ligne de titres, non lue")))
        else:
            kept.append(ligne)
    own = [places.positions[nom] for nom in ("id", "nom") if nom in places.positions]
    totals = _pop_totals(kept, ranks[0], own, is_known)
    return tuple(kept), (*notes, *totals)


def _looks_like_headings(ligne: Ligne, cells: list[str], heads: list[str], colonnes: Sequence[Colonne]) -> bool:
    """The required columns named again in other words, or a row that holds nothing but names of columns."""
    required = [colonne for colonne in colonnes if colonne.obligatoire]
    if all(
        is_name_of(cell, colonne) or (cell and make_key(cell) == make_key(head))
        for cell, head, colonne in zip(cells, heads, required, strict=True)
    ):
        return True
    filled = [cell for cell in ligne.cellules if cell]
    return len(filled) > 1 and all(any(is_name_of(cell, colonne) for colonne in colonnes) for cell in filled)


def _pop_totals(
    lignes: list[Ligne], rank: int, own: list[int], is_known: Callable[[str], bool]
) -> list[tuple[int, Note]]:
    """Take the totals off the end of `lignes`. `own`: where a table of actors says who they are."""
    notes: list[tuple[int, Note]] = []
    while lignes and (word := _find_total(lignes[-1], rank)):
        bearers = (squeeze(ligne.cellules[column]) for ligne in lignes[:-1] for column in own)
        if is_known(word) or any(bearer == word for bearer in bearers):
            break
        message = f"ligne de total non lue ({quote(word)})"
        notes.insert(0, (lignes.pop().numero, Note(message)))
    return notes


def _find_total(ligne: Ligne, rank: int) -> str:
    """« Total », « Somme »… in the first column that counts or at the start, with nothing but figures beside it."""
    filled = [cell for cell in ligne.cellules if cell]
    for label in dict.fromkeys((ligne.cellules[rank], filled[0])):
        others = [cell for cell in filled if cell != label]
        if _TOTAL.fullmatch(squeeze(fold(label))) and all(_NOMBRE.match(cell) for cell in others):
            return squeeze(label)
    return ""
