"""What two people do at the same instant leaves the espace whole, on both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.espaces.courses import SCENARIOS


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory):
    """Every scenario, in a process of its own, on a database on disk."""
    donnees = str(tmp_path_factory.mktemp("courses"))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.espaces.courses"],
        env=os.environ | {"MAILLAGE_DONNEES": donnees, "MAILLAGE_DEMONSTRATION": "oui"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def play(request):
    """The scenario in this process on PostgreSQL; on disk with SQLite."""
    if connection.vendor == "sqlite":
        return request.getfixturevalue("on_disk").__getitem__
    return lambda name: SCENARIOS[name]()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("scenario", "gestes", "restent"),
    [
        ("both_leave", ["Refus", "fait"], 1),
        ("both_demote_each_other", ["Refus", "fait"], 1),
        ("two_people_one_link", ["Refus", "Refus", "fait"], 1),
        ("one_address_invited_twice", ["Refus", "fait"], 1),
        ("double_click_on_create", ["fait", "fait", "fait"], 1),
        ("one_name_at_the_same_instant", ["fait", "fait", "fait"], 3),
    ],
)
def test_at_the_same_instant(play, scenario, gestes, restent):
    assert play(scenario) == {"gestes": gestes, "restent": restent}
