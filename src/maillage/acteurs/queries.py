"""The list of actors: which ones, in which order, and the sentence that says who is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import QueryDict

from maillage.acteurs import facettes
from maillage.acteurs.facettes import RECENT
from maillage.acteurs.models import Acteur, ActeurQuerySet, Nature
from maillage.acteurs.recherche import search
from maillage.analyse.francais import add_months, compte, liste, majuscule, nombre
from maillage.espaces.droits import Droits

PAR_PAGE = 30


@dataclass(frozen=True)
class Demande:
    """What the reader asks of the list, as read from the address."""

    texte: str
    choix: dict[str, list[str]]
    postes: bool
    page: str

    @property
    def filtree(self) -> bool:
        return bool(self.texte or any(self.choix.values()))


def read_demande(donnees: QueryDict) -> Demande:
    return Demande(
        texte=donnees.get("q", "").replace("\x00", "").strip()[:100],
        choix=facettes.read_choix(donnees),
        postes=bool(donnees.get("postes")),
        page=donnees.get("page", "1"),
    )


@dataclass(frozen=True)
class Bilan:
    """How many, of which natures, verified when."""

    total: int
    natures: dict[str, int]
    recents: int
    jamais: int


def count_bilan(acteurs: ActeurQuerySet, jour: date) -> Bilan:
    """One query."""
    counts: dict[str, Any] = acteurs.order_by().aggregate(
        recents=Count("pk", filter=Q(date_verification__gt=add_months(jour, -RECENT))),
        jamais=Count("pk", filter=Q(date_verification=None)),
        **{nature.value: Count("pk", filter=Q(nature=nature)) for nature in Nature},
    )
    natures = {nature.value: counts[nature.value] for nature in Nature}
    return Bilan(sum(natures.values()), natures, counts["recents"], counts["jamais"])


@dataclass(frozen=True)
class Liste:
    demande: Demande
    bilan: Bilan
    comptes: dict[str, list[facettes.Compte]]
    page: Any
    corrige: str


def list_acteurs(droits: Droits, demande: Demande) -> Liste:
    """Everything the page shows. A fixed number of queries, whatever the number of actors."""
    jour = droits.espace.aujourdhui
    seen = Acteur.objects.visible_to(droits)
    recherche = search(seen if demande.postes else seen.nodes(), demande.texte)
    kept = facettes.narrow(recherche.acteurs, demande.choix, jour)
    bilan = count_bilan(kept, jour)
    return Liste(
        demande=demande,
        bilan=bilan,
        comptes=facettes.count_all(recherche.acteurs, demande.choix, jour),
        page=Counted(kept.for_list(), PAR_PAGE, bilan.total).get_page(demande.page),
        corrige=recherche.corrige,
    )


class Counted(Paginator[Acteur]):
    """A paginator that was told how many rows there are."""

    def __init__(self, acteurs: ActeurQuerySet, par_page: int, total: int) -> None:
        super().__init__(acteurs, par_page)
        self.__dict__["count"] = total


NATURES = {
    Nature.STRUCTURE: ("structure", True),
    Nature.SERVICE: ("service", False),
    Nature.COLLECTIF: ("collectif", False),
    Nature.POSTE: ("poste", False),
}


def say_who(bilan: Bilan) -> str:
    """« 60 structures et cinq services »."""
    told = [
        compte(bilan.natures[nature], nom, feminin=feminin)
        for nature, (nom, feminin) in NATURES.items()
        if bilan.natures[nature]
    ]
    return majuscule(liste(told))


def say_worlds(comptes: list[facettes.Compte], choisis: list[str]) -> str:
    """« de quatre mondes », from the counts already made; nothing when there is but one."""
    told = sum(1 for found in comptes if found.nombre and (not choisis or found.valeur in choisis))
    return f"de {nombre(told)} mondes" if told > 1 else ""


def say_verified(bilan: Bilan) -> str:
    """« Sept fiches sur dix ont été vérifiées par un humain depuis moins de six mois. »"""
    end = f"par un humain depuis moins de {nombre(RECENT)} mois."
    if bilan.total == 0:
        return ""
    if bilan.jamais == bilan.total:
        return "Rien n’a encore été vérifié par un humain."
    if bilan.total < 10:
        checked = compte(bilan.recents, "fiche", feminin=True)
        return f"{majuscule(checked)} {'ont été vérifiées' if bilan.recents > 1 else 'a été vérifiée'} {end}".replace(
            "Aucune fiche a", "Aucune fiche n’a"
        )
    return f"{_say_share(bilan.recents / bilan.total)} {end}"


def _say_share(part: float) -> str:
    if part in (0, 1):
        return "Toutes les fiches ont été vérifiées" if part else "Aucune fiche n’a été vérifiée"
    rounded = round(part * 10)
    if rounded <= 1:
        return "Une fiche sur dix a été vérifiée" if rounded else "Moins d’une fiche sur dix a été vérifiée"
    return (
        "Presque toutes les fiches ont été vérifiées"
        if rounded == 10
        else f"{majuscule(nombre(rounded))} fiches sur dix ont été vérifiées"
    )
