"""Which actors of the espace a new row may be: the linkage of `analyse`, between the file and the espace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from maillage.analyse.rapprochement import Fiche, Paire, list_raisons, rapprocher

CERTAIN: Final = 0.95
"""From this score on, a row is the actor: its differences are shown, nothing is asked."""
PROBABLE: Final = 0.4
"""From this one on, a person is asked. Lower ones are left to the search for duplicates of the whole espace."""
MONTRES: Final = 3
_MEME_NOM: Final = frozenset({"meme", "colle", "sigle"})
_RATTACHE: Final = frozenset({"ou", "telephone", "courriel", "siret"})
"""Writing over a sheet unasked needs the same name, and one of these that agrees as well."""


@dataclass(frozen=True, slots=True)
class Ressemblance:
    """`score` from 0 to 1; `raisons`: why, in French, each said by itself (« même téléphone »)."""

    cle: str
    score: float
    raisons: tuple[str, ...]


def find_ressemblances(nouvelles: Sequence[Fiche], connues: Sequence[Fiche]) -> dict[str, list[Ressemblance]]:
    """For the id of each new record, the known ones it may be, the likeliest first; absent: none.

    Ids are unique within each list only.
    """
    fiches = {name: one for jeu, rows in (("n", nouvelles), ("c", connues)) for name, one in _number(jeu, rows).items()}
    found: defaultdict[str, list[Ressemblance]] = defaultdict(list)
    if not nouvelles or not connues:
        return found
    for paire in rapprocher(list(fiches.values()), etendue="entre-jeux").paires:
        new, known = sorted((paire.gauche, paire.droite), reverse=True)
        if (score := _measure(paire)) >= PROBABLE and len(close := found[new[1:]]) < MONTRES:
            close.append(Ressemblance(known[1:], score, _tell(paire, fiches)))
    return {key: sorted(close, key=lambda one: -one.score) for key, close in found.items() if close}


def _number(jeu: str, rows: Sequence[Fiche]) -> dict[str, Fiche]:
    return {f"{jeu}{one.id}": replace(one, id=f"{jeu}{one.id}", jeu=jeu) for one in rows}


def _measure(paire: Paire) -> float:
    same = any(accord.champ == "nom" and accord.niveau in _MEME_NOM for accord in paire.accords)
    agreed = any(accord.champ in _RATTACHE and accord.poids > 0 for accord in paire.accords)
    return round(paire.probabilite if same and agreed else min(paire.probabilite, CERTAIN - 0.01), 3)


def _tell(paire: Paire, fiches: Mapping[str, Fiche]) -> tuple[str, ...]:
    return tuple(one.phrase for one in list_raisons(paire, fiches[paire.gauche], fiches[paire.droite]))
