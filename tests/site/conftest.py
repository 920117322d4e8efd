"""The fixed people and the browser, for this room’s tests."""

from tests.conftest_navigateur import *  # noqa: F403
from tests.conftest_site import *  # noqa: F403
