"""What a reader asks of a list, and what was found: the cadres of an espace, or the dispositifs of the reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from maillage.acteurs.facettes import Compte, Facette, count_all, narrow, read_choix
from maillage.acteurs.recherche import Recherche

PAR_PAGE = 30


@dataclass(frozen=True)
class Demande:
    texte: str
    choix: dict[str, list[str]]
    page: str

    @property
    def filtree(self) -> bool:
        return bool(self.texte or any(self.choix.values()))


def read_demande(donnees: QueryDict, facettes: Sequence[Facette]) -> Demande:
    return Demande(
        texte=donnees.get("q", "").replace("\x00", "").strip()[:100],
        choix=read_choix(donnees, facettes),
        page=donnees.get("page", "1"),
    )


@dataclass(frozen=True)
class Trouves:
    demande: Demande
    comptes: dict[str, list[Compte]]
    page: Any
    retenus: QuerySet[Any]
    corrige: str

    @property
    def total(self) -> int:
        return int(self.page.paginator.count)


def find(recherche: Recherche[Any], demande: Demande, facettes: Sequence[Facette], jour: date) -> Trouves:
    """A fixed number of queries, whatever the number of rows."""
    kept = narrow(recherche.acteurs, demande.choix, jour, facettes=facettes)
    return Trouves(
        demande=demande,
        comptes=count_all(recherche.acteurs, demande.choix, jour, facettes=facettes),
        page=Paginator(kept.for_list(), PAR_PAGE).get_page(demande.page),
        retenus=kept,
        corrige=recherche.corrige,
    )
