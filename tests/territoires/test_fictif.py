"""The fictional communes of the demonstration."""

from __future__ import annotations

import csv
from pathlib import Path

import maillage.demonstration
from maillage.espaces.models import Espace
from maillage.territoires.fictif import EPCI_NOM, load_fictional
from maillage.territoires.models import Territoire

ROWS = list(
    csv.DictReader(
        (Path(maillage.demonstration.__file__).parent / "donnees/communes.csv").read_text(encoding="utf-8").splitlines()
    )
)


def test_the_espace_owns_its_communes_and_its_epci(lisaude: Espace) -> None:
    epci = load_fictional(lisaude, ROWS)
    assert (epci.nom, epci.population, epci.communes.count()) == (EPCI_NOM, 11_840, 21)
    assert set(Territoire.objects.values_list("espace", flat=True)) == {lisaude.pk}
    assert [held.nom for held in Territoire.objects.chosen_by(lisaude)] == [EPCI_NOM]


def test_loading_twice_changes_nothing(lisaude: Espace) -> None:
    first = load_fictional(lisaude, ROWS)
    assert load_fictional(lisaude, ROWS) == first
    assert Territoire.objects.count() == 22


def test_they_are_found_there_and_nowhere_else(lisaude: Espace, ailleurs: Espace) -> None:
    load_fictional(lisaude, ROWS)
    assert Territoire.objects.usable_in(lisaude).search("rochebreve")[0].nom == "Rochebrève"
    assert Territoire.objects.usable_in(lisaude).search("ccmvl")[0].nom == EPCI_NOM
    assert not Territoire.objects.usable_in(ailleurs).search("rochebreve").exists()


def test_they_are_not_perimeters_composed_by_hand(lisaude: Espace) -> None:
    load_fictional(lisaude, ROWS)
    assert not Territoire.objects.composed_by(lisaude).exists()
    assert Territoire.objects.perimetres_of(lisaude).count() == 1
