"""What the reader asks of the map, read from the address: that of the list of actors, and what is the map's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from maillage.acteurs import queries
from maillage.acteurs.facettes import is_uuid

VUES = ("dessin", "tableau")
PAPIERS = ("a4", "a3")
LIEU = "territoire"
"""The facet of the list that the map does not offer: it is the map itself."""
PERIMETRES_MAX = 6
"""Outlines drawn at once: there are as many kinds of dashes."""
PROPRES = ("vue", "papier", "perimetre", "page", "seuls")
"""Parameters that are not the list's."""


@dataclass(frozen=True)
class Demande:
    acteurs: queries.Demande
    vue: str
    papier: str
    perimetres: tuple[str, ...]
    parametres: QueryDict

    def address(self, **autrement: str) -> str:
        """The same page with these parameters instead; an empty value takes one off."""
        asked = self.parametres.copy()
        for name in ("page", "seuls"):
            asked.pop(name, None)
        for name, value in autrement.items():
            asked.pop(name, None)
            if value:
                asked[name] = value
        return f"?{asked.urlencode()}"

    def filters(self, **autrement: Any) -> str:
        """The filters alone, as the list of actors and the data of the map read them."""
        asked = self.parametres.copy()
        for name in (*PROPRES, *autrement):
            asked.pop(name, None)
        for name, values in autrement.items():
            asked.setlist(name, values)
        return f"?{asked.urlencode()}"


def read_demande(donnees: QueryDict) -> Demande:
    """Nothing said is ever refused: what is not known is left out. Where one looks is the map itself, not a filter."""
    vue, papier = donnees.get("vue"), donnees.get("papier")
    asked = queries.read_demande(donnees)
    chosen = [value for value in dict.fromkeys(donnees.getlist("perimetre")) if is_uuid(value)]
    return Demande(
        acteurs=replace(asked, choix=asked.choix | {LIEU: []}),
        vue=vue if vue in VUES else VUES[0],
        papier=papier if papier in PAPIERS else PAPIERS[0],
        perimetres=tuple(chosen[:PERIMETRES_MAX]),
        parametres=donnees,
    )
