"""Who sees what on the map: confidential places, closed espaces, hidden actors, names that would be code."""

from __future__ import annotations

import pytest

from tests.carte.lire import PAGE, SVG, drawings, listed, open_to_all, read, sent
from tests.fabriques_acteurs import make_acteur, make_sphere
from tests.site.pages import english_words, list_faults
from tests.territoires.conftest import make_perimetre as compose


def points(client) -> dict[str, tuple[float, float]]:
    return {row[1]: (row[3], row[4]) for row in client.get(f"{PAGE}donnees.json").json()["acteurs"]}


def test_a_confidential_place_is_never_its_own_point(pays, as_user, lou, claire, visiteur):
    open_to_all()
    own = {"latitude": 44.51234, "longitude": 5.01234, "precision_lieu": "adresse"}
    make_acteur(pays.espace, "Ouvert", commune=pays.communes["Amont"], **own)
    make_acteur(pays.espace, "Refuge", commune=pays.communes["Amont"], lieu_confidentiel=True, **own)
    make_acteur(pays.espace, "Refuge sans commune", lieu_confidentiel=True, **own)
    for client in (visiteur, as_user(lou), as_user(claire)):
        seen = points(client)
        assert seen["Ouvert"] == (5.01234, 44.51234)
        assert seen["Refuge"] == (5.05, 44.55)
        assert "Refuge sans commune" not in seen


def test_without_coordinates_the_centre_of_the_commune(pays, as_user, lou):
    assert points(as_user(lou))["Foyer rural"] == (5.35, 44.55)


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}donnees.json", f"{PAGE}contours.json"])
@pytest.mark.parametrize("who", ["etranger", "passante"])
def test_closed_espace_is_not_found(pays, as_user, who, path, request, visiteur):
    assert as_user(request.getfixturevalue(who)).get(path).status_code == 404
    assert visiteur.get(path).status_code == 404


def test_hidden_actors_are_neither_named_nor_counted(pays, visiteur, as_user, lou, driss):
    open_to_all()
    make_acteur(pays.espace, "Entre nous", membres=True, commune=pays.communes["Clos"])
    make_acteur(pays.espace, "Pas prêt", brouillon=True, commune=pays.communes["Clos"])
    make_acteur(pays.espace, "Parti", retire=True, commune=pays.communes["Clos"])
    make_acteur(pays.espace, "Poste", poste=True, parent=pays.acteurs["caf"], commune=pays.communes["Clos"])
    for client, total in ((visiteur, 1), (as_user(lou), 2), (as_user(driss), 2)):
        page = read(client, vue="tableau")
        assert listed(page)["Clos"] == sent(client)["Clos"] == total
        assert ("Entre nous" in page) == (total == 2)
        assert not {"Pas prêt", "Parti", "Poste"} & set(points(client))


def test_names_are_escaped_and_nothing_is_inline(pays, as_user, claire):
    make_acteur(pays.espace, "<script>alert(1)</script>", commune=pays.communes["Clos"])
    compose(pays.espace, "<b>GAL</b>", "Amont")
    for params in ({}, {"vue": "tableau"}):
        page = read(as_user(claire), **params)
        assert "<script>alert" not in page
        assert "<b>GAL" not in page
        assert list_faults(page) == []
        assert english_words(page) == set()


def test_worlds_of_the_espace_have_their_mark(pays, as_user, lou):
    own = make_sphere("SAN", espace=pays.espace, nom="Santé", lettre="Sa")
    make_acteur(pays.espace, "CPTS", sphere=own, commune=pays.communes["Clos"])
    words = [text.text for text in drawings(read(as_user(lou)))[0].iter(f"{SVG}text")]
    assert {"Sa", "Santé (1)"} <= set(words)
