"""Rencontres à provoquer: the missing links that would bring the spheres closest, wanted ones first.

Candidates are the wishes between two spheres, and the pairs that the plausibility model holds likeliest. A meeting's
gain is the number of other pairs of actors of different spheres that it would put at two steps: « ils auraient une
connaissance commune ». Wishes are ordered by how much speaks for them (`POINTS`), the others by expected gain,
plausibility × (1 + gain), the pair itself being one more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from maillage.analyse.diagnostic import Rencontre
from maillage.analyse.francais import compte, liste, majuscule, nombre
from maillage.analyse.graphe import Floats, Graphe, Ints, sort_unique
from maillage.analyse.plausibilite import ModelePlausibilite
from maillage.analyse.reseau import Acteur, Lien, Reseau
from maillage.analyse.seuils import SEUILS
from maillage.analyse.vocabulaire import name_theme

POINTS = {"souhait": 2, "theme": 1, "commune": 1, "partenaires": 1}
"""What speaks for a wish: each side that wants it, each shared theme (three at most), a shared commune, and
common partners who can introduce them."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    a: Acteur
    b: Acteur
    voeu: Lien | None
    themes: tuple[str, ...]
    communes: tuple[str, ...]
    partenaires: tuple[str, ...]
    gain: int
    plausibilite: float

    @property
    def points(self) -> int:
        wishes = sum(wish is not None for wish in self.voeu.souhaits) if self.voeu else 0
        return (
            POINTS["souhait"] * wishes
            + POINTS["theme"] * min(len(self.themes), 3)
            + POINTS["commune"] * bool(self.communes)
            + POINTS["partenaires"] * bool(self.partenaires)
        )

    @property
    def rank(self) -> tuple[float, ...]:
        expected = (1 + self.gain) * self.plausibilite
        return (0, -self.points, -expected) if self.voeu else (1, -expected)


def find_rencontres(reseau: Reseau) -> tuple[Rencontre, ...]:
    """At most `SEUILS.max_rencontres`, best first, no actor in more than `SEUILS.max_rencontres_par_acteur`."""
    graphe = reseau.graphe
    pairs = _candidate_pairs(reseau)
    if not len(pairs):
        return ()
    scores = ModelePlausibilite.fit(reseau).score(pairs)
    kept = _keep_likeliest(pairs, scores, _wished_keys(reseau), graphe.n)
    reach = _Reach(graphe)
    candidates = [
        _describe(reseau, reach, int(a), int(b), float(scores[i])) for i, (a, b) in zip(kept, pairs[kept], strict=True)
    ]
    chosen = _choose(sorted(candidates, key=lambda c: (*c.rank, c.a.id, c.b.id)))
    return tuple(_tell(reseau, candidate) for candidate in chosen)


def _candidate_pairs(reseau: Reseau) -> Ints:
    """Missing pairs across spheres, smaller number first: all of them, or those at two steps when they are too many."""
    graphe = reseau.graphe
    keys = _pairs_at_two_steps(graphe) if graphe.n > SEUILS.max_acteurs_toutes_paires else _all_pairs(graphe.n)
    keys = sort_unique(np.concatenate((keys, _wished_keys(reseau))))
    linked = graphe.edges[:, 0] * graphe.n + graphe.edges[:, 1]
    if len(linked):
        keys = keys[linked[np.searchsorted(linked, keys).clip(max=len(linked) - 1)] != keys]
    pairs = np.column_stack((keys // max(graphe.n, 1), keys % max(graphe.n, 1)))
    across: Ints = pairs[graphe.labels[pairs[:, 0]] != graphe.labels[pairs[:, 1]]]
    return across


def _wished_keys(reseau: Reseau) -> Ints:
    index, n = reseau.index, reseau.graphe.n
    return np.array([index[v.acteurs[0]] * n + index[v.acteurs[1]] for v in reseau.souhaits], dtype=np.int64)


def _all_pairs(n: int) -> Ints:
    low, high = np.triu_indices(n, 1)
    return low.astype(np.int64) * n + high


def _pairs_at_two_steps(graphe: Graphe) -> Ints:
    """Pairs with a common partner, the least busy first: who knows everybody introduces no one.

    Stops at `SEUILS.max_paires_examinees`, so that time and memory do not grow with the busiest actors.
    """
    indptr, indices = graphe.neighbours
    middles = np.argsort(graphe.degrees, kind="stable")
    pairs = np.cumsum(graphe.degrees[middles] * (graphe.degrees[middles] - 1) // 2)
    keys = [np.empty(0, dtype=np.int64)]
    for middle in middles[pairs <= SEUILS.max_paires_examinees]:
        partners = indices[indptr[middle] : indptr[middle + 1]]
        low, high = np.triu_indices(len(partners), 1)
        keys.append(partners[low] * graphe.n + partners[high])
    return sort_unique(np.concatenate(keys))


def _keep_likeliest(pairs: Ints, scores: Floats, wished: Ints, n: int) -> Ints:
    best = np.argsort(-scores, kind="stable")[: SEUILS.max_candidats_rencontre]
    voeux = np.flatnonzero(np.isin(pairs[:, 0] * n + pairs[:, 1], wished))
    return np.union1d(best, voeux)


class _Reach:
    """Who is at one step, and at two or less, of an actor; remembered because candidates share actors."""

    def __init__(self, graphe: Graphe) -> None:
        self._graphe = graphe
        self._labels = graphe.labels.tolist()
        self._one: dict[int, set[int]] = {}
        self._two: dict[int, set[int]] = {}

    def one(self, actor: int) -> set[int]:
        if actor not in self._one:
            indptr, indices = self._graphe.neighbours
            self._one[actor] = set(indices[indptr[actor] : indptr[actor + 1]].tolist())
        return self._one[actor]

    def two(self, actor: int) -> set[int]:
        if actor not in self._two:
            near = self.one(actor)
            self._two[actor] = near.union({actor}, *(self.one(other) for other in near))
        return self._two[actor]

    def gain(self, a: int, b: int) -> int:
        """Pairs of different spheres, a–b apart, that a link a–b would put at two steps."""
        return self._newly_near(a, self.one(b)) + self._newly_near(b, self.one(a))

    def _newly_near(self, actor: int, others: Iterable[int]) -> int:
        near, own = self.two(actor), self._labels[actor]
        return sum(1 for other in others if other not in near and self._labels[other] != own)


def _describe(reseau: Reseau, reach: _Reach, a: int, b: int, score: float) -> _Candidate:
    first, second = reseau.acteurs[a], reseau.acteurs[b]
    return _Candidate(
        a=first,
        b=second,
        voeu=_find_wish(reseau, first, second),
        themes=tuple(sorted(first.themes & second.themes)),
        communes=tuple(sorted(first.communes & second.communes)),
        partenaires=tuple(reseau.acteurs[i].libelle for i in sorted(reach.one(a) & reach.one(b))),
        gain=reach.gain(a, b),
        plausibilite=score,
    )


def _find_wish(reseau: Reseau, first: Acteur, second: Acteur) -> Lien | None:
    lien = reseau.lien_de.get((first.id, second.id))
    return lien if lien is not None and lien.niveau_souhaite else None


def _choose(ranked: list[_Candidate]) -> list[_Candidate]:
    chosen: list[_Candidate] = []
    seen: Counter[str] = Counter()
    for candidate in ranked:
        wishes = sum(c.voeu is not None for c in chosen)
        if candidate.voeu is not None and wishes >= SEUILS.max_souhaits_proposes:
            continue
        if max(seen[candidate.a.id], seen[candidate.b.id]) >= SEUILS.max_rencontres_par_acteur:
            continue
        chosen.append(candidate)
        seen.update((candidate.a.id, candidate.b.id))
        if len(chosen) == SEUILS.max_rencontres:
            break
    return chosen


def _tell(reseau: Reseau, candidate: _Candidate) -> Rencontre:
    reasons = (
        _tell_wish(candidate.voeu),
        _tell_themes(candidate.themes),
        _tell_communes(candidate.communes),
        _tell_partners(candidate.partenaires),
        _tell_path(reseau, candidate),
        _tell_gain(candidate.gain),
    )
    return Rencontre(
        acteurs=(candidate.a.id, candidate.b.id),
        raisons=tuple(majuscule(reason) for reason in reasons if reason),
        gain=candidate.gain,
        souhaitee=candidate.voeu is not None,
    )


def _tell_wish(voeu: Lien | None) -> str:
    """Never by whom: who wishes what stays between those concerned and the animation."""
    return "lien déjà souhaité" if voeu else ""


def _tell_themes(themes: tuple[str, ...]) -> str:
    if not themes:
        return ""
    return f"{compte(len(themes), 'sujet commun', 'sujets communs')} : {liste([name_theme(t) for t in themes])}"


def _tell_communes(communes: tuple[str, ...]) -> str:
    if not communes:
        return ""
    if len(communes) > 3:
        return f"présents dans les mêmes {nombre(len(communes))} communes"
    return f"présents tous deux à {liste(communes)}"


def _tell_partners(partners: tuple[str, ...]) -> str:
    if not partners:
        return ""
    if len(partners) == 1:
        return f"un partenaire commun peut les présenter : {partners[0]}"
    shown = "" if len(partners) == 2 else "dont "
    return f"{nombre(len(partners))} partenaires communs, {shown}{liste(partners[:2])}"


def _tell_path(reseau: Reseau, candidate: _Candidate) -> str:
    if candidate.partenaires:
        return ""
    a, b = reseau.index[candidate.a.id], reseau.index[candidate.b.id]
    steps = reseau.graphe.igraph.distances(source=[a], target=[b])[0][0]
    if steps == float("inf"):
        return "aucun chemin ne les relie aujourd’hui"
    return f"{nombre(int(steps) - 1)} intermédiaires les séparent aujourd’hui"


def _tell_gain(gain: int) -> str:
    if gain < 2:
        return ""
    return f"{nombre(gain)} couples d’acteurs de mondes différents auraient une connaissance commune"
