"""The real list, as npm installs it, and the real positions."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.territoires.chargement import load_decoupage
from maillage.territoires.lecture import read_centres, read_decoupage
from maillage.territoires.management.commands.charger_territoires import find_source
from maillage.territoires.models import Territoire


@pytest.fixture(scope="module")
def source() -> Path:
    dossier = find_source()
    if not dossier.is_dir():
        pytest.skip("the official list is not here: run « npm ci »")
    return dossier


def test_france_is_whole(source: Path) -> None:
    decoupage = read_decoupage(source)
    by_kind = [sum(row.nature == kind for row in decoupage.territoires) for kind in ("commune", "epci", "region")]
    assert by_kind[0] > 34_000
    assert 1_200 < by_kind[1] < 1_300
    assert by_kind[2] >= 18
    assert 350 < len(decoupage.contenus["departement", "26"]) < 370
    assert not [row.nom for row in decoupage.territoires if "'" in row.nom or len(row.nom) > 150]


def test_fictional_communes_bear_no_real_name(source: Path) -> None:
    from maillage.demonstration.territoire import COMMUNES  # noqa: PLC0415

    real = {row.nom for row in read_decoupage(source).territoires}
    assert not {nom for nom, _, _ in COMMUNES} & real


@pytest.mark.django_db
def test_everything_loads_with_its_positions(source: Path, partage: Path) -> None:
    decoupage = read_decoupage(source)
    bilan = load_decoupage(decoupage, read_centres(partage / "geo/communes_centres.csv"))
    communes = Territoire.objects.communes()
    assert bilan.crees == len(decoupage.territoires) == Territoire.objects.count()
    assert bilan.places / communes.count() > 0.97
    found = Territoire.objects.search("aouste sur sie").with_place()
    assert (found[0].nom, found[0].lieux[-1].nom) == ("Aouste-sur-Sye", "Drôme")
