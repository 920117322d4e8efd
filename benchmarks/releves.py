"""What was measured last on each subject, and on what: a partial run renews its own figures and leaves the others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import describe
from benchmarks.resultat import Resultat

MESURES = Path(__file__).with_name("mesures.json")


@dataclass(frozen=True)
class Releve:
    """`machine`: one French line per fact, the date first."""

    machine: list[str]
    resultat: Resultat


def keep(sujet: str, resultat: Resultat) -> None:
    kept = _read() | {sujet: {"machine": describe(), "resultat": resultat.to_json()}}
    MESURES.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def list_releves(sujets: Sequence[str]) -> list[Releve]:
    """In this order; what was never measured is left out."""
    kept = _read()
    found = [kept[sujet] for sujet in sujets if sujet in kept]
    return [Releve(one["machine"], Resultat.from_json(one["resultat"])) for one in found]


def _read() -> dict[str, Any]:
    return json.loads(MESURES.read_text(encoding="utf-8")) if MESURES.exists() else {}
