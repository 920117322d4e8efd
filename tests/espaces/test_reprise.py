"""The session expires in the middle of a form: sign-in, then what was typed is still there."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillage.espaces import reprise
from maillage.espaces.models import Espace

REGLAGES, REPRISE = reverse("espaces:reglages", args=["lisaude"]), reverse("espaces:reprise")
LOGIN = reverse("account_login")
TYPED = {"nom": "Lisaude <neuve>", "presentation": "Deux\nlignes", "visibilite": "publique"}


@pytest.fixture
def expired(as_user, claire):
    """Claire's browser, the form open, her session gone; she sends."""
    client = as_user(claire)
    client.get(REGLAGES)
    client.logout()
    return client


def sign_in_again(client, person):
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_sign_in_then_send_what_was_typed(expired, claire, lisaude):
    assert expired.post(REGLAGES, TYPED).url == f"{LOGIN}?next={REPRISE}"
    waiting = sign_in_again(expired, claire).get(REPRISE)
    html = waiting.content.decode()
    assert f'action="{REGLAGES}"' in html
    assert "Lisaude &lt;neuve&gt;" in html
    expired.post(waiting.context["saisie"]["chemin"], dict(waiting.context["saisie"]["champs"]))
    assert Espace.objects.get(pk=lisaude.pk).nom == "Lisaude <neuve>"
    assert expired.get(REPRISE).status_code == 302, "sent once, it waits no more"


def test_the_whole_way_through_the_code_sent_by_email(expired, claire, lisaude, mailoutbox):
    EmailAddress.objects.create(user=claire, email=claire.email, verified=True, primary=True)
    login = expired.post(REGLAGES, TYPED).url
    asked = expired.post(login, {"login": "claire@exemple.fr"}, follow=True)
    [code] = re.findall(r"^ +([A-Z0-9-]+)$", mailoutbox[0].body, re.MULTILINE)
    arrived = expired.post(asked.request["PATH_INFO"], {"code": code, "next": REPRISE}, follow=True)
    assert arrived.request["PATH_INFO"] == REPRISE
    assert "Votre saisie n’est pas perdue" in arrived.content.decode()


def test_nothing_is_written_before_sign_in(expired, lisaude):
    expired.post(REGLAGES, TYPED)
    assert Espace.objects.get(pk=lisaude.pk).nom == "Monts et Vallée de la Lisaude"


def test_it_may_be_given_up(expired, claire):
    expired.post(REGLAGES, TYPED, headers={"referer": f"http://testserver{REGLAGES}"})
    assert sign_in_again(expired, claire).post(REPRISE).url == REGLAGES
    assert expired.get(REPRISE).url == reverse("espaces:liste")


def test_it_waits_an_hour_and_no_more(expired, claire, monkeypatch):
    expired.post(REGLAGES, TYPED)
    monkeypatch.setattr(reprise, "DUREE", -1)
    assert sign_in_again(expired, claire).get(REPRISE).url == reverse("espaces:liste")


def test_a_file_must_be_chosen_again(expired, claire):
    expired.post(REGLAGES, TYPED | {"piece": SimpleUploadedFile("a.csv", b"a")})
    html = sign_in_again(expired, claire).get(REPRISE).content.decode()
    assert "choisissez-le" in html
    assert "Envoyer maintenant" not in html


def test_a_form_of_another_site_is_not_kept(claire):
    client = Client(enforce_csrf_checks=True)
    assert client.post(REGLAGES, TYPED).status_code == 403
    assert reprise.CLE not in client.session


def test_a_form_too_long_is_not_kept(expired, monkeypatch):
    monkeypatch.setattr(reprise, "TAILLE_MAX", 10)
    assert expired.post(REGLAGES, TYPED).url == f"{LOGIN}?next={REGLAGES}"


def test_a_page_read_too_late_comes_back_to_itself(visiteur, lisaude):
    assert visiteur.get(REGLAGES).url == f"{LOGIN}?next={REGLAGES}"


def test_htmx_goes_to_sign_in_with_the_whole_page(visiteur, lisaude):
    response = visiteur.get(
        REGLAGES, headers={"hx-request": "true", "hx-current-url": "https://ailleurs.fr/espace/lisaude/?a=1"}
    )
    assert response.status_code == 204
    assert response["HX-Redirect"] == f"{LOGIN}?next=%2Fespace%2Flisaude%2F%3Fa%3D1"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://site.fr/a/?b=1", "/a/?b=1"),
        ("", ""),
        ("https://site.fr//evil.fr/x", "/evil.fr/x"),
        ("javascript:alert(1)", "/alert(1)"),
        ("/a/", "/a/"),
    ],
)
def test_only_our_own_paths_are_returned_to(url, path):
    assert reprise.local_path(url) == path
