"""What a benchmark says: a table, and the ratios that matter beside their targets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from statistics import median
from time import perf_counter
from typing import Any

FINE = "\u202f"
ESPACE = "\u00a0"


@dataclass(frozen=True)
class Verdict:
    """One figure against its target. `tenu` is None when the figure has no target or could not be had."""

    quoi: str
    mesure: str
    cible: str = ""
    tenu: bool | None = None

    @property
    def mot(self) -> str:
        return {True: "tenu", False: "non tenu", None: "—"}[self.tenu]


@dataclass(frozen=True)
class Resultat:
    titre: str
    texte: str
    colonnes: list[str]
    lignes: list[list[str]]
    verdicts: list[Verdict] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Resultat:
        return cls(**{**values, "verdicts": [Verdict(**verdict) for verdict in values["verdicts"]]})


def time_once(action: Callable[[], Any]) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def list_times(actions: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each action in each round, there and back, so that a slow moment of the machine hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(rounds):
        for name, action in list(actions.items())[:: -1 if number % 2 else 1]:
            times[name].append(time_once(action))
    return times


def time_in_turn(actions: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Median seconds of each action."""
    return {name: median(values) for name, values in list_times(actions, rounds).items()}


def median_ratio(mine: list[float], other: list[float]) -> float:
    """Median over rounds of the ratio within a round: two runs that follow each other meet the same machine."""
    return median(a / b for a, b in zip(mine, other, strict=True))


def decimal(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def nombre(value: float) -> str:
    return f"{value:,.0f}".replace(",", FINE)


def secondes(value: float) -> str:
    if value < 1:
        return f"{nombre(1000 * value) if value >= 0.01 else decimal(1000 * value, 1)}{ESPACE}ms"
    return f"{decimal(value, 2 if value < 10 else 1)}{ESPACE}s"


def fois(value: float) -> str:
    return f"×{ESPACE}{decimal(value, 2) if value < 10 else nombre(value)}"


def memoire(megabytes: float) -> str:
    gigabytes = megabytes >= 1024
    return f"{decimal(megabytes / 1024, 2)}{ESPACE}Gio" if gigabytes else f"{nombre(megabytes)}{ESPACE}Mio"
