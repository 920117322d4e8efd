"""A diagnosis read back from its JSON: what `formats.diagnostic_json.to_json` wrote, as the same immutable value."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from maillage.analyse.diagnostic import Diagnostic


def read_diagnostic(written: Mapping[str, Any]) -> Diagnostic:
    """Fields that a later version added take their default; those it dropped are left out."""
    diagnostic: Diagnostic = _read(Diagnostic, written)
    return diagnostic


def _read(kind: Any, value: Any) -> Any:
    if value is None or kind in (int, float, str, bool, Any):
        return value
    if kind is date:
        return date.fromisoformat(value)
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, value)
    return _read_generic(kind, value)


def _read_dataclass(kind: Any, value: Mapping[str, Any]) -> Any:
    return kind(**{name: _read(hint, value[name]) for name, hint in _list_fields(kind) if name in value})


def _read_generic(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple and len(inner) == 2 and inner[1] is ...:
        return tuple(_read(inner[0], item) for item in value)
    if origin is tuple:
        return tuple(_read(hint, item) for hint, item in zip(inner, value, strict=True))
    if origin in (types.UnionType, Literal):
        found = next((hint for hint in inner if hint is date or dataclasses.is_dataclass(hint)), None)
        return _read(found, value) if found else value
    return value


@cache
def _list_fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in dataclasses.fields(kind))
