"""Addresses placed by the national geocoder: a fake one on this machine answers well, badly, late, or not at all."""

from __future__ import annotations

import csv
import io
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from maillage.acteurs.models import Acteur, PrecisionLieu
from maillage.apports import geocodage
from maillage.apports.geocodage import AdresseAPlacer, GeocodeurMuet, PointTrouve, geocode, read_answer
from tests.apports.conftest import bring, make_csv
from tests.fabriques_acteurs import make_commune

LISTE = (
    {"Nom": "CCAS", "Monde": "AS", "Adresse": "1 place de la Mairie", "Commune": "Valmorane", "Code postal": "26100"},
    {"Nom": "Office", "Monde": "DL", "Adresse": "lieu-dit perdu", "Commune": "Valmorane", "Code postal": "26100"},
)


class FauxGeocodeur(BaseHTTPRequestHandler):
    """Answers as the service's documentation says; `mode` says how badly."""

    mode = "bien"
    requetes: list[bytes] = []  # noqa: RUF012

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.requetes.append(body)
        if self.mode == "lent":
            time.sleep(1.5)
        if self.mode == "panne":
            self.send_error(503)
            return
        if self.mode == "trop":
            self.send_error(429)
            return
        answer = self.answer(body)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer)

    def answer(self, body: bytes) -> bytes:
        if self.mode == "html":
            return b"<html>maintenance</html>"
        table = re.search(rb"charset=utf-8\r\n\r\n(.*?)\r\n--", body, re.DOTALL)
        assert table is not None
        rows = list(csv.DictReader(io.StringIO(table[1].decode())))
        if self.mode == "partiel":
            rows = rows[:1]
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([*rows[0], "latitude", "longitude", "result_score", "result_type", "result_status"])
        for row in rows:
            lost = "perdu" in row["adresse"]
            writer.writerow([*row.values(), 44.91, 4.91, 0.2 if lost else 0.93, "housenumber", "ok"])
        return out.getvalue().encode()

    def log_message(self, *_args: object) -> None:
        """Silent."""


@pytest.fixture
def service(settings, monkeypatch) -> Iterator[type[FauxGeocodeur]]:
    FauxGeocodeur.mode, FauxGeocodeur.requetes = "bien", []
    server = HTTPServer(("127.0.0.1", 0), FauxGeocodeur)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.GEOCODEUR = f"http://127.0.0.1:{server.server_port}/search/csv"
    monkeypatch.setattr(geocodage, "DELAI", 0.5)
    yield FauxGeocodeur
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _commune(db):
    commune = make_commune("Valmorane", code="26281")
    commune.latitude, commune.longitude = 44.9, 4.9
    commune.save()


def places() -> dict[str, tuple[float | None, str]]:
    return {one.nom: (one.latitude, one.precision_lieu) for one in Acteur.objects.all()}


def test_off_by_default_no_network_is_asked(client, settings, monkeypatch):
    monkeypatch.setattr(geocodage, "send", lambda *_args: pytest.fail("a request was made"))
    bring(client, make_csv(*LISTE))
    assert settings.GEOCODEUR == ""
    assert places()["CCAS"] == (44.9, PrecisionLieu.COMMUNE)


def test_addresses_are_placed_and_guesses_left_to_the_commune(client, service):
    bring(client, make_csv(*LISTE))
    assert places() == {"CCAS": (44.91, PrecisionLieu.ADRESSE), "Office": (44.9, PrecisionLieu.COMMUNE)}
    assert b"1 place de la Mairie Valmorane,26100,26281" in service.requetes[0]


@pytest.mark.parametrize("mode", ["panne", "trop", "html", "lent"])
def test_a_service_that_fails_never_stops_an_import(client, service, mode):
    service.mode = mode
    apport = bring(client, make_csv(*LISTE))
    assert apport.etat == "fait"
    assert places()["CCAS"] == (44.9, PrecisionLieu.COMMUNE)


def test_a_partial_answer_places_what_it_says(client, service):
    service.mode = "partiel"
    bring(client, make_csv(*LISTE))
    assert places() == {"CCAS": (44.91, PrecisionLieu.ADRESSE), "Office": (44.9, PrecisionLieu.COMMUNE)}


def test_after_two_failures_the_service_is_left_alone(service, settings, monkeypatch):
    monkeypatch.setattr(geocodage, "PAQUET", 1)
    service.mode = "panne"
    asked = [AdresseAPlacer(str(n), "rue") for n in range(6)]
    assert list(geocode(asked, settings.GEOCODEUR)) == []
    assert len(service.requetes) == 2


def test_points_given_by_the_file_are_not_asked_for(client, service):
    bring(client, make_csv({**LISTE[0], "Latitude": "44.95", "Longitude": "4.95"}))
    assert service.requetes == []
    assert places()["CCAS"] == (44.95, PrecisionLieu.FICHIER)


REPONSES = [
    ("numero,latitude,longitude,result_score\n1,44.9,4.9,0.9\n", {"1": PointTrouve(44.9, 4.9)}),
    ("numero,latitude,longitude,result_score\n1,,,\n", {}),
    ("numero,latitude,longitude,result_score\n1,abc,4.9,0.9\n", {}),
    ("numero,latitude,longitude,result_score\n1,144.9,4.9,0.9\n", {}),
    ("numero,latitude,longitude,result_score,result_type\n1,44.9,4.9,0.9,municipality\n", {}),
]


@pytest.mark.parametrize(("texte", "points"), REPONSES)
def test_an_answer_is_read_row_by_row(texte, points):
    assert read_answer(texte) == points


@pytest.mark.parametrize("texte", ["", "a,b\n1,2\n", "<html>"])
def test_what_is_not_our_table_is_no_answer(texte):
    with pytest.raises(GeocodeurMuet):
        read_answer(texte)


def test_an_address_that_is_not_one_is_refused_at_start(monkeypatch):
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    from maillage.site.environnement import read_service  # noqa: PLC0415

    monkeypatch.setenv("MAILLAGE_GEOCODEUR", "file:///etc/passwd")
    with pytest.raises(ImproperlyConfigured, match="MAILLAGE_GEOCODEUR"):
        read_service("MAILLAGE_GEOCODEUR")
