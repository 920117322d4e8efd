"""The sections of the report, one function each, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from maillage.analyse.diagnostic import Constat, Diagnostic, Json, Rencontre
from maillage.analyse.francais import le_monde
from maillage.analyse.reseau import Reseau
from maillage.analyse.vocabulaire import name_sphere
from maillage.publication.annuaire import ACTEURS_MAX, LIENS_MAX, tableau_acteurs, tableau_liens
from maillage.publication.blocs import (
    Bloc,
    CartesPostes,
    CartesRencontres,
    ConstatEcrit,
    Diffusion,
    ListeConstats,
    Paragraphe,
    RencontreEcrite,
    Section,
)
from maillage.publication.constats import write_constat
from maillage.publication.couple import write_pair
from maillage.publication.details import Noms
from maillage.publication.illustrations import Illustrations
from maillage.publication.postes import PRUDENCE, list_posts
from maillage.publication.tableaux import (
    tableau_cohesion,
    tableau_courtage,
    tableau_lecture,
    tableau_matrice,
    tableau_mixite,
)
from maillage.publication.typographie import format_number
from maillage.publication.une import Une

PREMIERES: Final = 3
"""Meetings that are told first."""
SUITE = "Le document entier dit comment chaque phrase est calculée, sur quelles données, avec quelles limites."
"""Where a document of two pages sends whoever wants to check it."""
CASES: Final = (
    "Chaque case dit, de tous les liens possibles entre deux mondes ou au sein d’un seul, la part de ceux qui existent."
)
POUR_COMMENCER: Final = (
    "Ajoutez au tableau des acteurs les structures et les services qui interviennent sur le territoire, "
    "chacun avec son monde.",
    "Ajoutez au tableau des liens qui travaille avec qui. Une ligne suffit pour un lien ; une seconde ligne, "
    "dite par l’autre côté, le confirme.",
    "Relancez ensuite le diagnostic : dès les premiers liens, il dit ce que l’on sait et ce qu’il manque encore.",
)
EXACTS: Final = "Les chiffres exacts, pour qui veut vérifier. « — » : la mesure n’a pas de sens sur ce réseau."
SANS_CLASSEMENT: Final = (
    "Ces mesures décrivent une place dans le dessin, à une date. Il n’y a aucun classement : l’ordre est alphabétique."
)
LIMITES: Final = (
    "Ce diagnostic dit ce que des acteurs ont déclaré, à la date indiquée. Un lien absent peut exister sans avoir été "
    "dit.",
    "Il ne classe personne. Être très relié n’est pas un mérite, l’être peu n’est pas une faute : cela dépend du "
    "métier, du temps, des moyens, et de qui a rempli le tableau.",
    "La part des liens qui existent baisse quand un réseau grandit, quoi que fassent les gens : deux territoires ne se "
    "comparent pas par elle, mais chacun par ce que le hasard donnerait chez lui.",
    "Un niveau de coopération plus élevé n’est pas meilleur en soi. C’est l’écart entre ce qui se vit et ce qui se "
    "souhaite qui mérite une réunion.",
    "Une phrase qui n’a pas assez de matière n’est pas dite : le document dit alors ce qui manque pour la dire.",
)
_A_PART: Final = frozenset({"couverture", "taux-par-couple", "rencontres", "postes-a-securiser"})
"""Findings that have a section of their own."""


@dataclass(frozen=True, slots=True)
class Matiere:
    """What every section is made from."""

    diagnostic: Diagnostic
    reseau: Reseau
    diffusion: Diffusion
    illustrations: Illustrations | None
    noms: Noms
    une: Une
    retenus: tuple[Constat, ...]

    def write(self, constats: Iterable[Constat]) -> tuple[ConstatEcrit, ...]:
        return tuple(write_constat(constat, self.noms, self.diffusion) for constat in constats)

    def select(self, code: str) -> list[Constat]:
        return [constat for constat in self.diagnostic.constats if constat.code == code]


def write_coverage(matiere: Matiere) -> Iterator[str]:
    for constat in matiere.select("couverture"):
        yield constat.phrase
        if constat.garde:
            yield constat.garde


def write_first_steps() -> Section:
    return Section("suite", "Pour commencer", tuple(map(Paragraphe, POUR_COMMENCER)))


def write_strongest(matiere: Matiere) -> Iterator[Section]:
    if matiere.retenus:
        yield Section("retenir", "Ce qu’il faut retenir", (ListeConstats(matiere.write(matiere.retenus), "retenir"),))


def write_worlds(matiere: Matiere) -> Section:
    table = tableau_matrice(matiere.diagnostic)
    drawings = matiere.illustrations
    drawn = drawings.matrice(matiere.diagnostic, table) if drawings else table
    return Section("mondes", "D’un monde à l’autre", (Paragraphe(CASES), drawn))


def write_pair_of_worlds(matiere: Matiere) -> Iterator[Section]:
    """Levels and phases between the two worlds of the first sentence, when they were declared."""
    if matiere.une.couple is None:
        return
    blocs = tuple(write_pair(matiere.une.couple, matiere.illustrations, matiere.diffusion))
    if len(blocs) > 1:
        a, b = matiere.une.phrase.spheres
        yield Section("couple", f"Entre {le_monde(a)} et {le_monde(b)}", blocs)


def write_first_meetings(matiere: Matiere) -> Iterator[Section]:
    """What to do comes right after what to keep in mind: the first three meetings, and how many there are."""
    blocs: list[Bloc] = []
    for constat in matiere.select("rencontres"):
        blocs += [Paragraphe(constat.phrase), *([Paragraphe(constat.garde, discret=True)] if constat.garde else [])]
    if cards := _list_meetings(matiere)[:PREMIERES]:
        blocs.append(CartesRencontres(cards))
    if blocs:
        yield Section("commencer", "Par où commencer", tuple(blocs))


def write_other_meetings(matiere: Matiere) -> Iterator[Section]:
    if cards := _list_meetings(matiere)[PREMIERES:]:
        yield Section("rencontres", "D’autres rencontres à provoquer", (CartesRencontres(cards),))


def _list_meetings(matiere: Matiere) -> tuple[RencontreEcrite, ...]:
    return tuple(_write_meeting(matiere, rank, r) for rank, r in enumerate(matiere.diagnostic.rencontres, 1))


def _write_meeting(matiere: Matiere, rank: int, rencontre: Rencontre) -> RencontreEcrite:
    first, second = (_name_end(matiere, identifiant) for identifiant in rencontre.acteurs)
    wishes = [reason for reason in rencontre.raisons if rencontre.souhaitee and "souhait" in reason.lower()]
    return RencontreEcrite(
        rang=rank,
        acteurs=(first, second),
        raisons=tuple(reason for reason in rencontre.raisons if reason not in wishes),
        souhait=", ".join(wishes) or ("Lien déjà souhaité" if rencontre.souhaitee else ""),
    )


def _name_end(matiere: Matiere, identifiant: str) -> tuple[str, str, str]:
    sphere = matiere.reseau.acteur(identifiant).sphere if identifiant in matiere.reseau.index else ""
    return matiere.noms.acteur(identifiant), sphere, name_sphere(sphere)


def write_posts(matiere: Matiere) -> Iterator[Section]:
    """The sentence, unless it was already said among the strongest, then one card for each passage."""
    found = matiere.select("postes-a-securiser")
    unsaid = [constat for constat in found if constat not in matiere.retenus]
    cards = [card for constat in found for card in list_posts(constat, matiere.noms)]
    blocs: list[Bloc] = [ListeConstats(matiere.write(unsaid))] if unsaid else []
    if cards:
        blocs += [Paragraphe(PRUDENCE, discret=True), CartesPostes(tuple(cards))]
    if blocs:
        yield Section("postes", "Les postes à sécuriser", tuple(blocs))


def write_others(matiere: Matiere) -> Iterator[Section]:
    """What was not said yet; what may not be said comes last."""
    others = [c for c in matiere.diagnostic.constats if c.code not in _A_PART and c not in matiere.retenus]
    if others:
        ordered = sorted(others, key=lambda constat: constat.garde is not None)
        yield Section("constats", "Les autres constats", (ListeConstats(matiere.write(ordered)),))


def write_network(matiere: Matiere) -> Section:
    """The drawing; its table names every link, or sums them up when they are too many to be read."""
    reseau, drawings = matiere.reseau, matiere.illustrations
    few = len(reseau.liens) <= LIENS_MAX
    table = tableau_liens(reseau, matiere.diffusion) if few else tableau_matrice(matiere.diagnostic)
    drawn = drawings.reseau(reseau, table, _list_bridges(matiere)) if drawings else table
    return Section("reseau", "Qui travaille avec qui", (drawn,))


def _list_bridges(matiere: Matiere) -> tuple[str, ...]:
    """Ids of the actors that hold the passages between worlds: whom the drawing names first."""
    rows = [row for constat in matiere.select("postes-a-securiser") for row in _read_rows(constat.detail.get("ponts"))]
    return tuple(str(row["id"]) for row in rows if "id" in row)


def _read_rows(value: Json) -> list[dict[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def write_measures(matiere: Matiere) -> Section:
    diagnostic = matiere.diagnostic
    tables = (tableau_cohesion(diagnostic), tableau_mixite(diagnostic), tableau_courtage(diagnostic))
    rates = matiere.write(matiere.select("taux-par-couple"))
    blocs: list[Bloc] = [Paragraphe(EXACTS, discret=True)]
    if rates:
        blocs.append(ListeConstats(rates, "lignes"))
    return Section("mesures", "Les mesures", (*blocs, *tables), annexe=True)


def write_limits() -> Section:
    return Section("limites", "Méthode et limites", tuple(map(Paragraphe, LIMITES)), annexe=True)


def write_reading(matiere: Matiere) -> Section:
    return Section("lecture", "Ce qui a été lu", (tableau_lecture(matiere.diagnostic, matiere.diffusion),), annexe=True)


def write_actors(matiere: Matiere) -> Section:
    count = len(matiere.diagnostic.acteurs)
    if count > ACTEURS_MAX:
        elsewhere = f"Les mesures des {format_number(count)} acteurs sont dans l’export JSON du diagnostic."
        return Section("acteurs", "Acteur par acteur", (Paragraphe(elsewhere),), annexe=True)
    blocs = (Paragraphe(SANS_CLASSEMENT, discret=True), tableau_acteurs(matiere.diagnostic))
    return Section("acteurs", "Acteur par acteur", blocs, annexe=True)
