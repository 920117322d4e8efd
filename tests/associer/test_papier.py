"""A project on one page: what its page says to whoever opens it, never its key."""

from __future__ import annotations

import io

import pytest
from django.core.cache import cache
from pypdf import PdfReader

from maillage.associer.terrain import TERRAINS
from maillage.espaces.models import Visibilite
from maillage.referentiels.chargement import load_all
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_associer import make_projet


@pytest.fixture(autouse=True)
def fresh(db):
    cache.clear()
    TERRAINS.clear()
    load_all()


@pytest.fixture
def ouvert(lisaude):
    lisaude.visibilite = Visibilite.PUBLIQUE
    lisaude.save()
    make_acteur(lisaude, "CCAS de Valmorane", type="CCAS")
    make_acteur(lisaude, "CCAS des membres", type="CCAS", membres=True)
    make_acteur(lisaude, "CCAS en brouillon", type="CCAS", brouillon=True)
    return lisaude


def get(client, cle):
    return client.get(f"/projet/{cle}/projet.pdf")


def read(client, cle):
    reader = PdfReader(io.BytesIO(get(client, cle).content))
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().replace("\u00a0", " ").split())


def test_one_tagged_page_with_what_to_ask(visiteur, ouvert):
    _, cle = make_projet(ouvert)
    response = get(visiteur, cle)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert 'filename="projet-epicerie-itinerante.pdf"' in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert PdfReader(io.BytesIO(response.content)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    said = read(visiteur, cle)
    assert "épicerie itinérante" in said
    assert "Question à poser" in said
    assert "CCAS de Valmorane" in said


def test_its_key_is_not_printed(visiteur, ouvert):
    _, cle = make_projet(ouvert)
    assert cle not in read(visiteur, cle)
    assert cle.encode() not in get(visiteur, cle).content


@pytest.mark.parametrize(("who", "named", "warned"), [(None, False, False), ("lou", True, True)])
def test_the_same_rights_as_its_page(request, as_user, visiteur, ouvert, who, named, warned):
    client = as_user(request.getfixturevalue(who)) if who else visiteur
    _, cle = make_projet(ouvert)
    said = read(client, cle)
    assert ("CCAS des membres" in said) == named
    assert ("Imprimé par un membre" in said) == warned
    assert "brouillon" not in said
    page = client.get(f"/projet/{cle}/").content.decode()
    assert ("CCAS des membres" in page) == named


def test_in_an_espace_that_closed_nobody_is_named(visiteur, ouvert):
    _, cle = make_projet(ouvert)
    ouvert.visibilite = Visibilite.MEMBRES
    ouvert.save()
    assert "Valmorane" not in read(visiteur, cle)


def test_without_territory_and_without_words(visiteur):
    _, cle = make_projet(mots="", themes=[])
    assert 'filename="projet-suivi.pdf"' in get(visiteur, cle)["Content-Disposition"]
    assert "Votre projet" in read(visiteur, cle)


def test_a_key_that_opens_nothing(visiteur):
    assert get(visiteur, "inconnue").status_code == 404


def test_one_address_does_not_ask_for_documents_all_day(visiteur, monkeypatch):
    monkeypatch.setattr("maillage.associer.views_papier.too_many", lambda _: True)
    assert get(visiteur, make_projet()[1]).status_code == 429


def test_its_page_leads_to_it(visiteur):
    _, cle = make_projet()
    assert f"/projet/{cle}/projet.pdf" in visiteur.get(f"/projet/{cle}/").content.decode()
