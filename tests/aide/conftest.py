"""The people known to all."""

from tests.conftest_site import *  # noqa: F403
