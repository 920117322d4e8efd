"""The animation brings contours: from the service, approximate, from a file; never the wrong ones, never unsaid."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.carte.views import MAX_OCTETS
from maillage.espaces.models import Trace
from maillage.territoires.models import Contour, Territoire, TerritoireEspace
from tests.carte.fabriques_carte import square
from tests.territoires.test_contours import service

__all__ = ["service"]

PATH = "/espace/lisaude/carte/contours/"


@pytest.fixture
def bare(pays, settings):
    """No shape yet, and no network."""
    Contour.objects.all().delete()
    settings.CONTOURS = ""
    return pays


def origins() -> dict[str, str]:
    return dict(Contour.objects.values_list("territoire__nom", "origine"))


def geojson(*places: tuple[str, float, float]) -> bytes:
    features = [{"type": "Feature", "properties": {"code": code}, "geometry": square(x, y)} for code, x, y in places]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def post(client, contenu: bytes | None = None) -> str:
    """What the page then says."""
    data = {} if contenu is None else {"fichier": SimpleUploadedFile("communes.geojson", contenu)}
    response = client.post(PATH, data, follow=True)
    assert response.redirect_chain == [("/espace/lisaude/carte/", 302)]
    return " ".join(str(message) for message in response.context["messages"])


def test_only_the_animation_brings_them(bare, as_user, claire, driss, lou, etranger, visiteur):
    assert [as_user(who).post(PATH).status_code for who in (driss, lou, etranger)] == [403, 403, 404]
    assert visiteur.post(PATH).status_code == 302  # to sign-in
    assert as_user(claire).get(PATH).status_code == 405
    assert not Contour.objects.exists()


def test_without_network_cells_are_drawn_and_said_so(bare, as_user, claire):
    assert "Contour approché" in post(as_user(claire))
    assert set(origins().values()) == {"approche"}
    assert Trace.objects.filter(apres__contours="4 communes (approché par le centre)").count() == 1


def test_the_service_gives_true_ones(bare, as_user, claire, service, settings):
    settings.CONTOURS, answers = service
    places = [(commune.code, 5 + rank / 10, 44.5) for rank, commune in enumerate(bare.communes.values())]
    answers[f"/epcis/{bare.epci.code}/communes"] = geojson(*places)
    assert "quatre communes sur quatre" in post(as_user(claire))
    assert set(origins().values()) == {"officiel"}


def test_a_silent_service_is_told_and_replaced(bare, as_user, claire, settings):
    settings.CONTOURS = "http://127.0.0.1:1"
    told = post(as_user(claire))
    assert "ne répond pas" in told
    assert "Contour approché" in told
    assert set(origins().values()) == {"approche"}


def test_nothing_is_known_and_it_says_what_to_do(bare, as_user, claire):
    Territoire.objects.update(latitude=None, longitude=None)
    assert "GeoJSON" in post(as_user(claire))
    TerritoireEspace.objects.all().delete()
    assert "Choisissez d’abord le territoire" in post(as_user(claire))
    assert not Contour.objects.exists()


def test_a_fictional_territory_never_asks_the_service(bare, as_user, claire, service, settings):
    settings.CONTOURS, answers = service
    answers[f"/epcis/{bare.epci.code}/communes"] = geojson((bare.communes["Amont"].code, 5, 44.5))
    type(bare.espace).objects.update(fictif=True)
    post(as_user(claire))
    assert set(origins().values()) == {"approche"}


# A file


def test_a_file_fills_what_is_missing_and_replaces_no_true_contour(bare, as_user, claire):
    codes = {nom: commune.code for nom, commune in bare.communes.items()}
    Contour.objects.create(territoire=bare.communes["Amont"], geometrie=square(5, 44.5), origine="officiel")
    told = post(as_user(claire), geojson((codes["Amont"], 5, 44.5), (codes["Bourg"], 5.1, 44.5), ("99999", 0, 0)))
    assert "une commune sur quatre" in told
    assert origins() == {"Amont": "officiel", "Bourg": "fichier"}


@pytest.mark.parametrize(
    ("contenu", "expected"),
    [
        (b"", "GeoJSON"),
        (b"{}", "GeoJSON"),
        (b"\xff\xfe", "GeoJSON"),
        (geojson(("99999", 5, 44.5)), "aucune de vos communes"),
        (geojson(("26000", 850_000, 6_400_000)), "WGS 84"),  # Lambert-93
        (geojson(("26000", 2.3, 48.8)), "WGS 84"),  # somebody else's
    ],
)
def test_a_wrong_file_is_told_and_changes_nothing(bare, as_user, claire, contenu, expected):
    told = post(as_user(claire), contenu)
    assert expected in told
    assert "Rien n’a changé" in told
    assert not Contour.objects.exists()
    assert not Trace.objects.exists()


def test_a_heavy_file_is_refused_unread(bare, as_user, claire):
    assert "dépasse" in post(as_user(claire), b" " * (MAX_OCTETS + 1))
