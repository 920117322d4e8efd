"""An administrator corrects the lists without code."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from maillage.referentiels.chargement import load_all
from maillage.referentiels.models import Sphere, Theme, Valeur
from tests.fabriques import make_utilisateur

pytestmark = pytest.mark.usefixtures("listes")
LISTS = ["sphere", "theme", "public", "typeacteur", "valeur"]


@pytest.fixture
def administration(client: Client) -> Client:
    client.force_login(make_utilisateur(staff=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(modele: str, page: str = "changelist", *args: object) -> str:
    return reverse(f"admin:referentiels_{modele}_{page}", args=args)


@pytest.mark.parametrize("modele", LISTS)
def test_each_list_has_its_page(administration: Client, modele: str) -> None:
    response = administration.get(address(modele))
    assert response.status_code == 200
    assert "tel que livré" in response.content.decode()


def test_search_forgives_accents(administration: Client) -> None:
    page = administration.get(address("typeacteur"), {"q": "education nationale"}).content.decode()
    assert "Éducation nationale (inspection)" in page
    assert "1 type de structure" in page


def test_a_correction_is_shown_and_survives_loading(administration: Client) -> None:
    theme = Theme.objects.get(code="ALI")
    form = {"code": "ALI", "slug": "alimentation", "nom": "Bien manger", "description": "", "ordre": "10"}
    assert administration.post(address("theme", "change", theme.pk), form).status_code == 302
    load_all()
    theme.refresh_from_db()
    assert theme.nom == "Bien manger"
    assert "corrigé ici" in administration.get(address("theme")).content.decode()
    assert "nom\u00a0: Alimentation" in administration.get(address("theme", "change", theme.pk)).content.decode()


def test_shipped_values_can_be_taken_back(administration: Client) -> None:
    theme = Theme.objects.get(code="ALI")
    Theme.objects.filter(pk=theme.pk).update(nom="Bien manger")
    administration.post(address("theme"), {"action": "reprendre_livre", "_selected_action": [theme.pk]})
    theme.refresh_from_db()
    assert theme.nom == "Alimentation"


def test_a_shipped_row_is_not_deleted_but_one_added_here_is(administration: Client) -> None:
    shipped = Theme.objects.get(code="ALI")
    added = Theme.objects.create(code="XYZ", slug="xyz", nom="À nous")
    assert administration.post(address("theme", "delete", shipped.pk), {"post": "yes"}).status_code == 403
    assert administration.post(address("theme", "delete", added.pk), {"post": "yes"}).status_code == 302


def test_a_type_stands_in_shared_spheres_only(administration: Client, lisaude: object) -> None:
    Sphere.objects.create(espace_id=lisaude.pk, code="SANTE", nom="Santé à nous", lettre="S")  # type: ignore[attr-defined]
    assert "Santé à nous" not in administration.get(address("typeacteur", "add")).content.decode()


def test_a_frein_is_given_another_levier_and_keeps_it(administration: Client) -> None:
    frein = Valeur.objects.get(liste="frein", code="F02")
    page = administration.get(address("valeur", "change", frein.pk)).content.decode()
    assert 'name="leviers"' in page
    assert 'name="effort"' not in page
    others = [one.pk for one in Valeur.objects.filter(code__in=["L02", "L31"])]
    form = {name: getattr(frein, name) for name in ("liste", "code", "nom", "description", "ordre")}
    administration.post(address("valeur", "change", frein.pk), form | {"leviers": others})
    load_all()
    assert set(frein.leviers.values_list("code", flat=True)) == {"L02", "L31"}


def test_members_have_no_administration(client: Client) -> None:
    client.force_login(make_utilisateur(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address("theme")).status_code in {302, 403}
