"""The fixed people, for this room's tests."""

from tests.conftest_site import *  # noqa: F403
