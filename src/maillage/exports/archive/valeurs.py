"""Values of the database as JSON, and back, exactly: moments to the microsecond, ids as they are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from maillage.exports.archive.fautes import ArchiveRefusee


def encode(valeur: Any) -> Any:
    if isinstance(valeur, datetime | date):
        return valeur.isoformat()
    return str(valeur) if isinstance(valeur, UUID) else valeur


def decode(field: models.Field[Any, Any], valeur: Any, ou: str) -> Any:
    """The value that the column holds. Raises ArchiveRefusee, saying where, when the column could not hold it."""
    if valeur is None:
        if field.null:
            return None
        raise ArchiveRefusee(f"{ou} : « {field.name} » est vide.")
    if isinstance(valeur, list | dict) != isinstance(field, models.JSONField):
        raise ArchiveRefusee(f"{ou} : « {field.name} » ne se lit pas.")
    try:
        read = field.to_python(valeur)
        if read in field.empty_values:
            return read
        field.run_validators(read)
        if field.choices and read not in dict(field.flatchoices):
            raise ValidationError("choix inconnu")
    except (ValidationError, TypeError, ValueError, OverflowError) as wrong:
        raise ArchiveRefusee(f"{ou} : « {field.name} » ne se lit pas.") from wrong
    return read
