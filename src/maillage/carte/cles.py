"""Ids as text: turning tens of thousands of them into UUID objects would cost more than reading them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from maillage.reseau.trame import dash

Cle = str
"""A UUID as addresses write it."""


def text(name: str) -> Cast:
    """To be read in a `values_list`, then given to `dash`: SQLite keeps UUID without dashes."""
    return Cast(name, CharField())


def group(pairs: QuerySet[Any], key: str, value: str) -> dict[Cle, list[Cle]]:
    """The values of each key, in the order of the rows. One query."""
    found: defaultdict[str, list[Cle]] = defaultdict(list)
    for one, other in pairs.values_list(text(key), text(value)):
        found[one].append(dash(other))
    return {dash(one): others for one, others in found.items()}
