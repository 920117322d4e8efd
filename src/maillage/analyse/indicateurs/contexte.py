"""What every indicator may look at, computed once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from maillage.analyse.cadres import Cadre, Cadres, Participation
from maillage.analyse.diagnostic import Rencontre
from maillage.analyse.graphe import Floats, Ints
from maillage.analyse.mesures import Mesures
from maillage.analyse.mesures.centralite import betweenness_between
from maillage.analyse.reseau import Acteur, Lien, Reseau
from maillage.analyse.vocabulaire import MONDE_LOCAL, MONDE_SOCIAL


@dataclass(frozen=True, eq=False)
class Contexte:
    reseau: Reseau
    mesures: Mesures
    date_reference: date
    graine: int
    rencontres: tuple[Rencontre, ...] = ()
    cadres: Cadres = field(default_factory=Cadres)

    @cached_property
    def repondants(self) -> frozenset[str]:
        """Nodes that spoke at least once of a link of their own."""
        reseau = self.reseau
        return frozenset(
            lien.acteurs[voix.cote]
            for lien in (*reseau.liens, *reseau.sans_lien)
            for voix in lien.voix
            if voix.cote is not None
        )

    @cached_property
    def mondes(self) -> tuple[Ints, Ints] | None:
        """Nodes of the social world and of the local one, when the network holds both."""
        here = [i for i, a in enumerate(self.reseau.acteurs) if a.sphere in MONDE_SOCIAL]
        there = [i for i, a in enumerate(self.reseau.acteurs) if a.sphere in MONDE_LOCAL]
        return (np.array(here), np.array(there)) if here and there else None

    @cached_property
    def passages(self) -> Floats:
        """Share of the joined pairs of the two worlds whose shortest paths pass through each node, shape (n,).

        Without the two worlds of the project, of any two different spheres.
        """
        graphe = self.reseau.graphe
        if self.mondes:
            carried = betweenness_between(graphe, *self.mondes, graine=self.graine)
            joined = self._count_joined(*self.mondes)
        else:
            carried, joined = np.zeros(graphe.n), 0
            for code in range(len(graphe.spheres) - 1):
                here, there = np.flatnonzero(graphe.labels == code), np.flatnonzero(graphe.labels > code)
                carried += betweenness_between(graphe, here, there, graine=self.graine)
                joined += self._count_joined(here, there)
        return carried / joined if joined else np.zeros(graphe.n)

    def _count_joined(self, here: Ints, there: Ints) -> int:
        pieces = np.array(self.reseau.graphe.igraph.connected_components().membership)
        count = int(pieces.max()) + 1
        return int((np.bincount(pieces[here], minlength=count) * np.bincount(pieces[there], minlength=count)).sum())

    def spheres_of(self, lien: Lien) -> tuple[str, str]:
        a, b = sorted(self.reseau.acteur(identifiant).sphere for identifiant in lien.acteurs)
        return a, b

    def ends(self, lien: Lien) -> tuple[Acteur, Acteur]:
        a, b = lien.acteurs
        return self.reseau.acteur(a), self.reseau.acteur(b)

    def list_members(self, cadre: Cadre) -> frozenset[str]:
        """Nodes that take part in a cadre, or in what is under it."""
        return frozenset(map(self.host, self.cadres.whole.get(cadre.id, ())))

    def host(self, participation: Participation) -> str:
        return self.reseau.hote[participation.acteur]

    def list_partners(self, node: str) -> list[str]:
        """Those with whom it lives something; none for a structure that only lives through its services."""
        position = self.reseau.index.get(node)
        if position is None:
            return []
        starts, partners = self.reseau.graphe.neighbours
        return [self.reseau.acteurs[other].id for other in partners[starts[position] : starts[position + 1]].tolist()]

    def are_linked(self, a: str, b: str) -> bool:
        """Something is lived between the two."""
        lien = self.reseau.lien_de.get((a, b) if a < b else (b, a))
        return lien is not None and lien.existe
