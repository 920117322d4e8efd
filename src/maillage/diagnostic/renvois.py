"""From the detail of a finding to the sheets and the links that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from maillage.analyse.diagnostic import Constat
from maillage.analyse.francais import liste
from maillage.cadres.models import Cadre
from maillage.espaces.droits import Droits
from maillage.publication.blocs import CadreNomme, Colonne, Liste, PosteEcrit, Tableau
from maillage.publication.details import Noms, list_cadres
from maillage.publication.typographie import fr
from maillage.referentiels.models import Sphere

Renvoi = tuple[str, str]
"""A name, and the address of its sheet; empty for a cadre that this reader may not open."""
Fiches = Mapping[str, str]
"""The address of each cadre that this reader may open, by id."""


@dataclass(frozen=True)
class Ligne:
    """One row: its cells, and where it leads, if anywhere."""

    cellules: tuple[str, ...]
    fiche: str = ""
    """The sheet of the one actor that it is about."""
    lien: str = ""
    """The link of the two actors that it is about, for those who may speak of links."""
    entre: str = ""
    cadres: tuple[Renvoi, ...] = ()
    """The cadres that it names, when one of them at least leads to its sheet."""


@dataclass(frozen=True)
class TableauLu:
    legende: str
    colonnes: tuple[Colonne, ...]
    lignes: list[Ligne]
    note: str
    colonne_cadres: int | None = None

    @property
    def ouvrable(self) -> bool:
        return any(ligne.lien for ligne in self.lignes)


Entree = tuple[str, str, list[Renvoi]]
"""A term, its value in words, and the actors that it names with their addresses."""


@dataclass(frozen=True)
class ListeLue:
    entrees: list[Entree]


def list_named_cadres(constat: Constat) -> list[CadreNomme]:
    """Every cadre that the detail of a finding names, in its order."""
    tables = [value for value in constat.detail.values() if isinstance(value, list)]
    return [named for rows in tables for row in rows if isinstance(row, dict) for named in list_cadres(row)]


def find_cadres(constats: Iterable[Constat], droits: Droits | None) -> Fiches:
    """Where the cadres that these findings name lead this reader. One query; none when they name nothing."""
    named = {pk for constat in constats for pk, _ in list_named_cadres(constat)} if droits else set()
    if not droits or not named:
        return {}
    seen = Cadre.objects.visible_to(droits).filter(pk__in=named).values_list("pk", flat=True)
    return {str(pk): reverse("cadres:fiche", args=[droits.espace.slug, pk]) for pk in seen}


def open_cadres(named: Sequence[CadreNomme], fiches: Fiches) -> tuple[Renvoi, ...]:
    """Empty when none may be opened: the words then suffice."""
    found = tuple((fr(nom), fiches.get(pk, "")) for pk, nom in named)
    return found if any(adresse for _, adresse in found) else ()


def read_table(table: Tableau, noms: Noms, droits: Droits | None, fiches: Fiches) -> TableauLu:
    """Without a visitor (a photo of another day), the words alone: its actors may have gone since."""
    sujets = table.sujets if droits else ()
    about = [*sujets, *[()] * (len(table.lignes) - len(sujets))]
    rows = [_read_row(cells, ids, noms, droits) for cells, ids in zip(table.lignes, about, strict=True)]
    named = [*table.cadres, *[()] * (len(rows) - len(table.cadres))]
    rows = [replace(row, cadres=open_cadres(told, fiches)) for row, told in zip(rows, named, strict=True)]
    return TableauLu(table.legende, table.colonnes, rows, table.note, table.colonne_cadres)


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
