"""What is asked, what is known, what is answered: the values that the recommender takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Genre = Literal["type", "metier", "role"]
Presence = Literal["nomme", "absent", "partout", "inconnu", "sans-territoire", "role"]

ROLES = {
    "ELU": "Élues et élus",
    "HAB": "Habitantes et habitants, personnes concernées",
    "ASSOCIES": "Toutes celles et ceux que vous avez associés",
}
"""Codes of a rule that are no kind of structure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demande:
    """`sphere`: the world of whoever asks, empty for a resident. `cercles`: communes around, from near to far."""

    phase: str
    themes: frozenset[str] = frozenset()
    publics: frozenset[str] = frozenset()
    sphere: str = ""
    structure: str = ""
    """Id of the asker's own structure, when it is on the map."""
    cercles: tuple[frozenset[str], ...] = ()
    """The commune, its EPCI, the bassin, the département; an absent one is an empty set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regle:
    """If the project is on these themes (none = any), at these phases, begun from that world: bring these in."""

    code: str
    themes: frozenset[str] = frozenset()
    sujet: str = ""
    """The one of its themes that it is about; the others say where it matters. Empty: each of them."""
    publics: frozenset[str] = frozenset()
    """Whom it is about, when it is not about everybody."""
    phases: tuple[str, ...] = ()
    initiateur: str = ""
    associer: tuple[str, ...] = ()
    role: str = ""
    priorite: int = 2
    raison: str = ""
    question: str = ""
    """What to ask first; empty: that of the role or of the phase."""

    @property
    def generale(self) -> bool:
        return not self.themes


@dataclass(frozen=True, slots=True, kw_only=True)
class ActeurLocal:
    """A structure, or a poste that is told through its structure. `communes`: where it sits and where it acts."""

    id: str
    nom: str
    type: str = ""
    metiers: frozenset[str] = frozenset()
    sphere: str = ""
    themes: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    maison: str = ""
    """Id of the organisation whose service it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispositif:
    """A public frame that could carry the project. `local`: one that lives here, with its own name."""

    code: str
    nom: str
    themes: frozenset[str] = frozenset()
    publics: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    local: bool = False
    a_verifier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Libelles:
    """French names of the codes, for sentences. An unknown code is shown as it is."""

    types: Mapping[str, str] = field(default_factory=dict)
    metiers: Mapping[str, str] = field(default_factory=dict)
    employeurs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Which kinds of structures usually employ a métier."""
    financeurs: frozenset[str] = frozenset()

    def nommer(self, code: str) -> str:
        return ROLES.get(code) or self.types.get(code) or self.metiers.get(code) or code

    def genre(self, code: str) -> Genre:
        if code in ROLES:
            return "role"
        return "metier" if code in self.metiers else "type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Through whom to reach an actor. `direct`: the asker knows it already, at `niveau`."""

    acteur: str
    nom: str
    niveau: float = 0
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomme:
    """A named local actor. `rang`: 0 same commune, 1 EPCI, 2 bassin, 3 département, 4 elsewhere on this map."""

    acteur: str
    nom: str
    rang: int
    themes: int
    employeur: bool = False
    """Nobody is known to hold the métier: this structure may employ someone who does."""
    passage: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cible:
    """One kind of people to call, with those that the map has."""

    code: str
    nom: str
    genre: Genre
    presence: Presence
    nommes: tuple[Nomme, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facteur:
    """One term of a score, in words."""

    phrase: str
    valeur: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommandation:
    regle: str
    """Empty when it comes from the map alone, not from a rule."""
    phase: str
    role: str
    raison: str
    priorite: int
    question: str
    cibles: tuple[Cible, ...]
    surprise: bool = False
    generale: bool = False
    """Of a rule that holds for any theme."""
    dispositif: Dispositif | None = None
    facteurs: tuple[Facteur, ...] = ()
    score: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reponse:
    """At most seven, phase by phase. `decrit`: the map holds enough for an absence to mean something."""

    recommandations: tuple[Recommandation, ...]
    decrit: bool = False

    def de_phase(self, phase: str) -> tuple[Recommandation, ...]:
        return tuple(one for one in self.recommandations if one.phase == phase)
