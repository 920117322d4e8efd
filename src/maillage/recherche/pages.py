"""What the page shows of a search: its results with their sheets, its kinds with their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre
from maillage.espaces.droits import Droits
from maillage.recherche.extraits import extract, mark
from maillage.recherche.queries import PAR_PAGE, Ligne, Trouve, search
from maillage.recherche.sources import Genre


@dataclass(frozen=True)
class Resultat:
    genre: Genre
    fiche: Acteur | Cadre
    adresse: str
    nom: SafeString
    sigle: SafeString
    extrait: SafeString


@dataclass(frozen=True)
class Onglet:
    """A kind that can be asked for; the first stands for all."""

    nom: str
    valeur: str
    nombre: int
    actif: bool


@dataclass(frozen=True)
class Reponse:
    resultats: list[Resultat]
    page: Page[int]
    onglets: list[Onglet]
    total: int
    corrige: str


def answer(droits: Droits, texte: str, genre: Genre | None, numero: str) -> Reponse:
    """One search; a second when the page asked for is beyond the last."""
    asked = max(1, int(numero)) if numero.isdecimal() and len(numero) < 7 else 1
    found = search(droits, texte, genre, (asked - 1) * PAR_PAGE)
    page = Paginator(range(found.count(genre)), PAR_PAGE).get_page(asked)
    if page.number != asked:
        found = search(droits, texte, genre, (page.number - 1) * PAR_PAGE)
    resultats = _show(droits, found)
    return Reponse(resultats, page, _list_onglets(found, genre), found.count(genre), found.corrige)


def _show(droits: Droits, found: Trouve) -> list[Resultat]:
    """Sheets are read through the rights once more: the index alone never shows anything."""
    fiches = _read_sheets(droits, found.lignes)
    return [
        Resultat(
            genre=ligne.genre,
            fiche=fiches[ligne.objet],
            adresse=reverse(_name(ligne.genre), args=[droits.espace.slug, ligne.objet]),
            nom=mark(ligne.nom, found.debuts),
            sigle=mark(ligne.sigle, found.debuts),
            extrait=extract(ligne.texte.strip(), found.debuts),
        )
        for ligne in found.lignes
        if ligne.objet in fiches
    ]


def _name(genre: Genre) -> str:
    return "acteurs:fiche" if genre == Genre.ACTEUR else "cadres:fiche"


def _read_sheets(droits: Droits, lignes: Iterable[Ligne]) -> dict[UUID, Acteur | Cadre]:
    acteurs = [ligne.objet for ligne in lignes if ligne.genre == Genre.ACTEUR]
    cadres = [ligne.objet for ligne in lignes if ligne.genre != Genre.ACTEUR]
    fiches: dict[UUID, Acteur | Cadre] = {}
    if acteurs:
        fiches |= {one.pk: one for one in Acteur.objects.visible_to(droits).for_list().filter(pk__in=acteurs)}
    if cadres:
        fiches |= {one.pk: one for one in Cadre.objects.visible_to(droits).for_list().filter(pk__in=cadres)}
    return fiches


def _list_onglets(found: Trouve, genre: Genre | None) -> list[Onglet]:
    """Only the kinds that were found, and nothing to choose where there is one."""
    kinds = [Onglet(one.pluriel, one.value, found.count(one), one == genre) for one in Genre if found.count(one)]
    if len(kinds) < 2 and genre is None:
        return []
    return [Onglet("Tout", "", found.count(), genre is None), *kinds]
