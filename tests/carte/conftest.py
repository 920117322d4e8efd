"""A territory small enough to be counted by hand; and the people known to all."""

from __future__ import annotations

import pytest

from maillage.espaces.models import Espace
from tests.carte.fabriques_carte import Pays, make_pays
from tests.conftest_site import *  # noqa: F403


@pytest.fixture
def pays(lisaude: Espace) -> Pays:
    return make_pays(lisaude)
