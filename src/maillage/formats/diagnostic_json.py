"""A diagnosis as JSON: the contract of docs/format-diagnostic.md, described for machines by diagnostic.schema.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import Any, Final

import numpy as np

from maillage.analyse.diagnostic import Diagnostic, Json

CHIFFRES_SIGNIFICATIFS: Final = 12
"""Beyond, figures differ from one machine to another by the order in which sums are made."""
_EN_TETE: Final = (
    "version", "graine", "reseau", "cohesion", "mixite", "courtage", "acteurs", "constats", "rencontres",
)  # fmt: skip
"""The contract's own order; whatever else a `Diagnostic` carries comes after."""


def to_json(diagnostic: Diagnostic) -> dict[str, Json]:
    """The diagnosis as plain dicts, lists, strings, numbers and None, keys in the order of the contract.

    Figures keep 12 significant digits. What does not apply is None. Raises ValueError on a figure that is not finite:
    such a figure is an error of the engine, and would not be JSON.
    """
    rest = [field.name for field in fields(diagnostic) if field.name not in _EN_TETE]
    return {name: _to_json(getattr(diagnostic, name), name) for name in (*_EN_TETE, *rest)}


def dumps(diagnostic: Diagnostic) -> str:
    """The same as text, indented, accents as they are; equal diagnoses give equal texts."""
    return json.dumps(to_json(diagnostic), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def load_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` gives."""
    text = files("maillage.formats").joinpath("diagnostic.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _to_json(value: object, path: str) -> Json:
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return _round(value, path)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _to_json(item, f"{path}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_to_json(item, f"{path}[{rank}]") for rank, item in enumerate(value)]
    return _open(value, path)


def _open(value: object, path: str) -> Json:
    """A dataclass as a dict, in the order of its fields, which is that of the contract."""
    kind: Any = type(value)
    return {name: _to_json(getattr(value, name), f"{path}.{name}") for name in _list_names(kind)}


@cache
def _list_names(kind: Any) -> tuple[str, ...]:
    """Raises TypeError for what is no dataclass, and so has no form in the contract."""
    return tuple(field.name for field in fields(kind))


def _round(value: float, path: str) -> float:
    if not isfinite(value):
        raise ValueError(f"{path} is {value}: a figure that does not apply must be None")
    return float(f"{value:.{CHIFFRES_SIGNIFICATIFS}g}") + 0.0
