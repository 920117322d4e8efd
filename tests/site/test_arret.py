"""The process killed while saving leaves nothing half written, on both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.bases import find_database_url


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_write_nothing_is_left(tmp_path: Path) -> None:
    """On disk with SQLite; on the server of the tests with PostgreSQL."""
    env = os.environ | {"MAILLAGE_DONNEES": str(tmp_path), "MAILLAGE_DEMONSTRATION": "oui"}
    if connection.vendor != "sqlite":
        env["DATABASE_URL"] = find_database_url()
    command = [sys.executable, "-W", "ignore", "-m", "tests.site.arret"]
    env |= {"DJANGO_SETTINGS_MODULE": "tests.reglages"}
    done = subprocess.run(command, env=env, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told) == {"create", "correct", "declare", "propose", "invite", "remove"}
    for gesture, left in told.items():
        assert left["morts"] >= 3, (gesture, left)
        assert (left["restes"], left["fait"]) == (0, 1), (gesture, left)
