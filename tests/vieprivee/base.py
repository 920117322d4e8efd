"""The whole database as text: what somebody with the file in hand could read."""

from __future__ import annotations

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection


def dump() -> str:
    """Every column of every table, then what sessions hold once decoded."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            told += [f"{table}: {row}" for row in cursor.fetchall()]
    told += [f"session: {session.get_decoded()}" for session in Session.objects.all()]
    return "\n".join(told)


def find_lines(*words: str) -> list[str]:
    """Lines of the database that hold one of these words, whatever the case."""
    return [line for line in dump().splitlines() if any(word.lower() in line.lower() for word in words)]


def tables() -> set[str]:
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
