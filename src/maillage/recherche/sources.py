"""What can be found: a table, and what its rows give to the index."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Genre(StrEnum):
    """The kinds of results, in the order of the page."""

    ACTEUR = "acteur"
    DISPOSITIF = "dispositif"
    INSTANCE = "instance"
    ACTION = "action"

    @property
    def pluriel(self) -> str:
        return {"acteur": "Acteurs", "dispositif": "Dispositifs", "instance": "Instances", "action": "Actions"}[self]


@dataclass(frozen=True)
class Source:
    """`genre`, `texte`: SQL over the columns of a row, each preceded by `{}` (« new. » in a trigger)."""

    nom: str
    table: str
    genre: str
    texte: str
    textes: tuple[str, ...]
    """The columns that `texte` reads."""

    @property
    def lues(self) -> str:
        """A write to any other column leaves the index alone."""
        return ", ".join(("nom_cherche", "nature", "espace_id", "visibilite", "retire_le", *self.textes))


SOURCES = (
    Source(
        "acteur",
        "acteurs_acteur",
        f"CASE {{0}}nature WHEN 'poste' THEN 'poste' ELSE '{Genre.ACTEUR}' END",
        "{0}description || ' ' || {0}appelez_nous_pour",
        ("description", "appelez_nous_pour"),
    ),
    Source("cadre", "cadres_cadre", "{0}nature", "{0}description", ("description",)),
)
"""A poste keeps a kind of its own, that no page asks for."""
