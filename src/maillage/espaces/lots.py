"""Thousands of new rows of one table: the statement is written once and run for each of them.

`bulk_create` writes every row out again in each of its statements; for 50,000 rows of thirty columns that costs three
times as much as the database's own work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, CharField, Field, JSONField, Model, TextField


def insert_objects(objects: Sequence[Model], *, as_they_are: bool = False) -> None:
    """New objects of one model, inside the caller's transaction. A number given by the database stays unknown.

    `as_they_are`: dates of creation and of change are those of the objects, not of this instant.
    """
    if not objects:
        return
    fields = [one for one in objects[0]._meta.local_concrete_fields if not isinstance(one, AutoField)]
    if as_they_are:
        rows = ([getattr(one, field.attname) for field in fields] for one in objects)
    else:
        rows = ([field.pre_save(one, True) for field in fields] for one in objects)
    _insert(type(objects[0]), fields, rows)


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The same without objects: values in the order of `columns`, which name every field without a default of its own.

    Nothing is written by itself: a date of creation (`auto_now_add`) is among the values.
    """
    named = [_get_field(model, name) for name in columns]
    others = [one for one in model._meta.local_concrete_fields if one not in named and not isinstance(one, AutoField)]
    _insert(model, [*named, *others], ([*row, *(one.get_default() for one in others)] for row in rows))


def _get_field(model: type[Model], name: str) -> Field[Any, Any]:
    """By its name or its attribute: `acteur`, `acteur_id`."""
    return next(one for one in model._meta.local_concrete_fields if name in (one.name, one.attname))


def _insert(model: type[Model], fields: Sequence[Field[Any, Any]], rows: Iterable[Sequence[Any]]) -> None:
    given = list(zip(*rows, strict=True))
    if not given:
        return
    database = connections[DEFAULT_DB_ALIAS]  # itself: the proxy `connection` is looked up again at each value
    quote = database.ops.quote_name
    columns = ", ".join(quote(field.column or "") for field in fields)
    values = ", ".join(["%s"] * len(fields))
    prepared = [_prepare(field, column, database) for field, column in zip(fields, given, strict=True)]
    with database.cursor() as cursor:
        # names of tables and columns are our own, values are parameters
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({values})",  # noqa: S608
            list(zip(*prepared, strict=True)),
        )


def _prepare(field: Field[Any, Any], values: Sequence[Any], database: BaseDatabaseWrapper) -> Iterable[Any]:
    """One column as the driver takes it. Text goes as it is; what comes again and again is made ready once."""
    if type(field) in (CharField, TextField):
        return values
    ready = field.get_db_prep_save
    if isinstance(field, JSONField):
        return (ready(value, database) for value in values)
    known = {value: ready(value, database) for value in set(values)}
    return (known[value] for value in values)
