"""Home, words about the site, components: what a person finds there."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from maillage.referentiels.models import Forme, Sphere
from tests.conftest_site import writes_of_get
from tests.fabriques import make_espace, make_utilisateur
from tests.reseau.fabriques_reseau import say
from tests.site.pages import bad_spaces, english_words, list_faults

PAGES = ["accueil", "accessibilite", "a-propos", "composants"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def territoire() -> Espace:
    """Two structures a side, one link inside, one across."""
    espace = make_espace("La Lisaude", slug="lis", publique=True, fictif=True)
    mondes = [
        Sphere.objects.create(code="AS", nom="Action sociale", forme=Forme.CERCLE, lettre="S"),
        Sphere.objects.create(code="DL", nom="Développement local", forme=Forme.TRIANGLE, lettre="L"),
    ]
    acteurs = [
        Acteur.objects.create(espace=espace, nom=f"{monde.code}{i}", nom_cherche="", sphere=monde)
        for monde in mondes
        for i in range(2)
    ]
    for i, j in ((0, 1), (0, 2)):
        say(acteurs[i], acteurs[j], 3)
    return espace


@pytest.mark.parametrize("nom", PAGES)
def test_page_owes_its_reader(visiteur: Client, nom: str) -> None:
    response = visiteur.get(reverse(nom))
    html = response.content.decode()
    assert response.status_code == 200
    assert list_faults(html) == []
    assert bad_spaces(html) == []
    assert english_words(html) - {"change"} == set()
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert writes_of_get(visiteur, reverse(nom)) == []


def test_home_says_what_it_is_and_whom_it_serves(visiteur: Client) -> None:
    html = visiteur.get("/").content.decode()
    assert "Deux mondes travaillent pour les mêmes habitants." in html
    for porte in ("Je monte un projet", "J’anime un territoire", "Je décide", "Se connecter"):
        assert porte in html


def test_home_is_light(visiteur: Client, territoire: Espace) -> None:
    assert len(gzip.compress(visiteur.get("/").content)) < 60_000


def test_home_draws_the_gap_of_a_real_espace(visiteur: Client, territoire: Espace) -> None:
    html = visiteur.get("/").content.decode()
    assert "1 entre les deux" in html
    assert html.count(">S</text>") == html.count(">L</text>") == 2
    assert "territoire fictif" in html


def test_home_without_espace_says_its_drawing_is_of_principle(visiteur: Client) -> None:
    assert "Dessin de principe" in visiteur.get("/").content.decode()


def test_home_never_shows_what_is_not_public(visiteur: Client, lisaude: Espace, territoire: Espace) -> None:
    Acteur.objects.filter(nom="AS1").update(visibilite="membres")
    html = visiteur.get("/").content.decode()
    assert lisaude.nom not in html
    assert html.count(">S</text>") == 1


def test_home_costs_few_queries(
    visiteur: Client, territoire: Espace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        visiteur.get("/")


def test_every_link_of_home_leads_somewhere(visiteur: Client, territoire: Espace) -> None:
    html = visiteur.get("/").content.decode()
    links = {part.split('"')[0] for part in html.split('href="')[1:]}
    for link in links:
        if link.startswith("/") and not link.startswith("/statique/"):
            assert visiteur.get(link).status_code in {200, 302}, link


def test_components_are_for_the_demonstration_and_staff(visiteur: Client, settings: Settings) -> None:
    settings.DEMONSTRATION = False
    assert visiteur.get(reverse("composants")).status_code == 404
    visiteur.force_login(make_utilisateur(staff=True))
    assert visiteur.get(reverse("composants")).status_code == 200


def test_menu_shows_the_espace_and_only_what_is_allowed(claire: Utilisateur, lou: Utilisateur, lisaude: Espace) -> None:
    pages = {}
    for personne in (claire, lou):
        client = Client()
        client.force_login(personne)
        pages[personne.email] = client.get(reverse("espaces:presentation", args=["lisaude"])).content.decode()
    reglages = reverse("espaces:reglages", args=["lisaude"])
    entete = {courriel: html.split("<main")[0] for courriel, html in pages.items()}
    assert reglages in entete[claire.email]
    assert reglages not in entete[lou.email]
    assert 'class="fictif"' not in pages[claire.email]


def test_fictional_espace_says_so(visiteur: Client, territoire: Espace) -> None:
    html = visiteur.get(reverse("espaces:presentation", args=["lis"])).content.decode()
    assert "Territoire fictif" in html


def test_hostile_name_is_only_text(visiteur: Client, territoire: Espace) -> None:
    Espace.objects.update(nom="<script>alert(1)</script>")
    assert "<script>alert" not in visiteur.get("/").content.decode()
