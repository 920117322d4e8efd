"""The row of headings: where it is, what it lacks, and what the file probably is instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from maillage.analyse.francais import liste
from maillage.formats.colonnes import (
    SANS_USAGE,
    Colonne,
    Correspondance,
    find_closest_colonne,
    find_closest_heading,
    match_colonnes,
)
from maillage.formats.fautes import Faute, quote
from maillage.formats.tableaux import Feuille, start_at
from maillage.formats.textes import make_key

MAX_LIGNES_DE_TITRE: Final = 10
"""A title and a few lines of explanation may stand above the headings."""
MAX_ENTETES_CITES: Final = 15


def find_headings(feuille: Feuille, colonnes: Sequence[Colonne]) -> Feuille:
    """The sheet from its row of headings on: its first row, unless a later one alone names every required column."""
    if not _is_complete(feuille.entetes, colonnes):
        for rank, ligne in enumerate(feuille.lignes[:MAX_LIGNES_DE_TITRE]):
            if _is_complete(ligne.cellules, colonnes):
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
    return [*fautes, *(_tell_missing(feuille, colonne, places) for colonne in missing)]


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
    return ", ".join(cited) + (f" et {more} autres" if more > 0 else "")


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
