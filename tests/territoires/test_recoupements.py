"""Where the perimeters of an espace overlap, told in a table."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.espaces.models import Espace
from maillage.territoires.models import TerritoireEspace
from maillage.territoires.recoupements import NOMS_MAX, Groupe, read_recoupements
from tests.territoires.conftest import EPCI, find, make_perimetre

pytestmark = pytest.mark.usefixtures("france")


@pytest.fixture
def perimetres(lisaude: Espace) -> None:
    """Crest is in the EPCI, the PETR and the bassin; Aouste in the last two."""
    TerritoireEspace.objects.create(espace=lisaude).territoires.add(find(EPCI))
    make_perimetre(lisaude, "PETR", "Crest", "Aouste-sur-Sye")
    make_perimetre(lisaude, "Bassin", "Crest", "Aouste-sur-Sye", "Privas", nature="bassin")


def test_pairs_are_counted_the_most_shared_first(lisaude: Espace, perimetres: None) -> None:
    paires = read_recoupements(lisaude).paires
    assert [(paire.un.nom, paire.autre.nom, paire.communs) for paire in paires] == [
        ("Bassin", "PETR", 2),
        ("Bassin", EPCI, 1),
        (EPCI, "PETR", 1),
    ]


def test_communes_are_gathered_by_their_perimeters(lisaude: Espace, perimetres: None) -> None:
    read = read_recoupements(lisaude)
    groups = [([held.nom for held in groupe.perimetres], [c.nom for c in groupe.communes]) for groupe in read.groupes]
    assert groups == [(["Bassin", EPCI, "PETR"], ["Crest"]), (["Bassin", "PETR"], ["Aouste-sur-Sye"])]
    assert read.nombre == 2


def test_reading_costs_three_queries(lisaude: Espace, perimetres: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        read_recoupements(lisaude)
    assert len(captured.captured_queries) == 3


def test_an_espace_without_perimeter_has_none(lisaude: Espace) -> None:
    read = read_recoupements(lisaude)
    assert (read.perimetres, read.paires, read.groupes, read.nombre) == ([], [], [], 0)


def test_a_long_list_of_names_is_cut_and_says_so() -> None:
    groupe = Groupe((), [find("Crest")] * (NOMS_MAX + 7))
    assert (len(groupe.nommees), groupe.autres) == (NOMS_MAX, 7)
