"""The fixed people and the demonstration territory."""

from __future__ import annotations

from tests.conftest_site import *  # noqa: F403
from tests.diagnostic.conftest import JOUR, _empty_memory, animation, contribution, demo, lecture, petit

__all__ = ["JOUR", "_empty_memory", "animation", "contribution", "demo", "lecture", "petit"]
