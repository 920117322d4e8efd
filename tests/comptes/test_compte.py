"""« Mon compte »: what it shows and changes. What it gives and what leaves with it: tests/vieprivee."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from maillage.comptes.models import Utilisateur
from tests.comptes.test_connexion import assert_proper, read_code
from tests.conftest_site import writes_of_get

pytestmark = pytest.mark.django_db
MIENNES = ["comptes:compte", "vieprivee:exporter", "vieprivee:quitter", "account_email", "mfa_add_webauthn"]


@pytest.fixture
def chez_claire(claire: Utilisateur) -> Client:
    EmailAddress.objects.create(user=claire, email=claire.email, verified=True, primary=True)
    client = Client()
    client.force_login(claire)
    return client


@pytest.mark.parametrize("nom", [*MIENNES, "mfa_reauthenticate_webauthn"])
def test_strangers_are_sent_to_sign_in(visiteur: Client, nom: str) -> None:
    response = visiteur.get(reverse(nom))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("nom", MIENNES)
def test_pages_of_the_account(chez_claire: Client, nom: str) -> None:
    response = chez_claire.get(reverse(nom))
    assert response.status_code == 200
    if "html" in response["Content-Type"]:
        assert_proper(response)
    assert writes_of_get(chez_claire, reverse(nom)) == []


def test_name_is_changed(chez_claire: Client, claire: Utilisateur) -> None:
    chez_claire.post(reverse("comptes:compte"), {"nom": "Claire M."})
    claire.refresh_from_db()
    assert claire.nom == "Claire M."


def test_too_long_a_name_is_told_and_not_kept(chez_claire: Client, claire: Utilisateur) -> None:
    response = chez_claire.post(reverse("comptes:compte"), {"nom": "x" * 101})
    assert 'aria-invalid="true"' in response.content.decode()
    claire.refresh_from_db()
    assert claire.nom == "Claire Morin"


def test_address_is_changed_once_its_code_is_given(
    chez_claire: Client, claire: Utilisateur, settings: Settings
) -> None:
    settings.ACCOUNT_CHANGE_EMAIL = True
    asked = chez_claire.post(reverse("account_email"), {"email": "claire@ailleurs.fr", "action_add": "1"})
    claire.refresh_from_db()
    assert claire.email == "claire@exemple.fr"
    assert_proper(chez_claire.get(asked["Location"]))
    chez_claire.post(asked["Location"], {"code": read_code()})
    claire.refresh_from_db()
    assert claire.email == "claire@ailleurs.fr"


def make_cle(utilisateur: Utilisateur) -> Authenticator:
    return Authenticator.objects.create(
        user=utilisateur, type=Authenticator.Type.WEBAUTHN, data={"name": "Téléphone", "credential": {}}
    )


@pytest.mark.parametrize("nom", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_nobody_touches_someone_else_s_passkey(claire: Utilisateur, driss: Utilisateur, nom: str) -> None:
    client = Client()
    client.force_login(driss)
    cle = make_cle(claire)
    assert client.post(reverse(nom, args=[cle.pk]), {"name": "à moi"}).status_code == 404
    assert Authenticator.objects.filter(pk=cle.pk).exists()


def test_changing_passkeys_asks_for_a_recent_sign_in(chez_claire: Client, claire: Utilisateur) -> None:
    """`force_login` leaves no trace of how one signed in: it is not recent for allauth."""
    cle = make_cle(claire)
    response = chez_claire.post(reverse("mfa_remove_webauthn", args=[cle.pk]))
    assert response["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
    assert Authenticator.objects.filter(pk=cle.pk).exists()


def test_a_code_just_given_is_enough_to_remove_a_lost_passkey(visiteur: Client, claire: Utilisateur) -> None:
    EmailAddress.objects.create(user=claire, email=claire.email, verified=True, primary=True)
    cle = make_cle(claire)
    where = visiteur.post(reverse("account_login"), {"login": claire.email})["Location"]
    assert visiteur.post(where, {"code": read_code()})["Location"] == "/"
    visiteur.post(reverse("mfa_remove_webauthn", args=[cle.pk]))
    assert not Authenticator.objects.filter(pk=cle.pk).exists()
