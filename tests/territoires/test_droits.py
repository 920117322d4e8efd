"""Who may open and change the pages of the territory, and what they cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from maillage.territoires.models import Territoire, TerritoireEspace
from tests.conftest_site import count_queries, writes_of_get
from tests.territoires.conftest import EPCI, address, find, make_perimetre, names

pytestmark = pytest.mark.usefixtures("france")
AsUser = Callable[[Utilisateur], Client]


def reads(pk: object) -> list[str]:
    plain = [address(name) for name in ("territoire", "recoupements", "composer")]
    return [*plain, *(address(name, pk) for name in ("perimetre", "modifier"))]


def writes(pk: object) -> list[str]:
    plain = [address(name) for name in ("choisir", "retirer", "composer")]
    return [*plain, *(address(name, pk) for name in ("modifier", "ajouter", "enlever", "supprimer"))]


def answers(browser: Client, petr: Territoire) -> set[int]:
    read = {browser.get(page).status_code for page in reads(petr.pk)}
    return read | {browser.post(page, {"territoire": find("Crest").pk}).status_code for page in writes(petr.pk)}


@pytest.mark.parametrize("person", ["driss", "lou"])
def test_other_roles_are_refused(
    request: pytest.FixtureRequest, as_user: AsUser, person: str, petr: Territoire
) -> None:
    assert answers(as_user(request.getfixturevalue(person)), petr) == {403}


@pytest.mark.parametrize("person", ["etranger", "passante"])
def test_people_from_elsewhere_learn_nothing(
    request: pytest.FixtureRequest, as_user: AsUser, person: str, petr: Territoire
) -> None:
    assert answers(as_user(request.getfixturevalue(person)), petr) == {404}


def test_strangers_are_sent_to_sign_in(visiteur: Client, petr: Territoire) -> None:
    assert answers(visiteur, petr) == {302}


def test_a_perimeter_of_another_espace_is_not_reached(animation: Client, ailleurs: Espace) -> None:
    other = make_perimetre(ailleurs, "Autre", "Crest")
    assert {animation.get(address(name, other.pk)).status_code for name in ("perimetre", "modifier")} == {404}
    for name in ("modifier", "ajouter", "enlever", "supprimer"):
        assert animation.post(address(name, other.pk), {"territoire": find("Crest").pk}).status_code == 404
    assert names(other) == {"Crest"}


@pytest.mark.parametrize("nom", ["Crest", EPCI])
def test_official_territories_are_not_changed_from_an_espace(animation: Client, nom: str) -> None:
    official = find(nom).pk
    assert animation.get(address("perimetre", official)).status_code == 404
    assert animation.post(address("supprimer", official)).status_code == 404


def test_reading_writes_nothing_and_writing_is_not_a_get(animation: Client, petr: Territoire) -> None:
    assert [writes_of_get(animation, page) for page in reads(petr.pk)] == [[]] * 5
    forms = {address("composer"), address("modifier", petr.pk)}
    assert {animation.get(page).status_code for page in writes(petr.pk) if page not in forms} == {405}


def test_pages_cost_the_same_for_few_or_many(animation: Client, petr: Territoire, lisaude: Espace) -> None:
    pages = [address("territoire") + "?q=r", address("recoupements"), address("perimetre", petr.pk) + "?q=r"]
    make_perimetre(lisaude, "Premier", "Crest")
    TerritoireEspace.objects.create(espace=lisaude).territoires.set([petr])
    few = [count_queries(animation, page) for page in pages]
    for number in range(10):
        make_perimetre(lisaude, f"P{number}", "Crest", "Privas")
    petr.communes.set(Territoire.objects.communes())
    lisaude.perimetre.territoires.set(Territoire.objects.official())
    assert [count_queries(animation, page) for page in pages] == few
