"""Real directories come in as they are: none is known to the code by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.acteurs.models import Acteur
from maillage.apports.models import EtatApport
from maillage.referentiels.models import Sphere
from tests.apports.conftest import bring, choose, deposit

ANNUAIRES = {
    "mednum/aix-en-provence.csv": 38,
    "mednum/fibre-64.csv": 59,
    "mednum/gironde.csv": 347,
    "mednum/maine-et-loire.csv": 240,
    "mednum/ultra-num.csv": 155,
    "pole_emploi_agences_2020.csv": 959,
}


def pa() -> str:
    return str(Sphere.objects.get(code="PA", espace=None).pk)


@pytest.mark.parametrize("nom", ANNUAIRES)
def test_a_directory_comes_in(partage: Path, client, nom):
    apport = bring(client, partage / "annuaires" / nom, sphere=pa())
    assert apport.etat == EtatApport.FAIT, (apport.refus, apport.etape, apport.fautes[:3])
    print(apport.bilan, [c["entete"] + ">" + c["champ"] for c in apport.colonnes if c["champ"]])
    assert Acteur.objects.count() == ANNUAIRES[nom]


def test_aidants_and_siae_then_the_same_again(partage: Path, client):
    import time

    for nom in ("aidants_connect_structures_2023.csv", "siae_2019_07.csv"):
        for _ in range(2):
            t = time.time()
            apport = bring(client, partage / "annuaires" / nom, sphere=pa())
            print(nom, apport.etat, apport.bilan, round(time.time() - t, 1))
    assert 0


def test_fs(partage: Path, client):
    import time

    for nom in ("france_services_202104.geojson", "france_services_20240801.csv"):
        t = time.time()
        apport = bring(client, partage / "annuaires" / nom, sphere=pa())
        print(nom, apport.etat, apport.bilan, round(time.time() - t, 1))
    assert 0


@pytest.mark.parametrize("nom", ["sample_di_structures_2022-10.json", "sample_dora_structures_2022-10.json", "sample_dora_services_2022-10.json"])
def test_di(partage: Path, client, nom):
    apport = bring(client, partage / "inclusion" / nom, sphere=pa())
    print(nom, apport.etat, apport.bilan, apport.fautes[:3])
    assert 0
