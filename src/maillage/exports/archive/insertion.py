"""Writing rows as they are: their ids, their dates of creation and of change are not ours to give again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.models import sql

LOT = 500


def insert_as_is(modele: type[models.Model], rows: Sequence[models.Model]) -> None:
    """`bulk_create` without what it would write by itself: `raw`, as Django's own fixtures, keeps `auto_now` fields.

    Rows whose key is given by the database receive it in the order of the list.
    """
    fields = [f for f in modele._meta.concrete_fields if not isinstance(f, models.AutoField)]
    size = connection.ops.bulk_batch_size(fields, list(rows[:LOT])) or LOT
    for start in range(0, len(rows), max(1, min(size, LOT))):
        query = sql.InsertQuery(modele)
        query.insert_values(fields, list(rows[start : start + max(1, min(size, LOT))]), raw=True)
        query.get_compiler(connection=connection).execute_sql()


def join_rows(field: models.ManyToManyField[Any, Any], pairs: Sequence[tuple[Any, Any]]) -> None:
    through: Any = field.remote_field.through
    source, target = field.m2m_column_name(), field.m2m_reverse_name()
    through._default_manager.bulk_create([through(**{source: a, target: b}) for a, b in pairs], batch_size=LOT)
