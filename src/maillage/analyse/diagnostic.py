"""The diagnosis: every measure, every sentence, every meeting to bring about, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

VERSION = "1.0"
"""Version of the JSON contract, docs/format-diagnostic.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constat:
    """One finding: a French sentence that can be said aloud, its exact value, and all that allows to check it.

    When `garde` is not None the figure may not be said: `phrase` tells what is missing and `valeur` is None.
    `diffusion` is « concernes » when the detail names who does not see eye to eye: it goes first to those concerned
    and to the animation, and is withheld from documents that are handed around.
    """

    code: str
    phrase: str
    valeur: float | int | None
    garde: str | None
    detail: Mapping[str, Json]
    methode: str
    diffusion: Literal["publique", "concernes"] = "publique"


def withhold(code: str, sujet: str, garde: str, detail: Mapping[str, Json] | None = None) -> Constat:
    """A finding under its guard: no figure, and what is missing to say it. `sujet` ends « … ne peut pas être dit. »"""
    return Constat(code=code, phrase=sujet, valeur=None, garde=garde, detail=detail or {}, methode=code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rencontre:
    """A missing link worth bringing about. `gain`: other pairs, of different spheres, it puts at two steps."""

    acteurs: tuple[str, str]
    raisons: tuple[str, ...]
    gain: int
    souhaitee: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    acteurs: int
    liens: int
    declarations: int
    confirmes: int
    contestes: int
    spheres: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohesion:
    densite: float | None
    liens_par_acteur: float | None
    composantes: int
    isoles: tuple[str, ...]
    connexite: float | None
    centralisation_degre: float | None
    centralisation_intermediarite: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Croisement:
    """One cell of the sphere × sphere table; `taux` is None when no link is possible."""

    spheres: tuple[str, str]
    liens: int
    possibles: int
    taux: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixite:
    matrice: tuple[Croisement, ...]
    part_liens_croises: float | None
    indice_ei: float | None
    indice_ei_attendu: float | None
    p_valeur: float | None
    permutations: int
    rapport_de_cotes: float | None
    assortativite: float | None
    modularite: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Gould & Fernandez roles, undirected: each unordered pair of unlinked partners counted once."""

    coordinateur: float
    consultant: float
    porte: float
    liaison: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Courtage:
    reseau: Roles
    attendu: Roles | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MesuresActeur:
    id: str
    nom: str
    sphere: str
    degre: int
    intermediarite: float
    contrainte: float | None
    taille_effective: float | None
    coeur: int
    articulation: bool
    courtage: Roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    version: str
    graine: int
    niveau: str
    date_reference: date
    echantillon_intermediarite: int | None
    """Number of sampled sources when betweenness is estimated; None when it is exact."""
    reseau: Resume
    cohesion: Cohesion
    mixite: Mixite
    courtage: Courtage
    acteurs: tuple[MesuresActeur, ...]
    constats: tuple[Constat, ...]
    rencontres: tuple[Rencontre, ...]

    def constat(self, code: str) -> Constat:
        """The first finding of that code; raises KeyError when there is none."""
        for constat in self.constats:
            if constat.code == code:
                return constat
        raise KeyError(code)

    def without_private_details(self) -> Diagnostic:
        """The same diagnosis less the detail of the findings that concern a few: what may be handed around."""
        constats = tuple(replace(c, detail={}) if c.diffusion == "concernes" else c for c in self.constats)
        return replace(self, constats=constats)
