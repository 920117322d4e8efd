"""`maillage gerer administrateur`: the first administrator of an installation, without password nor code."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from maillage.comptes.models import Utilisateur
from tests.comptes.test_connexion import read_code
from tests.fabriques import make_utilisateur

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("administrateur", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_administrator_signs_in_with_a_code(visiteur: Client) -> None:
    said = run("Premiere@Commune.fr", "--nom", "Ana Duval")
    assert "Compte créé" in said
    assert "pas de mot de passe" in said
    cache.clear()
    asked = visiteur.post(reverse("account_login"), {"login": "premiere@commune.fr"})
    visiteur.post(asked["Location"], {"code": read_code()})
    assert "Ana Duval" in visiteur.get("/administration/").content.decode()
    assert len(mail.outbox) == 1


def test_an_account_that_exists_is_kept_and_twice_is_once(claire: Utilisateur) -> None:
    assert "existait déjà" in run("CLAIRE@exemple.fr", "--nom", "Autre Nom")
    run(claire.email)
    claire.refresh_from_db()
    assert (claire.nom, claire.is_staff, claire.is_superuser) == ("Claire Morin", True, True)
    assert run() == "claire@exemple.fr\n"


def test_it_is_taken_back_and_the_account_stays(claire: Utilisateur) -> None:
    run(claire.email)
    assert "n’administre plus" in run(claire.email, "--retirer")
    claire.refresh_from_db()
    assert (claire.is_staff, claire.is_superuser) == (False, False)
    with pytest.raises(CommandError, match="n’administre pas"):
        run(claire.email, "--retirer")


@pytest.mark.parametrize("typed", ["pas-une-adresse", "a@b", "a b@c.fr", "a@b.fr\nx"])
def test_what_is_not_an_address_makes_nothing(typed: str) -> None:
    with pytest.raises(CommandError, match="n’est pas une adresse"):
        run(typed)
    assert not Utilisateur.objects.exists()


def test_with_nobody_it_says_what_to_type() -> None:
    make_utilisateur()
    assert "maillage gerer administrateur ADRESSE" in run()


def test_the_habit_of_createsuperuser_is_told_what_to_type() -> None:
    with pytest.raises(CommandError, match="maillage gerer administrateur"):
        call_command("createsuperuser")
    assert not Utilisateur.objects.exists()
