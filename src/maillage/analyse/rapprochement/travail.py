"""Rows in; pairs, what they agree on, and groups out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

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
from maillage.analyse.rapprochement.lieur import score
from maillage.analyse.rapprochement.liste import Liste, gather, list_texts, make_table
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


class _Ligne(NamedTuple):
    """A scored pair of ranks; `rang` is its row in the table of scores."""

    poids: float
    gauche: int
    droite: int
    rang: int


def rapprocher(
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
    order and on either engine, give the same groups. Raises `FichesInvalides` and `MoteurIndisponible`.

    Rows that nothing tells apart make a pair with the first of them only, and that one alone is paired with others.
    """
    liste, champs, scores = _compare(fiches, moteur, etendue, min(seuil_groupe, seuil_paire), etape)
    etape("constitution des groupes")
    lignes = _rank(scores)
    return Rapprochement(
        paires=_make_paires(fiches, liste, champs, scores, [line for line in lignes if line.poids >= seuil_paire]),
        groupes=tuple(tuple(fiches[row].id for row in rows) for rows in _group(liste, lignes, seuil_groupe)),
    )


def grouper(
    fiches: Sequence[Fiche],
    *,
    moteur: Moteur = "duckdb",
    seuil: float = SEUIL_GROUPE,
    etape: Etape = lambda _etape: None,
) -> tuple[tuple[int, ...], ...]:
    """Only the groups of `rapprocher`, as row numbers: quicker on long lists."""
    liste, _, scores = _compare(fiches, moteur, "tout", seuil, etape)
    etape("constitution des groupes")
    return _group(liste, _rank(scores), seuil)


def _compare(
    fiches: Sequence[Fiche], moteur: Moteur, etendue: Etendue, seuil: float, etape: Etape
) -> tuple[Liste, tuple[Champ, ...], pa.Table | None]:
    """The scores are None when there is nothing to compare."""
    _check(fiches)
    etape("lecture des noms et des adresses")
    liste = gather([make_forme(fiche) for fiche in fiches])
    structures = len(liste.formes) < ASSEZ or names_bodies(liste.formes)
    champs = list_champs(structures=structures, autres=len(fiches[0].autres) if fiches else 0)
    with open_moteur(moteur) as api:
        if len(liste.formes) < 2:
            return liste, champs, None
        texts = list_texts(liste.formes)
        table = make_table(liste.formes, texts)
        prior = make_prior(table.num_rows)
        if not structures:
            etape("apprentissage des poids sur la liste")
            champs, learnt = learn(table, champs, texts)
            prior = learnt or prior
        etape(f"comparaison, moteur {moteur}")
        frequences = list_frequences(champs, texts)
        return liste, champs, score(
            table, champs, frequences, api, moteur=moteur, etendue=etendue, prior=prior, seuil=seuil - 10.0**-DECIMALES
        )  # fmt: skip


def _check(fiches: Sequence[Fiche]) -> None:
    if len({fiche.id for fiche in fiches}) < len(fiches):
        raise FichesInvalides("Deux fiches portent le même identifiant.")
    if len({len(fiche.autres) for fiche in fiches}) > 1:
        raise FichesInvalides("Les fiches n’ont pas toutes le même nombre d’autres colonnes.")


def _rank(scores: pa.Table | None) -> list[_Ligne]:
    """The surest first; equal weights in the order of contents, whatever the order of the rows."""
    if scores is None:
        return []
    columns = (scores[name].to_pylist() for name in ("match_weight", "rang_l", "rang_r"))
    lines = [
        _Ligne(round(weight, DECIMALES), min(left, right), max(left, right), rank)
        for rank, (weight, left, right) in enumerate(zip(*columns, strict=True))
    ]
    return sorted(lines, key=lambda line: (-line.poids, line.gauche, line.droite))


def _group(liste: Liste, lignes: Sequence[_Ligne], seuil: float) -> tuple[tuple[int, ...], ...]:
    """Rows of each group, in their order; groups in the order of their first row."""
    groupes = Groupes([frozenset(forme.nom.genres) for forme in liste.formes])
    for line in lignes:
        if line.poids >= seuil:
            groupes.unite(line.gauche, line.droite)
    members: dict[int, list[int]] = {}
    for rank, rows in enumerate(liste.membres):
        if rank not in liste.copies or groupes.find(rank) == groupes.find(rank - 1):
            members.setdefault(groupes.find(rank), []).extend(rows)
    return tuple(sorted(tuple(sorted(rows)) for rows in members.values() if len(rows) > 1))


def _make_paires(
    fiches: Sequence[Fiche], liste: Liste, champs: Sequence[Champ], scores: pa.Table | None, lignes: Sequence[_Ligne]
) -> tuple[Paire, ...]:
    if scores is None:
        return ()
    read = [_AccordsDe(champ, scores) for champ in champs]
    paires = []
    for line in lignes:
        accords = tuple(accord for one in read if (accord := one.read(line.rang)))
        for left, right in _list_rows(liste, line):
            paires.append(Paire(gauche=fiches[left].id, droite=fiches[right].id, poids=line.poids, accords=accords))
    return tuple(paires)


def _list_rows(liste: Liste, line: _Ligne) -> list[tuple[int, int]]:
    """The rows that a pair of ranks stands for: all the copies of a row with the first, else the first of each."""
    if line.droite in liste.copies and line.gauche == line.droite - 1:
        return [(liste.membres[line.gauche][0], row) for row in liste.membres[line.droite]]
    if line.gauche in liste.copies or line.droite in liste.copies:
        return []
    return [tuple(sorted((liste.membres[line.gauche][0], liste.membres[line.droite][0])))]  # type: ignore[list-item]


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
