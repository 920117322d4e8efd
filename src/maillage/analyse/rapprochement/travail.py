"""Rows in; pairs, what they agree on, and groups out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from maillage.analyse.rapprochement.apprentissage import ASSEZ, learn
from maillage.analyse.rapprochement.fiches import (
    Accord,
    Etendue,
    Fiche,
    FichesInvalides,
    Moteur,
    Paire,
    Rapprochement,
)
from maillage.analyse.rapprochement.formes import make_forme, names_bodies
from maillage.analyse.rapprochement.frequences import list_frequences
from maillage.analyse.rapprochement.groupes import Groupes
from maillage.analyse.rapprochement.lieur import Reglage, score
from maillage.analyse.rapprochement.liste import Liste, gather, keep_told, list_texts, make_table
from maillage.analyse.rapprochement.moteurs import open_moteur
from maillage.analyse.rapprochement.niveaux import Champ, list_champs, make_prior

if TYPE_CHECKING:
    import pyarrow as pa

SEUIL_GROUPE: Final = 0.0
"""Bits: one chance in two. Above, two rows are more likely one actor than two, and are put in one group."""
SEUIL_PAIRE: Final = -3.0
"""Bits: one chance in nine. Below, a pair is not worth showing to anyone."""
DECIMALES: Final = 6
"""Of a weight: beyond, two engines may round otherwise."""
Etape = Callable[[str], None]


class _Scores(NamedTuple):
    """What Splink gave: the fields compared, and a row for each pair."""

    champs: tuple[Champ, ...]
    table: pa.Table | None


class _Ligne(NamedTuple):
    """A scored pair of ranks; `rang` is its row in the table of scores."""

    poids: float
    gauche: int
    droite: int
    rang: int


def rapprocher(  # noqa: PLR0913  (each has a default that suits)
    fiches: Sequence[Fiche],
    *,
    moteur: Moteur = "duckdb",
    etendue: Etendue = "tout",
    seuil_groupe: float = SEUIL_GROUPE,
    seuil_paire: float = SEUIL_PAIRE,
    etape: Etape = lambda _etape: None,
) -> Rapprochement:
    """Pairs that may be one actor, and the groups they make.

    With `entre-jeux` only rows of different `jeu` are compared. Nothing is drawn at random: the same rows, in any
    order and on either engine, give the same groups. `etape` is told what begins. Raises `FichesInvalides` and
    `MoteurIndisponible`.

    Rows that nothing tells apart make a pair with the first of them only, and that one alone is paired with others.
    """
    plan = _prepare(fiches, etape)
    scores = _score(plan, Reglage(moteur=moteur, etendue=etendue, seuil=min(seuil_groupe, seuil_paire)), etape)
    lignes = _rank(scores)
    return Rapprochement(
        paires=_make_paires(fiches, plan, scores, [line for line in lignes if line.poids >= seuil_paire]),
        groupes=tuple(tuple(fiches[row].id for row in rows) for rows in _group(plan, lignes, seuil_groupe)),
    )


def grouper(
    fiches: Sequence[Fiche],
    *,
    moteur: Moteur = "duckdb",
    seuil: float = SEUIL_GROUPE,
    etape: Etape = lambda _etape: None,
) -> tuple[tuple[int, ...], ...]:
    """Only the groups of `rapprocher`, as row numbers: quicker on long lists."""
    plan = _prepare(fiches, etape)
    return _group(plan, _rank(_score(plan, Reglage(moteur=moteur, seuil=seuil), etape)), seuil)


class _Plan(NamedTuple):
    """What will be compared; `structures` when the names are those of bodies."""

    liste: Liste
    structures: bool
    autres: int


def _prepare(fiches: Sequence[Fiche], etape: Etape) -> _Plan:
    _check(fiches)
    etape("lecture des noms et des adresses")
    liste = gather([make_forme(fiche) for fiche in fiches])
    structures = len(liste.formes) < ASSEZ or names_bodies(liste.formes)
    return _Plan(liste, structures, len(fiches[0].autres) if fiches else 0)


def _score(plan: _Plan, reglage: Reglage, etape: Etape) -> _Scores:
    """The table is None when there is nothing to compare."""
    with open_moteur(reglage.moteur) as api:
        formes = plan.liste.formes
        if len(formes) < 2:
            return _Scores((), None)
        texts = list_texts(formes)
        table = make_table(formes, texts)
        champs = keep_told(list_champs(structures=plan.structures, autres=plan.autres), table)
        prior = make_prior(table.num_rows)
        if not plan.structures:
            etape("apprentissage des poids sur la liste")
            champs, prior = learn(table, champs, texts, prior)
        etape(f"comparaison, moteur {reglage.moteur}")
        reglage = replace(reglage, prior=prior, seuil=reglage.seuil - 10.0**-DECIMALES)
        return _Scores(champs, score(table, champs, list_frequences(champs, texts), api, reglage))


def _check(fiches: Sequence[Fiche]) -> None:
    if len({fiche.id for fiche in fiches}) < len(fiches):
        raise FichesInvalides("Deux fiches portent le même identifiant.")
    if len({len(fiche.autres) for fiche in fiches}) > 1:
        raise FichesInvalides("Les fiches n’ont pas toutes le même nombre d’autres colonnes.")


def _rank(scores: _Scores) -> list[_Ligne]:
    """The surest first; equal weights in the order of contents, whatever the order of the rows."""
    if scores.table is None:
        return []
    columns = (scores.table[name].to_pylist() for name in ("match_weight", "rang_l", "rang_r"))
    lines = [
        _Ligne(round(weight, DECIMALES), min(left, right), max(left, right), rank)
        for rank, (weight, left, right) in enumerate(zip(*columns, strict=True))
    ]
    return sorted(lines, key=lambda line: (-line.poids, line.gauche, line.droite))


def _group(plan: _Plan, lignes: Sequence[_Ligne], seuil: float) -> tuple[tuple[int, ...], ...]:
    """Rows of each group, in their order; groups in the order of their first row."""
    liste = plan.liste
    groupes = Groupes([frozenset(forme.nom.genres if plan.structures else ()) for forme in liste.formes])
    for line in lignes:
        if line.poids >= seuil:
            groupes.unite(line.gauche, line.droite)
    members: dict[int, list[int]] = {}
    for rank, rows in enumerate(liste.membres):
        if rank not in liste.copies or groupes.find(rank) == groupes.find(rank - 1):
            members.setdefault(groupes.find(rank), []).extend(rows)
    return tuple(sorted(tuple(sorted(rows)) for rows in members.values() if len(rows) > 1))


def _make_paires(fiches: Sequence[Fiche], plan: _Plan, scores: _Scores, lignes: Sequence[_Ligne]) -> tuple[Paire, ...]:
    read = [_AccordsDe(champ, scores.table) for champ in scores.champs]
    paires = []
    for line in lignes:
        accords = tuple(accord for one in read if (accord := one.read(line.rang)))
        for left, right in _list_rows(plan.liste, line):
            paires.append(Paire(gauche=fiches[left].id, droite=fiches[right].id, poids=line.poids, accords=accords))
    return tuple(paires)


def _list_rows(liste: Liste, line: _Ligne) -> list[tuple[int, int]]:
    """The rows that a pair of ranks stands for: all the copies of a row with the first, else the first of each."""
    if line.droite in liste.copies and line.gauche == line.droite - 1:
        return [(liste.membres[line.gauche][0], row) for row in liste.membres[line.droite]]
    if line.gauche in liste.copies or line.droite in liste.copies:
        return []
    left, right = liste.membres[line.gauche][0], liste.membres[line.droite][0]
    return [(min(left, right), max(left, right))]


class _AccordsDe:
    """What one field says of each scored pair."""

    def __init__(self, champ: Champ, scores: pa.Table) -> None:
        self._nom = champ.nom
        self._codes = [niveau.code for niveau in reversed(champ.niveaux)]
        self._degrees: list[int] = scores[f"gamma_{champ.nom}"].to_pylist()
        self._weights: list[float] = scores[f"poids_{champ.nom}"].to_pylist()

    def read(self, rang: int) -> Accord | None:
        """None when the field says nothing of the pair. Splink numbers degrees from the last, 0."""
        degree = self._degrees[rang]
        return Accord(self._nom, self._codes[degree], round(self._weights[rang], DECIMALES)) if degree >= 0 else None
