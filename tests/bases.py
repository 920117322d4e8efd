"""The database of the tests, told to another process."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db import connection


def find_database_url() -> str:
    """As DATABASE_URL says it; of use when the database is not in memory."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgresql://{told['USER']}@/{told['NAME']}?{urlencode(told['OPTIONS'])}"
