from tests.conftest_site import *  # noqa: F403
