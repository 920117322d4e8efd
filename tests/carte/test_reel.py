"""The Drôme as it is: 362 communes, their true contours, the France services of the département."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from shapely.geometry import Point, shape

from maillage.acteurs.models import Acteur
from maillage.espaces.models import Espace
from maillage.formats.contours import read_geojson
from maillage.territoires.contours import keep_contours
from maillage.territoires.lecture import read_centres
from maillage.territoires.models import OrigineContour, Territoire
from tests.carte.lire import drawings, read, said, sent
from tests.fabriques_acteurs import make_acteur, make_perimetre


@pytest.fixture
def drome(lisaude: Espace, partage: Path) -> dict[str, Territoire]:
    """Communes of which the shape and the centre are known, all in the espace's territory."""
    shapes = read_geojson((partage / "geo/communes-26-drome.geojson").read_bytes())
    centres = read_centres(partage / "geo/communes_centres.csv")
    rows = [
        Territoire(nature="commune", code=code, nom=code, nom_cherche=code, latitude=lat, longitude=lon)
        for code in sorted(shapes)
        if (found := centres.get(code)) is not None
        for lat, lon in [found]
    ]
    communes = Territoire.objects.bulk_create(rows)
    keep_contours(communes, shapes, OrigineContour.FICHIER)
    make_perimetre(lisaude, *communes)
    return {one.code: one for one in communes}


@pytest.fixture
def services(lisaude: Espace, drome: dict[str, Territoire], partage: Path) -> list[Acteur]:
    with (partage / "annuaires/france_services_20240801.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["insee_com"] in drome]
    return [
        make_acteur(
            lisaude, row["lib_fs"], sphere="PA", commune=drome[row["insee_com"]],
            latitude=float(row["latitude"]), longitude=float(row["longitude"]), precision_lieu="fichier",
        )
        for row in rows
    ]  # fmt: skip


def test_the_whole_departement(drome, services, as_user, lou):
    client = as_user(lou)
    seats = {one.commune.code for one in services if one.commune}
    assert {nom for nom, total in sent(client).items() if total} == seats
    assert said(read(client)).startswith(f"Sur {len(drome)} communes, {len(drome) - len(seats)} n’ont personne")


def test_every_commune_is_drawn_and_every_service_stands_in_its_own(drome, services, as_user, lou):
    wide = drawings(read(as_user(lou)))[0]
    assert len(list(wide.iter("{http://www.w3.org/2000/svg}a"))) == len(drome)
    rows = Territoire.objects.filter(contour__isnull=False).select_related("contour")
    shapes = {one.pk: shape(one.contour.geometrie) for one in rows}
    away = [one.nom for one in services if shapes[one.commune_id].distance(Point(one.longitude, one.latitude)) > 0.01]
    assert away == []
