"""The fixed people, the demonstration territory, and a small network of our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from maillage.acteurs.declarer import declare
from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.diagnostic.demonstration import COMPTES, load_demonstration
from maillage.diagnostic.lecture import MEMOIRE
from maillage.espaces.models import Espace, Role
from tests.conftest_site import *  # noqa: F403
from tests.fabriques_acteurs import make_acteur

JOUR = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _empty_memory() -> None:
    MEMOIRE.clear()


@pytest.fixture
def demo(db: None) -> Espace:
    return load_demonstration()


@pytest.fixture
def animation(demo: Espace, as_user: Callable[[Utilisateur], Client]) -> Client:
    return as_user(Utilisateur.objects.get(email=COMPTES[Role.ANIMATION][0]))


@pytest.fixture
def contribution(demo: Espace, as_user: Callable[[Utilisateur], Client]) -> Client:
    return as_user(Utilisateur.objects.get(email=COMPTES[Role.CONTRIBUTION][0]))


@pytest.fixture
def lecture(demo: Espace, as_user: Callable[[Utilisateur], Client]) -> Client:
    return as_user(Utilisateur.objects.get(email=COMPTES[Role.LECTURE][0]))


@pytest.fixture
def petit(lisaude: Espace) -> Espace:
    """Five of each world in a ring, two links across: A1–L1 confirmed, A2–L2 seen at 4 and at 1."""
    lisaude.date_reference = JOUR
    lisaude.save()
    sociaux = [make_acteur(lisaude, f"A{n}", sphere="AS", themes=("alimentation",)) for n in range(1, 6)]
    locaux = [make_acteur(lisaude, f"L{n}", sphere="DL", themes=("alimentation",)) for n in range(1, 6)]
    for world in (sociaux, locaux):
        for one, other in zip(world, world[1:] + world[:1], strict=True):
            say(one, other, 3)
    say(sociaux[0], locaux[0], 2)
    say(locaux[0], sociaux[0], 2)
    say(sociaux[1], locaux[1], 4)
    say(locaux[1], sociaux[1], 1)
    return lisaude


def say(source: Acteur, cible: Acteur, niveau: int | None = None, **attributs: object) -> None:
    declare(source=source, cible=cible, qui=None, quand=JOUR, attributs={"niveau_reel": niveau, **attributs})


def find(espace: Espace, nom: str) -> Acteur:
    return Acteur.objects.get(espace=espace, nom=nom)


def read(client: Client, path: str) -> str:
    """The page's text, no-break spaces made plain."""
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")
