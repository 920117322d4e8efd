"""How rows shared by all espaces are named in an archive: by their codes, since each installation has its own ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from maillage.espaces.models import Espace
from maillage.exports.archive.tables import REFERENTIELS, Referentiel

Cles = Mapping[str, Mapping[Any, str]]
"""By model label, then by primary key."""


def read_cles(espace: Espace) -> Cles:
    """One query for each list."""
    return {one.label: {row.pk: name_row(one, row) for row in one.select(espace)} for one in REFERENTIELS}


def name_row(referentiel: Referentiel, row: Model) -> str:
    """« AS », « commune:26001 »; the id of a row that the espace made for itself."""
    if referentiel.own and row.espace_id is not None:  # type: ignore[attr-defined]
        return str(row.pk)
    return ":".join(str(getattr(row, name)) for name in referentiel.cle)
