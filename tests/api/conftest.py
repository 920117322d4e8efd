from __future__ import annotations

import pytest
from django.core.cache import cache

from maillage.api.actions import make_jeton
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace, Visibilite
from tests.conftest_site import *  # noqa: F403


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def ouvert(lisaude: Espace) -> Espace:
    lisaude.visibilite = Visibilite.PUBLIQUE
    lisaude.save()
    return lisaude


@pytest.fixture
def jeton():
    """`jeton(claire)`: the header that reads in her name."""

    def make(utilisateur: Utilisateur) -> dict[str, str]:
        return {"Authorization": f"Bearer {make_jeton(utilisateur=utilisateur, nom='essai')[1]}"}

    return make
