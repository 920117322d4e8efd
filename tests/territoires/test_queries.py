"""Finding a territory by what people type; who overlaps whom."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.espaces.models import Espace
from maillage.territoires.models import Territoire, TerritoireEspace
from tests.territoires.conftest import EPCI, find, make_perimetre

pytestmark = pytest.mark.usefixtures("france")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("crest", "Crest"),
        ("CREST ", "Crest"),
        ("drome", "Drôme"),
        ("aouste", "Aouste-sur-Sye"),
        ("sye aouste", "Aouste-sur-Sye"),
        ("st martin", "Saint-Martin-sur-Lavezon"),
        ("œuvre ste elise", "L’Œuvre-Sainte-Élise"),
        ("26108", "Crest"),
        ("07", "Ardèche"),
        ("CC val de Drôme", EPCI),
        ("communauté de communes val drôme", EPCI),
        ("beaufort/gervanne", "Beaufort-sur-Gervanne"),
        ("privsa", "Privas"),
        ("aoute sur sye", "Aouste-sur-Sye"),
        ("Beaufore-sur-Gervane", "Beaufort-sur-Gervanne"),
    ],
)
def test_what_people_type_finds_what_they_mean(text: str, first: str) -> None:
    assert Territoire.objects.search(text)[0].nom == first


@pytest.mark.parametrize("text", ["", "   ", "!?", "zzzzzzzz", "%", "_", "crest' OR 1=1 --"])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert list(Territoire.objects.search(text)) == []


def test_best_come_first_then_the_largest() -> None:
    assert [found.nom for found in Territoire.objects.search("privas")] == [
        "Privas",
        "Communauté d’agglomération Privas Centre Ardèche",
    ]
    assert [found.nom for found in Territoire.objects.search("sur").communes()] == [
        "Aouste-sur-Sye",
        "Beaufort-sur-Gervanne",
        "Saint-Martin-sur-Lavezon",
    ]


@pytest.mark.parametrize(("text", "number"), [("crest", 2), ("privsa", 3), ("beaufore sur gervane", 3), ("zzzzzz", 2)])
def test_a_search_costs_three_queries_at_most(text: str, number: int) -> None:
    with CaptureQueriesContext(connection) as captured:
        list(Territoire.objects.search(text))
    assert len(captured.captured_queries) == number


def test_the_place_tells_two_namesakes_apart() -> None:
    crest = Territoire.objects.search("crest").with_place()[0]
    assert [lieu.nom for lieu in crest.lieux] == [EPCI, "Drôme"]


def test_a_perimeter_is_found_in_its_espace_only(lisaude: Espace, ailleurs: Espace) -> None:
    make_perimetre(lisaude, "Grand Val")
    assert Territoire.objects.usable_in(lisaude).search("grand val").count() == 1
    assert not Territoire.objects.usable_in(ailleurs).search("grand val").exists()


def test_communes_of_several_territories_come_once() -> None:
    communes = Territoire.objects.communes_of([find(EPCI), find("Drôme"), find("Crest")])
    assert sorted(commune.nom for commune in communes) == ["Aouste-sur-Sye", "Beaufort-sur-Gervanne", "Crest"]


def test_communes_of_a_query_cost_one() -> None:
    departements = Territoire.objects.filter(nature="departement")
    with CaptureQueriesContext(connection) as captured:
        assert len(list(Territoire.objects.communes_of(departements))) == 6
    assert len(captured.captured_queries) == 1


def test_overlaps_are_communes_in_two_perimeters_at_least(lisaude: Espace) -> None:
    petr = make_perimetre(lisaude, "PETR", "Crest", "Aouste-sur-Sye")
    overlaps = Territoire.objects.overlaps([find(EPCI), petr])
    assert {commune.nom: [held.nom for held in commune.dans] for commune in overlaps} == {"Crest": [EPCI, "PETR"]}


def test_a_perimeter_that_is_not_asked_does_not_count(lisaude: Espace) -> None:
    petr = make_perimetre(lisaude, "PETR", "Crest")
    assert list(Territoire.objects.overlaps([petr])) == []
    assert list(Territoire.objects.overlaps([])) == []


def test_overlaps_cost_two_queries_whatever_their_number(lisaude: Espace) -> None:
    perimetres = [make_perimetre(lisaude, f"P{number}", "Crest", "Privas") for number in range(8)]
    with CaptureQueriesContext(connection) as captured:
        assert [len(commune.dans) for commune in Territoire.objects.overlaps(perimetres)] == [8, 8]
    assert len(captured.captured_queries) == 2


def test_perimeters_of_an_espace_are_chosen_or_composed_once_each(lisaude: Espace, ailleurs: Espace) -> None:
    petr = make_perimetre(lisaude, "PETR")
    make_perimetre(ailleurs, "Autre")
    TerritoireEspace.objects.create(espace=lisaude).territoires.set([petr, find(EPCI), find("Crest")])
    assert [held.nom for held in Territoire.objects.perimetres_of(lisaude)] == [EPCI, "PETR"]
    assert [held.nom for held in Territoire.objects.chosen_by(lisaude)] == [EPCI, "Crest", "PETR"]


def test_size_counts_communes_and_inhabitants() -> None:
    epci = Territoire.objects.with_size().get(nom=EPCI)
    assert (epci.nombre_communes, epci.habitants) == (2, 8400)
