"""The browser, and the fictional territory, for the stories."""

from __future__ import annotations

import pytest

from maillage.comptes.models import Utilisateur
from maillage.diagnostic.demonstration import COMPTES, load_demonstration
from maillage.espaces.models import Espace
from tests.conftest_navigateur import *  # noqa: F403
from tests.conftest_site import *  # noqa: F403


@pytest.fixture
def demo(transactional_db: None) -> Espace:
    """Loaded for each test: it costs less than a second, and stories write."""
    return load_demonstration()


@pytest.fixture
def membres(demo: Espace) -> dict[str, Utilisateur]:
    """The three accounts of the demonstration, by role."""
    return {role.value: Utilisateur.objects.get(email=courriel) for role, (courriel, _) in COMPTES.items()}
