"""The administrator's page « Restaurer un espace »."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.acteurs.models import Acteur
from maillage.espaces.models import Espace
from maillage.exports.archive import ecriture
from tests.conftest_site import writes_of_get
from tests.exports.conftest import carry
from tests.fabriques import make_utilisateur

RESTAURER = "/espaces/restaurer/"


@pytest.fixture(autouse=True)
def _legere(monkeypatch):
    monkeypatch.setattr(ecriture, "write_site", lambda *_: None)


@pytest.fixture
def hote(as_user):
    return as_user(make_utilisateur("hote@exemple.fr", staff=True))


def send(client, content, adresse=""):
    return client.post(RESTAURER, {"archive": SimpleUploadedFile("a.zip", content), "adresse": adresse}, follow=True)


def test_an_administrator_brings_an_espace_back(garni, claire, hote):
    content = carry(garni, claire).getvalue()
    Acteur.objects.all().delete()
    garni.delete()
    page = send(hote, content).content.decode()
    assert "est revenu, à l’adresse «\u00a0lisaude\u00a0»" in page
    assert Acteur.objects.filter(espace__slug="lisaude", nom="Mairie").exists()
    assert Espace.objects.get(slug="lisaude").traces.first().qui.email == "hote@exemple.fr"


def test_what_is_refused_says_why_and_changes_nothing(garni, claire, hote):
    content = carry(garni, claire).getvalue()
    for sent, reason in ((content, "déjà ici"), (b"bonjour", "pas une archive"), (content[:-40], "coupée")):
        response = send(hote, sent)
        assert response.status_code == 422
        assert reason in response.content.decode()
    assert Espace.objects.count() == 1


def test_another_address_is_offered(garni, claire, hote):
    content = carry(garni, claire).getvalue()
    Acteur.objects.all().delete()
    garni.delete()
    Espace.objects.create(nom="Autre", slug="lisaude")
    assert "par exemple «\u00a0monts-et-vallee-de-la-lisaude\u00a0»" in send(hote, content).content.decode()
    assert send(hote, content, "retour").status_code == 200
    assert Espace.objects.filter(slug="retour").exists()


def test_nobody_else_enters(garni, claire, as_user, visiteur):
    assert as_user(claire).get(RESTAURER).status_code == 403
    assert as_user(claire).post(RESTAURER).status_code == 403
    assert visiteur.get(RESTAURER).status_code == 302


def test_the_page_writes_nothing_and_asks_for_a_file(garni, hote):
    assert writes_of_get(hote, RESTAURER) == []
    assert hote.post(RESTAURER, {}).status_code == 422
