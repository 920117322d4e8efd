"""One's tokens: made once, told once, withdrawn at once; and the page that presents the API."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from maillage.api.actions import MAX_JETONS, make_jeton
from maillage.api.models import Jeton
from tests.conftest_site import writes_of_get

JETONS = "/compte/jetons/"


def test_the_secret_is_told_once_and_kept_nowhere(claire, as_user):
    client = as_user(claire)
    made = client.post(JETONS, {"nom": "Tableur du PETR"}).content.decode()
    (secret,) = re.findall(r"mlg_[\w-]{43}", made)
    assert secret not in client.get(JETONS).content.decode()
    assert secret not in str(Jeton.objects.values())
    assert Client().get("/api/v1/espaces", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


def test_a_token_without_a_use_is_not_made(claire, as_user):
    assert as_user(claire).post(JETONS, {"nom": ""}).status_code == 422
    assert not Jeton.objects.exists()


def test_there_is_an_end_to_tokens(claire, as_user):
    for number in range(MAX_JETONS):
        make_jeton(utilisateur=claire, nom=str(number))
    answer = as_user(claire).post(JETONS, {"nom": "un de trop"})
    assert (answer.status_code, "Retirez d’abord" in answer.content.decode()) == (422, True)
    assert Jeton.objects.count() == MAX_JETONS


def test_a_withdrawn_token_opens_nothing(claire, as_user):
    jeton, secret = make_jeton(utilisateur=claire, nom="essai")
    as_user(claire).post(reverse("api:retirer", args=[jeton.pk]))
    assert Client().get("/api/v1/espaces", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_one_s_tokens_are_one_s_own(claire, lou, as_user, visiteur):
    jeton, _ = make_jeton(utilisateur=claire, nom="Tableur du PETR")
    assert "Tableur du PETR" not in as_user(lou).get(JETONS).content.decode()
    assert as_user(lou).post(reverse("api:retirer", args=[jeton.pk])).status_code == 404
    assert visiteur.get(JETONS)["Location"].startswith(reverse("account_login"))
    assert Jeton.objects.count() == 1
    assert writes_of_get(as_user(claire), JETONS) == []


@pytest.mark.django_db
def test_the_presentation_names_every_address(visiteur):
    page = visiteur.get("/api/").content.decode()
    described = visiteur.get("/api/v1/openapi.json").json()
    assert len(described["paths"]) >= 8
    assert all(path in page for path in described["paths"])
