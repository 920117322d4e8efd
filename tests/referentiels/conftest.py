"""The shipped lists, loaded."""

from __future__ import annotations

import pytest

from maillage.referentiels.chargement import load_all
from tests.conftest_site import *  # noqa: F403


@pytest.fixture
def listes(db: None) -> None:
    load_all()
