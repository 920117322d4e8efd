"""The meetings to bring about, as a page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from maillage.acteurs.liens import Declaration
from maillage.analyse.diagnostic import Rencontre
from maillage.diagnostic.couples import Couple
from maillage.diagnostic.lecture import Lecture
from maillage.diagnostic.matrice import make_unknown
from maillage.publication.tableaux import order_spheres
from maillage.publication.typographie import alphabetical, fr
from maillage.referentiels.models import Sphere

RAISONS: Final = 3


@dataclass(frozen=True)
class Bout:
    """One end of a meeting."""

    id: str
    nom: str
    sphere: Sphere


@dataclass(frozen=True)
class RencontreLue:
    a: Bout
    b: Bout
    raisons: list[str]
    souhaitee: bool
    declaration: Declaration | None = None
    """The proposal made here, which may be taken back."""
    proposable: bool = False

    @property
    def principales(self) -> list[str]:
        """Enough to be convinced; the others are in the documents."""
        return self.raisons[:RAISONS]


def list_rencontres(lecture: Lecture, known: Mapping[str, Sphere], couple: Couple | None = None) -> list[RencontreLue]:
    """The meetings to bring about, those of one pair or all, in the engine's order: wanted ones first."""
    homes = {acteur.id: acteur.sphere for acteur in lecture.diagnostic.acteurs}
    kept = [
        rencontre
        for rencontre in lecture.diagnostic.rencontres
        if couple is None or sorted(homes.get(end, "") for end in rencontre.acteurs) == sorted(couple)
    ]
    return [_read_rencontre(rencontre, lecture, homes, known) for rencontre in kept]


def _read_rencontre(
    rencontre: Rencontre, lecture: Lecture, homes: Mapping[str, str], known: Mapping[str, Sphere]
) -> RencontreLue:
    ends = [
        Bout(end, lecture.noms.acteur(end), known.get(homes.get(end, "")) or make_unknown(homes.get(end, "")))
        for end in rencontre.acteurs
    ]
    places = {code: place for place, code in enumerate(order_spheres(known))}
    a, b = sorted(ends, key=lambda end: (places.get(end.sphere.code, len(places)), alphabetical(end.nom)))
    return RencontreLue(a, b, [fr(raison) for raison in rencontre.raisons], rencontre.souhaitee)
