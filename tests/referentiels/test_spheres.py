"""An espace adds spheres of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import uuid_utils.compat as uuid
from django.test import Client
from django.urls import reverse

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace, Trace
from maillage.referentiels import actions
from maillage.referentiels.models import Sphere, TypeActeur
from tests.conftest_site import count_queries, writes_of_get

pytestmark = pytest.mark.usefixtures("listes")
AsUser = Callable[[Utilisateur], Client]
SANTE = {
    "code": "SANTE",
    "nom": "Santé",
    "description": "Soigner.",
    "forme": "hexagone",
    "lettre": "S",
    "trait": "#8A2B5B",
}


def address(name: str, *args: object) -> str:
    return reverse(f"referentiels:{name}", args=["lisaude", *args])


def typed(**changes: str) -> dict[str, str]:
    return SANTE | {"jeton": str(uuid.uuid7())} | changes


def make_sphere(espace: Espace, **values: Any) -> Sphere:
    return Sphere.objects.create(espace=espace, **(SANTE | values))


@pytest.fixture
def sante(lisaude: Espace) -> Sphere:
    return make_sphere(lisaude)


def test_the_list_shows_the_shared_ones_and_ours(as_user: AsUser, claire: Utilisateur, sante: Sphere) -> None:
    page = as_user(claire).get(address("spheres")).content.decode()
    assert "Santé" in page
    assert "Développement local" in page


def test_ours_are_not_seen_from_another_espace(as_user: AsUser, etranger: Utilisateur, sante: Sphere) -> None:
    page = as_user(etranger).get(reverse("referentiels:spheres", args=["ailleurs"])).content.decode()
    assert "Santé" not in page


def test_one_is_added(as_user: AsUser, claire: Utilisateur, lisaude: Espace) -> None:
    response = as_user(claire).post(address("ajouter"), typed(nom="  Santé  publique ", code="sante"))
    assert response.status_code == 302
    sphere = Sphere.objects.get(espace=lisaude)
    assert (sphere.nom, sphere.code, sphere.fond) == ("Santé publique", "SANTE", "#F1E6EB")
    assert Trace.objects.get(objet_id=sphere.pk).geste == "creer"


def test_a_double_click_adds_one(as_user: AsUser, claire: Utilisateur, lisaude: Espace) -> None:
    browser, form = as_user(claire), typed()
    assert [browser.post(address("ajouter"), form).status_code for _ in range(2)] == [302, 302]
    assert Sphere.objects.filter(espace=lisaude).count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"trait": "#FFD700"}, "trop claire"),
        ({"trait": "bleu"}, "Une couleur s’écrit"),
        ({"code": "AS"}, "porte déjà ce code"),
        ({"code": "é!"}, "lettres sans accent"),
        ({"forme": "cercle"}, "déjà cette forme avec cette lettre"),
        ({"forme": "étoile"}, "forme"),
        ({"lettre": "?"}, "Une ou deux lettres"),
        ({"lettre": "ABC"}, "2"),
        ({"nom": " "}, "obligatoire"),
        ({"jeton": "faux"}, "UUID"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    as_user: AsUser, claire: Utilisateur, lisaude: Espace, changes: dict[str, str], said: str
) -> None:
    response = as_user(claire).post(address("ajouter"), typed(**changes))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Sphere.objects.filter(espace=lisaude).exists()


def test_html_in_a_name_is_shown_as_text(as_user: AsUser, claire: Utilisateur) -> None:
    browser = as_user(claire)
    browser.post(address("ajouter"), typed(nom="<b>Santé</b>"))
    assert "&lt;b&gt;Santé" in browser.get(address("spheres")).content.decode()


def test_one_is_corrected(as_user: AsUser, claire: Utilisateur, sante: Sphere) -> None:
    response = as_user(claire).post(address("sphere", sante.pk), SANTE | {"nom": "Soin", "trait": "#0E6B62"})
    assert response.status_code == 302
    sante.refresh_from_db()
    assert (sante.nom, sante.fond) == ("Soin", "#E2EDEC")
    trace = Trace.objects.get(objet_id=sante.pk)
    assert (trace.avant["nom"], trace.apres["nom"]) == ("Santé", "Soin")


def test_a_bad_correction_keeps_the_title_and_the_row(as_user: AsUser, claire: Utilisateur, sante: Sphere) -> None:
    response = as_user(claire).post(address("sphere", sante.pk), SANTE | {"nom": "Soin", "code": "DL"})
    assert response.status_code == 422
    assert "<h1>Santé</h1>" in response.content.decode()
    sante.refresh_from_db()
    assert sante.nom == "Santé"


def test_an_unused_one_is_removed(as_user: AsUser, claire: Utilisateur, sante: Sphere) -> None:
    assert as_user(claire).post(address("retirer", sante.pk)).status_code == 302
    assert not Sphere.objects.filter(pk=sante.pk).exists()
    assert Trace.objects.get(objet_id=sante.pk).geste == "supprimer"


def test_a_used_one_stays_and_the_reason_is_said(as_user: AsUser, claire: Utilisateur, sante: Sphere) -> None:
    TypeActeur.objects.get(code="CH").spheres.add(sante)
    response = as_user(claire).post(address("retirer", sante.pk), follow=True)
    assert "Une fiche est encore dans" in response.content.decode()
    assert Sphere.objects.filter(pk=sante.pk).exists()


def test_there_is_an_end_to_additions(as_user: AsUser, claire: Utilisateur, lisaude: Espace) -> None:
    for number in range(actions.SPHERES_MAX):
        make_sphere(lisaude, code=f"M{number}")
    response = as_user(claire).post(address("ajouter"), typed())
    assert response.status_code == 422
    assert "Retirez-en un" in response.content.decode()


def test_a_shared_one_is_not_changed_from_an_espace(as_user: AsUser, claire: Utilisateur) -> None:
    shared = Sphere.objects.shared().get(code="AS")
    assert as_user(claire).get(address("sphere", shared.pk)).status_code == 404
    assert as_user(claire).post(address("retirer", shared.pk)).status_code == 404


def test_one_of_another_espace_is_not_reached(as_user: AsUser, claire: Utilisateur, ailleurs: Espace) -> None:
    other = make_sphere(ailleurs)
    assert as_user(claire).get(address("sphere", other.pk)).status_code == 404
    assert as_user(claire).post(address("sphere", other.pk), SANTE).status_code == 404
    assert as_user(claire).post(address("retirer", other.pk)).status_code == 404


def test_removed_meanwhile_is_told(as_user: AsUser, claire: Utilisateur, sante: Sphere) -> None:
    stale = Sphere.objects.get(pk=sante.pk)
    sante.delete()
    with pytest.raises(actions.Refus, match="vient d’être retiré"):
        actions.edit_sphere(sphere=stale, qui=claire, **SANTE)


def pages(pk: object) -> list[str]:
    return [address("spheres"), address("ajouter"), address("sphere", pk)]


@pytest.mark.parametrize("person", ["driss", "lou"])
def test_other_roles_are_refused(request: pytest.FixtureRequest, as_user: AsUser, person: str, sante: Sphere) -> None:
    browser = as_user(request.getfixturevalue(person))
    assert {browser.get(page).status_code for page in pages(sante.pk)} == {403}
    assert browser.post(address("ajouter"), typed()).status_code == 403
    assert browser.post(address("sphere", sante.pk), SANTE).status_code == 403
    assert browser.post(address("retirer", sante.pk)).status_code == 403


@pytest.mark.parametrize("person", ["etranger", "passante"])
def test_people_from_elsewhere_learn_nothing(
    request: pytest.FixtureRequest, as_user: AsUser, person: str, sante: Sphere
) -> None:
    browser = as_user(request.getfixturevalue(person))
    assert {browser.get(page).status_code for page in pages(sante.pk)} == {404}
    assert browser.post(address("retirer", sante.pk)).status_code == 404


def test_strangers_are_sent_to_sign_in(visiteur: Client, sante: Sphere) -> None:
    assert {visiteur.get(page).status_code for page in pages(sante.pk)} == {302}


def test_missing_ones_are_absent_pages(as_user: AsUser, claire: Utilisateur) -> None:
    browser = as_user(claire)
    assert browser.get(address("sphere", uuid.uuid7())).status_code == 404
    assert browser.get(reverse("referentiels:spheres", args=["nulle-part"])).status_code == 404


def test_reading_writes_nothing_and_removing_is_not_a_get(as_user: AsUser, claire: Utilisateur, sante: Sphere) -> None:
    browser = as_user(claire)
    assert [writes_of_get(browser, page) for page in pages(sante.pk)] == [[], [], []]
    assert browser.get(address("retirer", sante.pk)).status_code == 405


def test_the_list_costs_the_same_for_one_or_ten(as_user: AsUser, claire: Utilisateur, lisaude: Espace) -> None:
    browser = as_user(claire)
    make_sphere(lisaude)
    few = count_queries(browser, address("spheres"))
    for number in range(10):
        make_sphere(lisaude, code=f"M{number}")
    assert count_queries(browser, address("spheres")) == few


def test_usable_ones_are_the_shared_and_ours(lisaude: Espace, ailleurs: Espace, sante: Sphere) -> None:
    make_sphere(ailleurs)
    assert Sphere.objects.usable_in(lisaude).count() == 8
