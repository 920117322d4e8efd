"""The fixed people, and a little network: Claire runs the espace, Driss speaks for the CCAS, Lou reads."""

from __future__ import annotations

import pytest

from maillage.acteurs.declarer import declare
from maillage.acteurs.liens import Lien
from maillage.comptes.models import Utilisateur
from maillage.espaces.droits import Droits
from maillage.espaces.models import Adhesion, Espace
from tests.conftest_site import *  # noqa: F403
from tests.fabriques_acteurs import make_acteur, make_porte_parole


@pytest.fixture
def lien(lisaude: Espace, driss: Utilisateur) -> Lien:
    """Between the CCAS, for which Driss speaks, and the tiers-lieu."""
    ccas, tiers = make_acteur(lisaude, "CCAS", sphere="AS"), make_acteur(lisaude, "Tiers-lieu", sphere="DL")
    make_porte_parole(ccas, driss)
    attributs = {"niveau_reel": 2}
    return declare(source=ccas, cible=tiers, qui=driss, quand=lisaude.aujourdhui, attributs=attributs).lien


@pytest.fixture
def entre(lisaude: Espace) -> Lien:
    """A link of which neither Driss nor Lou is a side."""
    a, b = make_acteur(lisaude, "Mission locale", sphere="AS"), make_acteur(lisaude, "PETR", sphere="DL")
    return declare(source=a, cible=b, qui=None, quand=lisaude.aujourdhui, attributs={"niveau_reel": 1}).lien


def droits_of(espace: Espace, qui: Utilisateur) -> Droits:
    return Droits(espace, Adhesion.objects.get(espace=espace, utilisateur=qui))
