"""What every room's tests may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("maillage", deadline=None)  # a slow machine is not a wrong result
settings.load_profile("maillage")

PARTAGE = Path(__file__).parents[1].parent / "shared" / "data"
"""Real data, kept beside the repository and never in it."""


@pytest.fixture(scope="session")
def partage() -> Path:
    if not PARTAGE.is_dir():
        pytest.skip("real data are not here: ../shared/data is absent")
    return PARTAGE
