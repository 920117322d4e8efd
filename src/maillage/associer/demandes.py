"""From what the form says to the engine's request: what was understood, what was corrected, how far places are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from maillage.analyse.association.demande import Demande
from maillage.analyse.association.mots import Comprehension, understand
from maillage.espaces.models import Espace
from maillage.territoires.models import NatureTerritoire, Territoire

BASSINS = (NatureTerritoire.BASSIN, NatureTerritoire.PETR)


@dataclass(frozen=True)
class Lue:
    """A request, with what its words were taken for."""

    demande: Demande
    compris: Comprehension
    mots: str
    commune: Territoire | None
    corrigee: bool = False

    @property
    def adresse(self) -> str:
        """The same request as parameters of an address."""
        pairs = [("mots", self.mots), ("phase", self.demande.phase), ("monde", self.demande.sphere)]
        pairs += [("ou", str(self.commune.pk))] if self.commune else []
        pairs += [("corrige", "on")] if self.corrigee else []
        pairs += [("theme", code) for code in sorted(self.demande.themes)] if self.corrigee else []
        pairs += [("public", code) for code in sorted(self.demande.publics)] if self.corrigee else []
        return urlencode(pairs)


def read_demande(champs: Mapping[str, Any], espace: Espace | None, structure: str = "") -> Lue:
    """What the person corrected is what they say; else what their words say. Two queries for the places."""
    compris = understand(champs["mots"])
    corrige = bool(champs["corrige"])
    themes = frozenset(one.code for one in champs["theme"]) if corrige else compris.themes
    publics = frozenset(one.code for one in champs["public"]) if corrige else compris.publics
    commune = champs.get("ou")
    demande = Demande(
        phase=champs["phase"],
        themes=themes,
        publics=publics,
        sphere=champs["monde"],
        structure=structure,
        cercles=find_cercles(commune, espace),
    )
    return Lue(demande, compris, champs["mots"], commune, corrige)


def find_cercles(commune: Territoire | None, espace: Espace | None) -> tuple[frozenset[str], ...]:
    """The commune, then the communes of what holds it. Nothing without a commune: nobody is nearer than another."""
    if commune is None or espace is None:
        return ()
    around = commune.contenants.filter(Q(espace=None) | Q(espace=espace)).values_list("pk", "nature")
    natures = dict(around)
    inside = Territoire.communes.through._default_manager.filter(from_territoire__in=natures)
    held = [(natures[lieu], str(one)) for lieu, one in inside.values_list("from_territoire_id", "to_territoire_id")]
    return (
        frozenset({str(commune.pk)}),
        frozenset(one for nature, one in held if nature == NatureTerritoire.EPCI),
        frozenset(one for nature, one in held if nature in BASSINS),
        frozenset(one for nature, one in held if nature == NatureTerritoire.DEPARTEMENT),
    )


def is_asked(donnees: QueryDict) -> bool:
    """Whether the address holds a request, or only opens the form."""
    return "phase" in donnees
