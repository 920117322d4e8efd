"""Real directories come in as they are: none is known to the code by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.acteurs.models import Acteur
from maillage.apports.models import Apport, EtatApport, LigneApport
from maillage.referentiels.models import Sphere
from tests.apports.conftest import bring, choose, deposit, post

ANNUAIRES = {
    # file: rows that become actors, fields found
    "mednum/aix-en-provence.csv": (
        38,
        {"nom", "source_id", "siret", "commune", "adresse", "latitude", "type", "site_web"},
    ),
    "mednum/fibre-64.csv": (59, {"nom", "adresse", "code_postal", "commune", "telephone", "latitude", "code_insee"}),
    "mednum/gironde.csv": (347, {"nom", "type", "commune", "adresse", "description", "telephone", "latitude"}),
    "mednum/maine-et-loire.csv": (
        240,
        {"nom", "source_id", "numero_voie", "adresse", "type", "telephone", "longitude"},
    ),
    "mednum/ultra-num.csv": (155, {"nom", "adresse", "code_postal", "commune", "telephone", "latitude"}),
    "pole_emploi_agences_2020.csv": (959, {"nom", "source_id", "adresse", "commune", "latitude", "longitude"}),
    "siae_2019_07.csv": (3823, {"nom", "type", "siret", "numero_voie", "adresse", "commune", "code_postal"}),
}


def pa() -> str:
    return str(Sphere.objects.get(code="PA", espace=None).pk)


def list_champs(apport: Apport) -> set[str]:
    return {column["champ"] for column in apport.colonnes} - {""}


@pytest.mark.parametrize("nom", ANNUAIRES)
def test_a_directory_comes_in_and_twice_is_once(partage: Path, client, nom):
    rows, champs = ANNUAIRES[nom]
    apport = bring(client, partage / "annuaires" / nom, sphere=pa())
    assert apport.etat == EtatApport.FAIT
    assert Acteur.objects.count() == rows
    assert champs <= list_champs(apport)
    again = choose(client, deposit(client, partage / "annuaires" / nom), sphere=pa())
    assert set(again.bilan["sorts"]) <= {"identique", "repetee", "fautive"}
    assert again.bilan["sorts"]["identique"] == rows


def test_metres_and_reversed_axes_end_in_france(partage: Path, client):
    """Lambert-93 in Maine-et-Loire; « Coord. X » holds latitudes in Gironde."""
    for nom, south, north in (("maine-et-loire.csv", 46.9, 47.9), ("gironde.csv", 44.1, 45.6)):
        bring(client, partage / "annuaires/mednum" / nom, sphere=pa())
        placed = Acteur.objects.filter(source=Path(nom).stem.replace("-", " ")).exclude(latitude=None)
        inside = placed.filter(latitude__gt=south, latitude__lt=north, longitude__gt=-1.6, longitude__lt=0.6)
        assert inside.count() >= 0.99 * placed.count() > 200


def test_an_update_three_years_later(partage: Path, client):
    """France services: 908 rows of GeoJSON in 2021, 2,845 of CSV in 2024, other headings; 897 share a number."""
    bring(client, partage / "annuaires/france_services_202104.geojson", sphere=pa())
    assert Acteur.objects.count() == 908
    edited = Acteur.objects.get(source_id="1")
    edited.telephone = "06 06 06 06 06"
    edited.save()
    apport = bring(client, partage / "annuaires/france_services_20240801.csv", sphere=pa())
    sorts = apport.bilan["sorts"]
    assert sum(sorts.get(sort, 0) for sort in ("modifiee", "conflit", "identique")) == 897
    assert Acteur.objects.count() == 2845 + 11  # eleven of 2021 are in no row of 2024
    edited.refresh_from_db()
    assert (edited.nom, edited.telephone) == ("France services de Valserhône", "06 06 06 06 06")
    post(client, apport, "annuler")
    assert Acteur.objects.count() == 908
    edited.refresh_from_db()
    assert (edited.nom, edited.telephone) == ("Valserhône", "06 06 06 06 06")


INCLUSION = {
    # diff files: each structure stands there before and after; the second is at fault
    "sample_di_structures_2022-10.json": (105, {"nom", "source_id", "siret", "type", "description", "latitude"}),
    "sample_dora_structures_2022-10.json": (45, {"nom", "source_id", "siret", "type", "site_web", "code_insee"}),
    "sample_dora_services_2022-10.json": (30, {"nom", "source_id", "description", "code_insee"}),
}


@pytest.mark.parametrize("nom", INCLUSION)
def test_files_of_data_inclusion_v0_come_in(partage: Path, client, nom):
    rows, champs = INCLUSION[nom]
    apport = bring(client, partage / "inclusion" / nom, sphere=pa())
    assert champs <= list_champs(apport)
    assert Acteur.objects.count() == rows
    assert not Acteur.objects.exclude(siret="").filter(siret__regex=r"[^0-9]").exists()


def test_a_file_of_data_inclusion_v1_comes_in(partage: Path, client):
    """Written on the v1 schema's own fields; its networks tell the type."""
    import json  # noqa: PLC0415

    schema = json.loads((partage / "inclusion/schema_v1/structure.json").read_text(encoding="utf-8"))
    row = dict.fromkeys(schema["properties"]) | {
        "source": "exemple", "id": "exemple--ccas-1", "nom": "CCAS de Valmorane", "date_maj": "2026-05-12",
        "siret": "26260001700012", "reseaux_porteurs": ["ccas-cias"], "longitude": 4.9, "latitude": 44.9,
        "description": "Accueil de tous.", "code_postal": "26100", "telephone": "0475000000",
    }  # fmt: skip
    apport = bring(client, json.dumps([row]).encode(), "structures.json")
    acteur = Acteur.objects.get()
    assert (acteur.source, acteur.source_id, acteur.type.code) == ("exemple", "exemple--ccas-1", "CCAS")
    assert {"courriel", "site_web", "adresse", "commune"}.isdisjoint(list_champs(apport))  # empty: nothing to import


def test_aidants_connect_beside_siae(partage: Path, client):
    """Two national lists that share structures: near ones are asked about, none is written over."""
    bring(client, partage / "annuaires/aidants_connect_structures_2023.csv", sphere=pa())
    assert Acteur.objects.count() == 5227
    apport = choose(client, deposit(client, partage / "annuaires/siae_2019_07.csv"), sphere=pa())
    asked = apport.bilan["sorts"]["ressemblante"]
    assert asked > 50
    reasons = [one.candidats[0]["raisons"] for one in LigneApport.objects.filter(apport=apport, sort="ressemblante")]
    assert sum(any(one.startswith("même SIRET") for one in told) for told in reasons) > 0.5 * len(reasons)


def test_links_between_real_actors(partage: Path, client):
    bring(client, partage / "reseaux/tccoll_acteurs.csv", sphere=pa())
    apport = bring(client, partage / "reseaux/tccoll_liens.csv")
    assert apport.genre == "liens"
    assert apport.bilan["ecrits"]["crees"] == apport.bilan["lignes"] == 161
