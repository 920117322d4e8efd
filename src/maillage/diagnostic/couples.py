"""A pair of worlds: how it is written in an address, which finding speaks of it."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.analyse.diagnostic import Constat, Diagnostic
from maillage.analyse.vocabulaire import MONDE_LOCAL, MONDE_SOCIAL
from maillage.publication.tableaux import order_spheres
from maillage.referentiels.models import Sphere

Couple = tuple[str, str]


def list_couples(diagnostic: Diagnostic) -> list[Couple]:
    """Every pair that can be opened, a sphere with itself included, in the order of the table."""
    codes = order_spheres(diagnostic.reseau.spheres)
    return [(a, b) for rank, a in enumerate(codes) for b in codes[rank:]]


def read_couple(text: str, known: Mapping[str, Sphere]) -> Couple | None:
    """« AS-DL » or « DL-AS » as a pair in its order; None when a code is unknown. Codes may hold a hyphen."""
    for rank, letter in enumerate(text):
        a, b = text[:rank], text[rank + 1 :]
        if letter == "-" and a in known and b in known:
            first, second = sorted((a, b), key=order_spheres(known).index)
            return first, second
    return None


def find_rate(diagnostic: Diagnostic, couple: Couple) -> Constat | None:
    """The finding of that pair; None under its guard, or when a world has nobody here."""
    rates = (c for c in diagnostic.constats if c.code == "taux-par-couple" and c.garde is None)
    return next((constat for constat in rates if _read_pair(constat) == sorted(couple)), None)


def _read_pair(constat: Constat) -> list[str]:
    spheres = constat.detail.get("spheres")
    return sorted(map(str, spheres)) if isinstance(spheres, list) else []


def holds_bridges(diagnostic: Diagnostic, couple: Couple) -> bool:
    """Whether the bridges were looked for between these two worlds: social and local, or any two without them."""
    present = set(diagnostic.reseau.spheres)
    if MONDE_SOCIAL & present and MONDE_LOCAL & present:
        a, b = couple
        return (a in MONDE_SOCIAL and b in MONDE_LOCAL) or (b in MONDE_SOCIAL and a in MONDE_LOCAL)
    return couple[0] != couple[1]
