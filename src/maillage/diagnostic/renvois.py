"""From the detail of a finding to the sheets and the links that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from maillage.analyse.francais import liste
from maillage.espaces.droits import Droits
from maillage.publication.blocs import Colonne, Liste, PosteEcrit, Tableau
from maillage.publication.details import Noms
from maillage.referentiels.models import Sphere


@dataclass(frozen=True)
class Ligne:
    """One row: its cells, and where it leads, if anywhere."""

    cellules: tuple[str, ...]
    fiche: str = ""
    """The sheet of the one actor that it is about."""
    lien: str = ""
    """The link of the two actors that it is about, for those who may speak of links."""
    entre: str = ""


@dataclass(frozen=True)
class TableauLu:
    legende: str
    colonnes: tuple[Colonne, ...]
    lignes: list[Ligne]
    note: str

    @property
    def ouvrable(self) -> bool:
        return any(ligne.lien for ligne in self.lignes)


Entree = tuple[str, str, list[tuple[str, str]]]
"""A term, its value in words, and the actors that it names with their addresses."""


@dataclass(frozen=True)
class ListeLue:
    entrees: list[Entree]


def read_table(table: Tableau, noms: Noms, droits: Droits | None) -> TableauLu:
    """Without a visitor (a photo of another day), the words alone: its actors may have gone since."""
    sujets = table.sujets if droits else ()
    about = [*sujets, *[()] * (len(table.lignes) - len(sujets))]
    rows = [_read_row(cells, ids, noms, droits) for cells, ids in zip(table.lignes, about, strict=True)]
    return TableauLu(table.legende, table.colonnes, rows, table.note)


def _read_row(cells: tuple[str, ...], ids: tuple[str, ...], noms: Noms, droits: Droits | None) -> Ligne:
    known = [pk for pk in ids if pk in noms.acteurs]
    if droits is None or len(known) != len(ids):
        return Ligne(cells)
    match known:
        case [one]:
            return Ligne(cells, fiche=_find_sheet(one, droits))
        case [a, b] if droits.peut_contribuer:
            address = reverse("acteurs:lien_entre", args=[droits.espace.slug, a, b])
            return Ligne(cells, lien=address, entre=liste([noms.acteur(a), noms.acteur(b)]))
    return Ligne(cells)


def read_list(found: Liste, noms: Noms, droits: Droits | None) -> ListeLue:
    sujets = found.sujets if droits else ()
    about = [*sujets, *[()] * (len(found.entrees) - len(sujets))]
    return ListeLue(
        [
            (term, value, [(noms.acteur(pk), _find_sheet(pk, droits)) for pk in ids] if droits else [])
            for (term, value), ids in zip(found.entrees, about, strict=True)
        ]
    )


def open_cards(
    cards: Iterable[PosteEcrit], known: Mapping[str, Sphere], droits: Droits | None
) -> list[tuple[PosteEcrit, Sphere | None, str]]:
    """The passages between worlds, each with its sphere and the address of its sheet."""
    return [
        (card, known.get(card.sphere), _find_sheet(card.acteur, droits) if droits and card.acteur else "")
        for card in cards
    ]


def _find_sheet(pk: str, droits: Droits) -> str:
    return reverse("acteurs:fiche", args=[droits.espace.slug, pk])
