"""A small France: two départements of one région, two EPCI, six communes; and the people known to all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from maillage.territoires.chargement import load_decoupage
from maillage.territoires.lecture import read_decoupage
from maillage.territoires.models import Territoire
from tests.conftest_site import *  # noqa: F403

COMMUNES = [
    ("26108", "Crest", "26", 8000),
    ("26011", "Aouste-sur-Sye", "26", 2500),
    ("26035", "Beaufort-sur-Gervanne", "26", 400),
    ("07186", "Privas", "07", 8500),
    ("07261", "Saint-Martin-sur-Lavezon", "07", 400),
    ("07340", "L'Œuvre-Sainte-Élise", "07", None),
]
EPCI = "Communauté de communes du Val de Drôme"
"""The first of these, as people read it."""
EPCIS = [
    ("242600252", "CC du Val de Drôme", ["26108", "26035"], 8400),
    ("200071413", "CA Privas Centre Ardèche", ["07186", "07261"], 8900),
]


def write_list(dossier: Path, communes: Any = COMMUNES, epcis: Any = EPCIS) -> Path:
    """The files of the npm package, with these rows."""
    dossier.mkdir(exist_ok=True)
    files = {
        "communes": [
            {"code": code, "nom": nom, "departement": departement, "region": "84", "type": "commune-actuelle"}
            | ({"population": population} if population else {})
            for code, nom, departement, population in communes
        ]
        + [{"code": "26999", "nom": "Absorbée", "type": "commune-deleguee", "chefLieu": "26108"}],
        "epci": [
            {
                "code": code,
                "nom": nom,
                "populationMunicipale": population,
                "membres": [{"code": held} for held in membres],
            }
            for code, nom, membres, population in epcis
        ],
        "departements": [{"code": "26", "nom": "Drôme"}, {"code": "07", "nom": "Ardèche"}],
        "regions": [{"code": "84", "nom": "Auvergne-Rhône-Alpes"}],
    }
    for name, rows in files.items():
        (dossier / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    return dossier


@pytest.fixture
def liste(tmp_path: Path) -> Path:
    return write_list(tmp_path / "liste")


@pytest.fixture
def france(db: None, liste: Path) -> None:
    load_decoupage(read_decoupage(liste))


def find(nom: str) -> Territoire:
    return Territoire.objects.get(nom=nom)


def make_perimetre(espace: Espace, nom: str, *communes: str, nature: str = "petr") -> Territoire:
    """A perimeter composed by the espace, of communes named."""
    perimetre = Territoire.objects.create(
        espace=espace, nature=nature, nom=nom, code=nom.lower()[:20], nom_cherche=nom.lower()
    )
    perimetre.communes.set(Territoire.objects.communes().filter(nom__in=communes))
    return perimetre


def address(name: str, *args: object) -> str:
    """A page of the territory of `lisaude`."""
    return reverse(f"territoires:{name}", args=["lisaude", *args])


def names(territoire: Territoire) -> set[str]:
    return set(territoire.communes.values_list("nom", flat=True))


@pytest.fixture
def animation(as_user: Callable[[Utilisateur], Client], claire: Utilisateur) -> Client:
    return as_user(claire)


@pytest.fixture
def petr(lisaude: Espace) -> Territoire:
    return make_perimetre(lisaude, "PETR", "Crest", "Aouste-sur-Sye")
