"""Findings made ready for a page: the sentence, then its formula, its data, its limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from django.utils.safestring import SafeString

from maillage.analyse.diagnostic import Constat
from maillage.diagnostic import methodes
from maillage.diagnostic.lecture import Lecture
from maillage.diagnostic.renvois import Fiches, ListeLue, TableauLu, find_cadres, read_list, read_table
from maillage.espaces.droits import Droits
from maillage.publication.blocs import Detail, Liste, Tableau
from maillage.publication.constats import ORDRE_A_RETENIR, choose_strongest
from maillage.publication.details import write_detail
from maillage.publication.methodes import find_method
from maillage.publication.typographie import fr
from maillage.publication.une import write_une

A_PART = frozenset({"couverture", "taux-par-couple", "rencontres", "postes-a-securiser"})
"""Findings that the page tells in a place of their own."""
RESERVE = (
    "Le détail de ce constat nomme des acteurs\u00a0: il va d’abord à celles et ceux qu’il concerne, et à l’animation."
)
VOTRES = "Vous lisez ici ce qui concerne les acteurs pour lesquels vous parlez. L’animation lit l’ensemble."
ANIMATION = "Détail réservé à l’animation et à celles et ceux qu’il concerne\u00a0: à reprendre d’abord avec eux."


@dataclass(frozen=True)
class Fiche:
    """One finding, as the page shows it."""

    code: str
    titre: str
    phrase: str
    garde: str
    explication: str
    formule: str
    limites: SafeString
    methode: str
    listes: list[ListeLue] = field(default_factory=list)
    tableaux: list[TableauLu] = field(default_factory=list)
    reserve: str = ""

    @property
    def debut(self) -> str:
        """The first of its sentences: what is said aloud."""
        head, point, _ = self.phrase.partition(". ")
        return head + point.strip()

    @property
    def suite(self) -> str:
        return self.phrase[len(self.debut) :].strip()

    @property
    def a_un_detail(self) -> bool:
        return bool(self.listes or self.tableaux)


def write_fiche(
    constat: Constat, lecture: Lecture, droits: Droits | None = None, cadres: Fiches = MappingProxyType({})
) -> Fiche:
    """`cadres`: where the cadres that it names lead this reader."""
    methode = find_method(constat.code, constat.methode)
    detail = () if constat.garde else write_detail(constat.detail, lecture.noms)
    return Fiche(
        code=constat.code,
        titre=methode.titre,
        phrase=fr(constat.phrase),
        garde=fr(constat.garde or ""),
        explication=methode.explication,
        formule=methodes.read_formula(constat.methode),
        limites=methodes.read_section(constat.methode, methodes.LIMITES),
        methode=constat.methode,
        listes=[read_list(one, lecture.noms, droits) for one in detail if isinstance(one, Liste)],
        tableaux=[
            read_table(_name(one, methode.titre), lecture.noms, droits, cadres)
            for one in detail
            if isinstance(one, Tableau)
        ],
        reserve=_say_reserve(constat, detail, droits),
    )


def _name(table: Tableau, titre: str) -> Tableau:
    """Unlike any other on the page, for those who move from table to table."""
    return replace(table, legende=fr(f"{titre} : {table.legende[:1].lower()}{table.legende[1:]}"))


def _say_reserve(constat: Constat, detail: Iterable[Detail], droits: Droits | None) -> str:
    if constat.diffusion != "concernes" or constat.garde or not constat.valeur:
        return ""
    if droits is not None and droits.peut_animer:
        return ANIMATION
    return VOTRES if tuple(detail) else RESERVE


@dataclass(frozen=True)
class Constats:
    """The findings of a diagnosis in reading order."""

    retenir: list[Fiche]
    autres: list[Fiche]
    manques: list[Fiche]


def sort_constats(lecture: Lecture, droits: Droits | None = None) -> Constats:
    """The three strongest that the big sentence does not say, the others, and what may not be said yet."""
    diagnostic = lecture.diagnostic
    cadres = find_cadres(diagnostic.constats, droits)
    said_first = write_une(diagnostic).code
    strongest = choose_strongest(c for c in diagnostic.constats if c.code != said_first)
    others = [c for c in diagnostic.constats if c not in strongest and (c.code not in A_PART or c.garde)]
    return Constats(
        retenir=[write_fiche(c, lecture, droits, cadres) for c in strongest],
        autres=[write_fiche(c, lecture, droits, cadres) for c in sorted(others, key=_rank) if not c.garde],
        manques=[write_fiche(c, lecture, droits) for c in others if c.garde and c.code != "couverture"],
    )


def _rank(constat: Constat) -> int:
    codes = list(ORDRE_A_RETENIR)
    return codes.index(constat.code) if constat.code in codes else len(codes)


def find_constat(lecture: Lecture, code: str) -> Constat | None:
    return next((c for c in lecture.diagnostic.constats if c.code == code), None)
