from tests.conftest_site import *  # noqa: F403
from tests.exports.conftest import garni

__all__ = ["garni"]
