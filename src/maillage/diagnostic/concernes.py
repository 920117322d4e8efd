"""Findings that first belong to a few: who may read their detail, and how much of it."""

from __future__ import annotations

from dataclasses import replace

from maillage.acteurs.lien_paroles import spoken_by
from maillage.analyse.diagnostic import Constat, Diagnostic, Json
from maillage.espaces.droits import Droits


def list_spoken_for(droits: Droits) -> frozenset[str]:
    """The actors in whose name this member speaks. One query."""
    return frozenset(str(pk) for pk in spoken_by(droits).values_list("pk", flat=True))


def withhold_details(diagnostic: Diagnostic, droits: Droits) -> Diagnostic:
    """Whole for the animation; for a member, the lines about the actors they speak for; for others, the sentence."""
    if droits.peut_animer:
        return diagnostic
    spoken = list_spoken_for(droits)
    constats = tuple(_narrow(c, spoken) if c.diffusion == "concernes" else c for c in diagnostic.constats)
    return replace(diagnostic, constats=constats)


def _narrow(constat: Constat, spoken: frozenset[str]) -> Constat:
    """Counts go with the lines: without any of theirs, nothing is left but the sentence."""
    kept = {name: _keep(value, spoken) for name, value in constat.detail.items() if isinstance(value, list)}
    return replace(constat, detail={name: rows for name, rows in kept.items() if rows})


def _keep(rows: list[Json], spoken: frozenset[str]) -> list[Json]:
    return [row for row in rows if not spoken.isdisjoint(_name_ids(row))]


def _name_ids(row: Json) -> set[str]:
    """Whom a line concerns: an actor, both ends of a link, or a pair with the structure that holds it."""
    if isinstance(row, dict):
        return set(map(str, _as_list(row.get("acteurs")))) | {str(row.get("maison"))}
    return set(map(str, _as_list(row)))


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]
