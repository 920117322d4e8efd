"""Which commune a row speaks of."""

from __future__ import annotations

import pytest

from maillage.apports.communes import Communes, Indice
from maillage.territoires.models import Territoire
from tests.fabriques_acteurs import make_commune, make_perimetre


@pytest.fixture
def communes(lisaude) -> Communes:
    for nom, code in (
        ("Saint-Denis", "93066"), ("Saint-Denis", "97411"), ("Romans-sur-Isère", "26281"), ("Paris", "75056"),
        ("Ajaccio", "2A004"),
    ):  # fmt: skip
        Territoire.objects.create(nature="commune", code=code, nom=nom, nom_cherche=nom.lower())
    far = Territoire.objects.create(
        nature="commune", code="01001", nom="Le Bourg", nom_cherche="le bourg", latitude=46, longitude=5
    )
    near = Territoire.objects.create(
        nature="commune", code="26001", nom="Le Bourg", nom_cherche="le bourg", latitude=44.9, longitude=4.9
    )
    make_perimetre(lisaude, near)
    assert far != near
    return Communes(lisaude)


INDICES = [
    (Indice(code="26281"), "26281"),
    (Indice(code="75107", nom="Paris"), "75056"),
    (Indice(nom="ROMANS SUR ISERE CEDEX"), "26281"),
    (Indice(nom="ST DENIS", code_postal="93200"), "93066"),
    (Indice(nom="ST DENIS", code_postal="97400"), "97411"),
    (Indice(nom="Saint-Denis"), None),
    (Indice(nom="PARIS 12", code_postal="75012"), "75056"),
    (Indice(nom="Ajaccio", code_postal="20000"), "2A004"),
    (Indice(code="99999", nom="Romans-sur-Isère"), None),
    (Indice(nom="Le Bourg", point=(46.01, 5.01)), "01001"),
    (Indice(nom="Le Bourg"), "26001"),
    (Indice(nom="Ailleurs"), None),
]


@pytest.mark.parametrize(("indice", "code"), INDICES)
def test_a_commune_is_found_when_there_is_no_doubt(communes, indice, code):
    found = communes.find(indice)
    assert (found.code if found else None) == code


def test_a_commune_of_another_espace_is_not_found(lisaude, ailleurs):
    make_commune("Cachée", espace=ailleurs)
    assert Communes(lisaude).find(Indice(nom="Cachée")) is None
