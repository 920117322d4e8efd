"""Roll-call of each view: works, wrong person, other espace, read-only, bad input, missing."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.acteurs.models import Acteur
from maillage.apports import actions
from maillage.apports.models import Apport, EtatApport
from tests.apports.conftest import ADRESSE, bring, choose, deposit, make_csv, post
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques_acteurs import make_acteur

LISTE = make_csv({"Nom": "CCAS de Valmorane", "Monde": "AS"}, {"Nom": "Office de tourisme", "Monde": "DL"})
PAGES = ("", "{pk}/", "{pk}/lignes/nouvelle/")
GESTES = ("feuille", "colonnes", "repondre", "revoir", "importer", "annuler", "abandonner", "relancer")


@pytest.fixture
def apercu(client) -> Apport:
    return choose(client, deposit(client, LISTE))


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_read_by_the_animation_and_write_nothing(client, apercu, page):
    path = ADRESSE + page.format(pk=apercu.pk)
    assert client.get(path).status_code == 200
    assert writes_of_get(client, path) == []


@pytest.mark.parametrize("who", ["driss", "lou"])
@pytest.mark.parametrize("page", PAGES)
def test_pages_are_refused_to_other_roles(request, as_user, apercu, who, page):
    client = as_user(request.getfixturevalue(who))
    assert client.get(ADRESSE + page.format(pk=apercu.pk)).status_code == 403


@pytest.mark.parametrize("who", ["driss", "lou"])
@pytest.mark.parametrize("geste", GESTES)
def test_gestures_are_refused_to_other_roles(request, as_user, apercu, who, geste):
    client = as_user(request.getfixturevalue(who))
    assert client.post(f"{ADRESSE}{apercu.pk}/{geste}/").status_code == 403
    assert Apport.objects.get(pk=apercu.pk).etat == EtatApport.APERCU


@pytest.mark.parametrize("geste", GESTES)
def test_gestures_are_only_sent(client, apercu, geste):
    assert client.get(f"{ADRESSE}{apercu.pk}/{geste}/").status_code == 405


def test_another_espace_sees_nothing_of_it(as_user, etranger, apercu, ailleurs):
    client = as_user(etranger)
    assert client.get(f"{ADRESSE}{apercu.pk}/").status_code == 404
    for path in (f"{apercu.pk}/", f"{apercu.pk}/lignes/nouvelle/"):
        assert client.get(f"/espace/ailleurs/apporter/{path}").status_code == 404
    for geste in GESTES:
        assert client.post(f"/espace/ailleurs/apporter/{apercu.pk}/{geste}/").status_code == 404


def test_what_does_not_exist_is_not_found(client, apercu):
    assert client.get(f"{ADRESSE}{uuid4()}/").status_code == 404
    assert client.get(f"{ADRESSE}{apercu.pk}/lignes/licorne/").status_code == 404
    assert client.post(f"{ADRESSE}{apercu.pk}/repondre/", {"sort": "nouvelle"}).status_code == 404


def test_a_deposit_without_file_says_so(client):
    response = client.post(ADRESSE, {"jeton": str(uuid4())})
    assert response.status_code == 422
    assert "Rien n’a changé" in response.content.decode()


def test_the_same_deposit_sent_twice_is_one(client):
    jeton = str(uuid4())
    for _ in range(2):
        client.post(ADRESSE, {"jeton": jeton, "fichier": SimpleUploadedFile("liste.csv", LISTE)})
    assert Apport.objects.count() == 1


def test_import_clicked_twice_imports_once(client, apercu):
    post(client, apercu, "importer")
    response = post(client, apercu, "importer")
    assert response["Location"] == apercu.get_absolute_url()
    assert Acteur.objects.count() == 2


def test_a_file_too_heavy_is_refused_with_a_word(client, monkeypatch):
    monkeypatch.setattr("maillage.apports.depot.MAX_OCTETS", 100)
    response = client.post(ADRESSE, {"jeton": str(uuid4()), "fichier": SimpleUploadedFile("liste.csv", LISTE * 9)})
    assert response.status_code == 413
    assert "dépasse 30\u00a0Mo" in response.content.decode()
    assert not Apport.objects.exists()


def test_too_many_files_wait(client, monkeypatch, apercu):
    monkeypatch.setattr(actions, "MAX_OUVERTS", 1)
    response = client.post(ADRESSE, {"jeton": str(uuid4()), "fichier": SimpleUploadedFile("liste.csv", LISTE)})
    assert response.status_code == 429
    assert "attendent déjà" in response.content.decode()


def test_too_many_deposits_in_a_day(client, monkeypatch, apercu):
    monkeypatch.setattr(actions, "MAX_PAR_JOUR", 1)
    response = client.post(ADRESSE, {"jeton": str(uuid4()), "fichier": SimpleUploadedFile("liste.csv", LISTE)})
    assert response.status_code == 429


def test_two_columns_for_one_field_are_told(client):
    apport = deposit(client, make_csv({"Nom": "A", "Intitulé": "B", "Monde": "AS"}))
    data = {"colonne-0": "nom", "colonne-1": "nom", "colonne-2": "sphere", **apport.defauts}
    response = post(client, apport, "colonnes", **{key: value for key, value in data.items() if value is not None})
    assert response.status_code == 422
    assert "Gardez une seule colonne" in response.content.decode()
    assert apport.etat == EtatApport.COLONNES


def test_a_list_of_persons_is_seen_as_such(client):
    apport = deposit(client, make_csv({"Nom": "Martin", "Prénom": "Odile", "Commune": "Valmorane"}))
    assert "Est-ce une liste de personnes" in client.get(apport.get_absolute_url()).content.decode()
    response = post(client, apport, "colonnes", **{"colonne-0": "nom", "source": "x", "nature": "structure"})
    assert response.status_code == 422
    assert "Aucune colonne ne dit" in response.content.decode()


def test_an_unknown_field_is_left_out(client):
    apport = deposit(client, LISTE)
    defauts = {key: value for key, value in apport.defauts.items() if value is not None}
    post(client, apport, "colonnes", **{"colonne-0": "nom", "colonne-1": "licorne", **defauts})
    assert [one["champ"] for one in apport.colonnes] == ["nom", ""]


def test_a_sphere_of_another_espace_cannot_be_chosen(client, ailleurs):
    from tests.fabriques_acteurs import make_sphere  # noqa: PLC0415

    apport = deposit(client, LISTE)
    defauts = {key: value for key, value in apport.defauts.items() if value is not None}
    foreign = make_sphere("XX", espace=ailleurs)
    response = post(client, apport, "colonnes", **{"colonne-0": "nom", **defauts, "sphere": str(foreign.pk)})
    assert response.status_code == 422


def test_an_id_of_another_espace_is_not_ours(client, ailleurs):
    foreign = make_acteur(ailleurs, "Ailleurs")
    bring(client, make_csv({"id": str(foreign.pk), "Nom": "Ici", "Monde": "AS"}))
    foreign.refresh_from_db()
    assert foreign.nom == "Ailleurs"
    assert Acteur.objects.get(espace__slug="lisaude").nom == "Ici"


def test_a_late_gesture_says_that_things_moved(client, apercu):
    post(client, apercu, "importer")
    response = client.post(f"{ADRESSE}{apercu.pk}/revoir/", follow=True)
    assert "n’en est plus là" in response.content.decode()


SANS_MONDE = {"Nom": "MJC de Valmorane", "Monde": ""}


@pytest.mark.parametrize(
    ("rows", "offered"),
    [([SANS_MONDE], ""), ([SANS_MONDE, {"Nom": "CCAS", "Monde": "AS"}], "Importer l’autre")],
)
def test_an_import_is_offered_when_something_would_come_in(client, rows, offered):
    current = choose(client, deposit(client, make_csv(*rows)))
    page = client.get(current.get_absolute_url()).content.decode()
    assert ("Importer" in page, "Aucune ligne nouvelle ne peut entrer" in page) == (bool(offered), not offered)
    assert offered in page
    faulty = client.get(f"{current.get_absolute_url()}lignes/fautive/").content.decode()
    assert "<h1>Une ligne en faute</h1>" in faulty


def test_pages_cost_the_same_whatever_the_number_of_rows(client):
    few = choose(client, deposit(client, make_csv(*({"Nom": f"A{n}", "Monde": "AS"} for n in range(3)))))
    many = choose(client, deposit(client, make_csv(*({"Nom": f"B{n}", "Monde": "AS"} for n in range(60)))))
    for page in ("", "lignes/nouvelle/"):
        assert count_queries(client, f"{few.get_absolute_url()}{page}") == count_queries(
            client, f"{many.get_absolute_url()}{page}"
        )


def test_the_empty_list_of_actors_leads_here(client, as_user, driss):
    assert ADRESSE in client.get("/espace/lisaude/acteurs/").content.decode()
    assert ADRESSE not in as_user(driss).get("/espace/lisaude/acteurs/").content.decode()
