"""The map, prepared once for many requests: who is of which kind, and who is linked to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from maillage.analyse.association.demande import ActeurLocal, Dispositif
from maillage.analyse.association.reperes import MIN_ACTEURS, MIN_TYPES

Liens = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, kw_only=True)
class Territoire:
    """`liens`: by actor, its neighbours and the level of each link. Ids are unique."""

    acteurs: Mapping[str, ActeurLocal] = field(default_factory=dict)
    par_type: Mapping[str, tuple[ActeurLocal, ...]] = field(default_factory=dict)
    par_metier: Mapping[str, tuple[ActeurLocal, ...]] = field(default_factory=dict)
    liens: Liens = field(default_factory=dict)
    dispositifs: tuple[Dispositif, ...] = ()

    @property
    def decrit(self) -> bool:
        """Whether it holds enough for « there is none » to be said rather than « we know of none »."""
        return len(self.acteurs) >= MIN_ACTEURS and len(self.par_type) >= MIN_TYPES

    def voisins(self, acteur: str) -> Mapping[str, float]:
        return self.liens.get(acteur, {})


def build_territoire(
    acteurs: Iterable[ActeurLocal],
    liens: Iterable[tuple[str, str, float]] = (),
    dispositifs: Iterable[Dispositif] = (),
) -> Territoire:
    """`liens`: pairs with their level, in any order; an end that is not an actor is left out, the best level wins."""
    known = {acteur.id: acteur for acteur in acteurs}
    types, metiers = defaultdict[str, list[ActeurLocal]](list), defaultdict[str, list[ActeurLocal]](list)
    for acteur in known.values():
        if acteur.type:
            types[acteur.type].append(acteur)
        for metier in acteur.metiers:
            metiers[metier].append(acteur)
    return Territoire(
        acteurs=known,
        par_type={code: tuple(found) for code, found in types.items()},
        par_metier={code: tuple(found) for code, found in metiers.items()},
        liens=_index_liens(known, liens),
        dispositifs=tuple(dispositifs),
    )


def _index_liens(known: Mapping[str, ActeurLocal], liens: Iterable[tuple[str, str, float]]) -> Liens:
    found = defaultdict[str, dict[str, float]](dict)
    for a, b, niveau in liens:
        if a in known and b in known and a != b:
            best = max(niveau, found[a].get(b, 0))
            found[a][b] = found[b][a] = best
    return dict(found)
