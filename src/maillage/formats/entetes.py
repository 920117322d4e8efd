"""The row of headings: where it is, what it lacks, and what the file probably is instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from maillage.analyse.francais import liste, nombre
from maillage.formats.colonnes import (
    SANS_USAGE,
    Colonne,
    Correspondance,
    find_closest_colonne,
    find_closest_heading,
    is_sure_name_of,
    match_colonnes,
)
from maillage.formats.fautes import Faute, quote
from maillage.formats.tableaux import Feuille, start_at
from maillage.formats.textes import make_key

MAX_LIGNES_DE_TITRE: Final = 10
"""A title and a few lines of explanation may stand above the headings."""
MAX_ENTETES_CITES: Final = 15


def find_headings(feuille: Feuille, colonnes: Sequence[Colonne]) -> Feuille:
    """The sheet from its row of headings on: its first row, unless a later one alone names every required column.

    A row of groups (« Acteur », « Sphère ») may stand above the headings: the surer of the two is the one.
    """
    if _is_complete(feuille.entetes, colonnes):
        if feuille.lignes and _is_group_row(feuille, colonnes):
            below = start_at(feuille, 0)
            told = _make(below, f"deux lignes de titres : la ligne {below.ligne_entetes} est lue", "", bloquante=False)
            return replace(below, remarques=(*feuille.remarques, told))
    else:
        for rank, ligne in enumerate(feuille.lignes[:MAX_LIGNES_DE_TITRE]):
            if _is_complete(ligne.cellules, colonnes) and not _are_letters(ligne.cellules):
                return start_at(feuille, rank)
    return feuille


def list_heading_faults(
    feuille: Feuille, places: Correspondance, colonnes: Sequence[Colonne], autre: Sequence[Colonne]
) -> list[Faute]:
    """Columns that are missing, and columns that two headings claim."""
    fautes = [_tell_double(feuille, nom, ranks) for nom, ranks in places.doubles.items()]
    missing = [c for c in colonnes if c.obligatoire and c.nom not in places.positions.keys() | places.doubles.keys()]
    if missing and _is_complete(feuille.entetes, autre):
        return [*fautes, _make(feuille, *_describe_swap(autre))]
    named = [feuille.entetes[rank] for rank in places.positions.values()]
    if missing and not places.doubles and _are_letters(named) and not _list_close(feuille, missing, places):
        return [_tell_no_headings(feuille, colonnes)]
    return [*fautes, *(_tell_missing(feuille, colonne, places) for colonne in missing)]


def list_headless_faults(
    feuille: Feuille, places: Correspondance, colonnes: Sequence[Colonne], is_known: Callable[[str], bool]
) -> list[Faute]:
    """A first link « A, B » also reads as headings: vague words alone, one of them an actor or a value further down."""
    required = [colonne for colonne in colonnes if colonne.obligatoire]
    ranks = [places.positions[colonne.nom] for colonne in required]
    heads = [feuille.entetes[rank] for rank in ranks]
    if any(is_sure_name_of(head, colonne) for head, colonne in zip(heads, required, strict=True)):
        return []
    if any(map(is_known, heads)) or any(cells[rank] in heads for _, cells in feuille.lignes for rank in ranks):
        return [_tell_no_headings(feuille, colonnes)]
    return []


def list_heading_remarks(feuille: Feuille, places: Correspondance, colonnes: Sequence[Colonne]) -> list[Faute]:
    """One line for all that is not read in this sheet."""
    ignored = (feuille.entetes[rank] for rank in places.ignorees)
    entetes = [entete for entete in ignored if make_key(entete) not in SANS_USAGE]
    if not entetes:
        return []
    free = [colonne for colonne in colonnes if colonne.nom not in places.positions]
    guesses = ((entete, find_closest_colonne(entete, free)) for entete in entetes[:MAX_ENTETES_CITES])
    remede = " ".join(
        f"Si {quote(entete)} est la colonne « {nom} », renommez-la ainsi." for entete, nom in guesses if nom
    )
    plural = "s" if len(entetes) > 1 else ""
    return [_make(feuille, f"colonne{plural} non lue{plural} : {_cite(entetes)}", remede, bloquante=False)]


def _is_complete(entetes: Sequence[str], colonnes: Sequence[Colonne]) -> bool:
    places = match_colonnes(entetes, colonnes)
    return all(c.nom in places.positions or c.nom in places.doubles for c in colonnes if c.obligatoire)


def _are_letters(cells: Sequence[str]) -> bool:
    """« A, B » may be headings, and may be the first link; under another row it is surely a link."""
    return all(len(cell) <= 1 for cell in cells)


def _is_group_row(feuille: Feuille, colonnes: Sequence[Colonne]) -> bool:
    """Whether the headings are less sure than the row under them."""
    required = [colonne for colonne in colonnes if colonne.obligatoire]
    above, below = (
        sum(any(is_sure_name_of(cell, colonne) for cell in row if cell) for colonne in required)
        for row in (feuille.entetes, feuille.lignes[0].cellules)
    )
    return above < below == len(required)


def _list_close(feuille: Feuille, colonnes: Sequence[Colonne], places: Correspondance) -> list[str]:
    """Headings that look like a slip for one of these columns."""
    entetes = [feuille.entetes[rank] for rank in places.ignorees]
    return [close for colonne in colonnes if (close := find_closest_heading(colonne, entetes))]


def _tell_no_headings(feuille: Feuille, colonnes: Sequence[Colonne]) -> Faute:
    wanted = ", ".join(f"« {colonne.nom} »" for colonne in colonnes if colonne.obligatoire)
    found = _cite([entete for entete in feuille.entetes if entete])
    first = "la première ligne" if feuille.ligne_entetes == 1 else f"la ligne {feuille.ligne_entetes}"
    return _make(
        feuille,
        f"{first} ne ressemble pas à des titres de colonnes",
        f"Ajoutez au-dessus des données une ligne de titres : {wanted}. Ligne trouvée : {found}.",
    )


def _tell_double(feuille: Feuille, nom: str, ranks: tuple[int, ...]) -> Faute:
    cited = liste([f"{quote(feuille.entetes[rank])} (colonne {name_column(rank)})" for rank in ranks])
    return _make(
        feuille,
        f"plusieurs colonnes ont le sens de « {nom} » : {cited}",
        f"Gardez-en une seule ; nommez l’autre autrement (par exemple « ancien {nom} »).",
    )


def _tell_missing(feuille: Feuille, colonne: Colonne, places: Correspondance) -> Faute:
    found = f"Colonnes trouvées : {_cite([entete for entete in feuille.entetes if entete])}."
    close = find_closest_heading(colonne, [feuille.entetes[rank] for rank in places.ignorees])
    hint = f"C’est peut-être {quote(close)} : renommez-la « {colonne.nom} »." if close else (
        f"Ajoutez-la, ou renommez « {colonne.nom} » celle qui en tient lieu."
    )  # fmt: skip
    sens = colonne.sens[0].lower() + colonne.sens[1:].rstrip(".")
    return _make(feuille, f"il manque la colonne « {colonne.nom} » ({sens})", f"{hint} {found}")


def _describe_swap(autre: Sequence[Colonne]) -> tuple[str, str]:
    table = "liens" if any(colonne.nom == "cible" for colonne in autre) else "acteurs"
    return (
        f"ce tableau ressemble à celui des {table}",
        "Les deux tableaux ont sans doute été donnés l’un pour l’autre : inversez-les.",
    )


def _cite(entetes: Sequence[str]) -> str:
    cited = [quote(entete) for entete in entetes[:MAX_ENTETES_CITES]]
    more = len(entetes) - len(cited)
    return ", ".join(cited) + (
        f" et {nombre(more)} autres" if more > 1 else f" et {quote(entetes[-1])}" if more else ""
    )


def _make(feuille: Feuille, message: str, remede: str, *, bloquante: bool = True) -> Faute:
    return Faute(
        fichier=feuille.fichier, feuille=feuille.nom, ligne=feuille.ligne_entetes if bloquante else None,
        message=message, remede=remede, bloquante=bloquante,
    )  # fmt: skip


def name_column(rank: int) -> str:
    """0 → A, 25 → Z, 26 → AA: the letter at the top of a spreadsheet."""
    letters = ""
    rank += 1
    while rank:
        rank, last = divmod(rank - 1, 26)
        letters = chr(65 + last) + letters
    return letters
