"""Names of the phases and of the roles, as the reference lists say them today."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.cadres.models import PHASES
from maillage.referentiels.models import Liste, Valeur

CODES = tuple(code for code, _ in PHASES)


@dataclass(frozen=True)
class Noms:
    """Read once a page: two lists in one query."""

    phases: dict[str, str]
    roles: dict[str, str]

    def say_phase(self, code: str) -> str:
        """« P2 · Diagnostic »; nothing when it is not said."""
        return f"{code} · {self.phases.get(code, code)}" if code else ""

    def say_role(self, code: str) -> str:
        return self.roles.get(code, code)


def read_noms() -> Noms:
    told: dict[str, dict[str, str]] = {Liste.PHASE: {}, Liste.ROLE: {}}
    for one in Valeur.objects.filter(liste__in=told):
        told[one.liste][one.code] = one.nom
    return Noms(phases=dict(PHASES) | told[Liste.PHASE], roles=told[Liste.ROLE])
