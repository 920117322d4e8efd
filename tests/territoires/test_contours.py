"""Contours of an espace's communes: from the national service, from a file, approached; the true one wins."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
from django.core.management import CommandError, call_command

from maillage.diagnostic.demonstration import load_demonstration
from maillage.espaces.models import Espace
from maillage.formats.contours import Geometrie
from maillage.territoires.contours import (
    ContoursIndisponibles,
    approximate,
    fetch_contours,
    keep_contours,
    list_communes,
)
from maillage.territoires.models import Contour, NatureTerritoire, OrigineContour, Territoire, TerritoireEspace
from tests.fabriques_acteurs import make_commune, make_perimetre
from tests.formats.test_contours import collection, square


@pytest.fixture
def crest(db: None) -> Territoire:
    return make_commune("Crest", code="26108")


@pytest.fixture
def chabeuil(db: None) -> Territoire:
    return make_commune("Chabeuil", code="26064")


@pytest.fixture
def epci(lisaude: Espace, crest: Territoire, chabeuil: Territoire) -> Territoire:
    return make_perimetre(lisaude, crest, chabeuil)


def origins() -> dict[str, str]:
    return dict(Contour.objects.values_list("territoire__code", "origine"))


@pytest.fixture
def service() -> Iterator[tuple[str, dict[str, Any]]]:
    """A service on this machine: its address, and what it answers by path."""
    answers: dict[str, Any] = {}

    class Handler(BaseHTTPRequestHandler):
        seen: ClassVar[list[str]] = []

        def do_GET(self) -> None:
            body = answers.get(self.path.partition("?")[0])
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", answers
    server.shutdown()
    server.server_close()


def test_communes_of_an_epci_come_in_one_request(service, epci):
    address, answers = service
    answers[f"/epcis/{epci.code}/communes"] = collection(square("26108"), square("26064", x=1))
    found = fetch_contours(address, [epci])
    assert keep_contours(list_communes(epci.choisi_par.get().espace), found, OrigineContour.OFFICIEL) == 2
    assert origins() == {"26108": "officiel", "26064": "officiel"}


def test_a_commune_alone_is_answered_as_a_feature(service, crest):
    address, answers = service
    answers["/communes/26108"] = json.dumps(square("26108")).encode()
    assert fetch_contours(address, [crest]).keys() == {"26108"}


@pytest.mark.parametrize("body", [None, b"", b"pas du json", b"{}", b"[]"])
def test_a_service_that_does_not_answer_is_told(service, epci, body):
    address, answers = service
    if body is not None:
        answers[f"/epcis/{epci.code}/communes"] = body
    with pytest.raises(ContoursIndisponibles, match="Réessayez"):
        fetch_contours(address, [epci])


@pytest.mark.parametrize("address", ["file:///etc", "ftp://exemple.fr", "http://127.0.0.1:1"])
def test_only_the_web_is_asked(address, epci):
    with pytest.raises(ContoursIndisponibles):
        fetch_contours(address, [epci])


# Which one wins


def geometry() -> Geometrie:
    found: Geometrie = square("26108")["geometry"]
    return found


def test_an_approximate_contour_never_replaces_a_true_one(crest):
    keep_contours([crest], {"26108": geometry()}, OrigineContour.FICHIER)
    crest.latitude, crest.longitude = 44.73, 5.02
    assert approximate([crest]) == 0
    assert origins() == {"26108": "fichier"}


def test_a_true_contour_replaces_an_approximate_one(crest):
    crest.latitude, crest.longitude = 44.73, 5.02
    assert approximate([crest]) == 1
    keep_contours([crest], {"26108": geometry(), "26999": geometry()}, OrigineContour.OFFICIEL)
    assert origins() == {"26108": "officiel"}


def test_a_commune_without_a_centre_has_no_cell(crest, chabeuil):
    crest.latitude, crest.longitude = 44.73, 5.02
    assert approximate([crest, chabeuil]) == 1
    assert origins() == {"26108": "approche"}


# The command


def run(*words: str) -> str:
    out = StringIO()
    call_command("charger_contours", *words, stdout=out)
    return out.getvalue()


def test_the_command_reads_a_file(epci, tmp_path: Path):
    path = tmp_path / "communes.geojson"
    path.write_bytes(collection(square("26108"), square("07001")))
    assert "1 sur 2 communes" in run("lisaude", "--fichier", str(path))


def test_the_command_asks_the_service_or_approaches(service, epci, settings):
    address, answers = service
    answers[f"/epcis/{epci.code}/communes"] = collection(square("26108"), square("26064", x=1))
    settings.CONTOURS = ""
    Territoire.objects.filter(code="26108").update(latitude=44.7, longitude=5.0)
    assert "1 sur 2" in run("lisaude")
    settings.CONTOURS = address
    assert "2 sur 2" in run("lisaude")
    assert set(origins().values()) == {"officiel"}


def test_the_command_says_what_is_wrong_and_changes_nothing(lisaude, tmp_path, settings, epci):
    bad = tmp_path / "faux.geojson"
    bad.write_text("{}")
    settings.CONTOURS = "http://127.0.0.1:1"
    for words, message in [
        (("inconnu",), "pas d’espace"),
        (("lisaude", "--fichier", str(bad)), "Rien n’a changé"),
        (("lisaude", "--fichier", str(tmp_path / "absent")), "Rien n’a changé"),
        (("lisaude",), "ne répond pas"),
    ]:
        with pytest.raises(CommandError, match=message):
            run(*words)
    TerritoireEspace.objects.all().delete()
    with pytest.raises(CommandError, match="pas encore de territoire"):
        run("lisaude")
    assert not Contour.objects.exists()


def test_the_fictional_territory_lies_in_the_open_sea(lisaude):
    espace = load_demonstration()
    communes = Territoire.objects.filter(espace=espace, nature=NatureTerritoire.COMMUNE)
    assert Contour.objects.filter(territoire__in=communes, origine=OrigineContour.FICTIF).count() == 21
    assert all(abs(one.latitude) < 1 and abs(one.longitude) < 1 for one in communes)
