"""A few fixed people, known to all tests of the site.

A room takes them with one line in its own `conftest.py`: `from tests.conftest_site import *  # noqa: F403`.

| Person     | Espace    | Role         |
|------------|-----------|--------------|
| claire     | lisaude   | animation    |
| driss      | lisaude   | contribution |
| lou        | lisaude   | lecture      |
| etranger   | ailleurs  | animation    |
| passante   | none      | signed in, member of nothing |
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace, Role
from tests.fabriques import make_adhesion, make_espace, make_utilisateur

__all__ = ["ailleurs", "as_user", "claire", "driss", "etranger", "lisaude", "lou", "passante", "visiteur"]

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture
def lisaude(db: None) -> Espace:
    """The espace where everything happens; read by its members only."""
    return make_espace("Monts et Vallée de la Lisaude", slug="lisaude")


@pytest.fixture
def ailleurs(db: None) -> Espace:
    """Another espace: nothing of it may be reached from `lisaude`, nor the other way."""
    return make_espace("Ailleurs", slug="ailleurs")


@pytest.fixture
def claire(lisaude: Espace) -> Utilisateur:
    return make_adhesion(lisaude, make_utilisateur("claire@exemple.fr", nom="Claire Morin"), Role.ANIMATION).utilisateur


@pytest.fixture
def driss(lisaude: Espace) -> Utilisateur:
    driss = make_utilisateur("driss@exemple.fr", nom="Driss Benali")
    return make_adhesion(lisaude, driss, Role.CONTRIBUTION).utilisateur


@pytest.fixture
def lou(lisaude: Espace) -> Utilisateur:
    return make_adhesion(lisaude, make_utilisateur("lou@exemple.fr", nom="Lou Perrin"), Role.LECTURE).utilisateur


@pytest.fixture
def etranger(ailleurs: Espace) -> Utilisateur:
    """Runs another espace: knows how everything works, has no right here."""
    etranger = make_utilisateur("etranger@exemple.fr", nom="Ivan Étranger")
    return make_adhesion(ailleurs, etranger, Role.ANIMATION).utilisateur


@pytest.fixture
def passante(db: None) -> Utilisateur:
    return make_utilisateur("passante@exemple.fr", nom="Paule Passante")


@pytest.fixture
def visiteur() -> Client:
    """A browser where nobody is signed in."""
    return Client()


@pytest.fixture
def as_user() -> Callable[[Utilisateur], Client]:
    """`as_user(claire)`: a browser where that person is signed in."""

    def sign_in(utilisateur: Utilisateur) -> Client:
        client = Client()
        client.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def writes_of_get(client: Client, path: str) -> list[str]:
    """What a GET of that page writes outside the session table: must be empty."""
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    statements = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in statements if sql.lstrip().upper().startswith(WRITES) and "django_session" not in sql]


def count_queries(client: Client, path: str) -> int:
    """How many queries the page costs, for comparing an espace of three rows with one of thirty."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    return len(captured.captured_queries)
