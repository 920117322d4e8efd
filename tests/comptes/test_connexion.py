"""Sign-in by e-mailed code and by passkey; never by password; all in French."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from maillage.comptes.models import Utilisateur
from tests.conftest_site import writes_of_get
from tests.site.pages import bad_spaces, english_words, list_faults

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^    ([A-Z0-9-]+)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Rate limits are counted in the cache: each test starts from none."""
    cache.clear()


def read_code() -> str:
    return CODE.findall(str(mail.outbox[-1].body))[-1]


def assert_proper(response: Any) -> None:
    html = response.content.decode()
    assert list_faults(html) == []
    assert english_words(html) == set()
    assert bad_spaces(html) == []


@pytest.mark.parametrize("nom", ["account_login", "account_request_login_code", "account_signup", "account_inactive"])
def test_entrance_pages(visiteur: Client, nom: str) -> None:
    response = visiteur.get(reverse(nom))
    assert response.status_code == 200
    assert_proper(response)
    assert "password" not in response.content.decode()
    assert writes_of_get(visiteur, reverse(nom)) == []


@pytest.mark.parametrize(
    "nom", ["account_change_password", "account_set_password", "account_reset_password", "mfa_view_recovery_codes"]
)
def test_passwords_have_no_address(nom: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(nom)


def test_code_opens_the_account_and_leads_where_one_was_going(visiteur: Client, claire: Utilisateur) -> None:
    asked = visiteur.post(reverse("account_login") + "?next=/a-propos/", {"login": "Claire@Exemple.fr"})
    page = visiteur.get(asked["Location"])
    assert_proper(page)
    assert "claire@exemple.fr" in page.content.decode().lower()
    answer = visiteur.post(asked["Location"], {"code": read_code().lower().replace("-", " ")})
    assert answer["Location"] == "/a-propos/"
    assert_proper(visiteur.get("/a-propos/"))
    assert visiteur.get(reverse("comptes:compte")).status_code == 200


def test_the_mail_is_short_french_text(visiteur: Client, claire: Utilisateur) -> None:
    visiteur.post(reverse("account_login"), {"login": claire.email})
    message = mail.outbox[-1]
    assert message.subject.startswith("Votre code\u00a0: ")
    assert len(str(message.body)) < 500
    assert english_words(str(message.body)) == set()
    assert not getattr(message, "alternatives", [])


def test_wrong_code_says_so_and_five_close_the_door(visiteur: Client, claire: Utilisateur) -> None:
    where = visiteur.post(reverse("account_login"), {"login": claire.email})["Location"]
    first = visiteur.post(where, {"code": "XXXX"})
    assert "Ce code n’est pas le bon" in first.content.decode()
    assert_proper(first)
    for _ in range(4):
        last = visiteur.post(where, {"code": "XXXX"})
    assert last["Location"].startswith("/compte/connexion/")
    assert visiteur.get(reverse("comptes:compte")).status_code == 302


def test_unknown_address_is_not_told_apart_on_the_page(visiteur: Client) -> None:
    asked = visiteur.post(reverse("account_login"), {"login": "inconnue@exemple.fr"})
    assert asked["Location"].startswith(reverse("account_confirm_login_code"))
    assert "n’a pas de compte" in str(mail.outbox[-1].body)
    assert reverse("account_signup") in str(mail.outbox[-1].body)


@pytest.mark.parametrize("saisie", ["", "pas une adresse"])
def test_bad_address(visiteur: Client, saisie: str) -> None:
    response = visiteur.post(reverse("account_login"), {"login": saisie})
    assert 'aria-invalid="true"' in response.content.decode()
    assert_proper(response)


def test_codes_are_rationed(visiteur: Client, claire: Utilisateur) -> None:
    for _ in range(3):
        Client().post(reverse("account_login"), {"login": claire.email})
    refused = visiteur.post(reverse("account_login"), {"login": claire.email})
    assert "Trop d’essais" in refused.content.decode()
    assert len(mail.outbox) == 3


def test_too_many_from_one_place_get_a_french_page(visiteur: Client) -> None:
    for _ in range(31):
        response = visiteur.get(reverse("account_login"))
        response = visiteur.post(reverse("account_login"), {"login": ""})
    assert response.status_code == 429
    assert_proper(response)


def test_one_machine_cannot_write_to_everybody() -> None:
    """Twenty codes a minute, whatever the addresses."""
    for number in range(20):
        Client().post(reverse("account_login"), {"login": f"personne{number}@exemple.fr"})
    refused = Client().post(reverse("account_login"), {"login": "une-de-plus@exemple.fr"})
    assert len(mail.outbox) == 20
    assert "Trop d" in refused.content.decode()
    assert_proper(refused)


def test_one_machine_cannot_open_accounts_without_end() -> None:
    for number in range(20):
        assert Client().post(reverse("account_signup"), {"email": f"n{number}@exemple.fr"}).status_code == 302
    refused = Client().post(reverse("account_signup"), {"email": "une-de-plus@exemple.fr"})
    assert refused.status_code == 429
    assert Utilisateur.objects.count() == 20
    assert_proper(refused)


def test_codes_cannot_be_tried_from_many_browsers_at_once(claire: Utilisateur) -> None:
    """Each browser has its own code and its five tries; the address has three codes a minute: fifteen tries in all."""
    tried = 0
    for _ in range(10):
        browser = Client()
        where = browser.post(reverse("account_login"), {"login": claire.email}).headers.get("Location", "")
        for _ in range(10):
            answer = browser.post(where, {"code": "XXXX"}) if where else None
            tried += bool(answer and "Ce code n’est pas le bon" in answer.content.decode())
    assert 0 < tried <= 15


def test_sign_up(visiteur: Client) -> None:
    asked = visiteur.post(reverse("account_signup"), {"email": "nouvelle@exemple.fr", "nom": "Nora <b>"})
    assert asked["Location"] == reverse("account_email_verification_sent")
    assert_proper(visiteur.get(asked["Location"]))
    wrong = visiteur.post(asked["Location"], {"code": "NON"})
    assert "Ce code n’est pas le bon" in wrong.content.decode()
    visiteur.post(asked["Location"], {"code": read_code()})
    nora = Utilisateur.objects.get(email="nouvelle@exemple.fr")
    assert nora.nom == "Nora <b>"
    assert not nora.has_usable_password()
    assert_proper(visiteur.get(reverse("comptes:compte")))


def test_sign_up_of_a_known_address_writes_to_it(visiteur: Client, claire: Utilisateur) -> None:
    visiteur.post(reverse("account_signup"), {"email": claire.email})
    assert "déjà un" in str(mail.outbox[-1].body)
    assert reverse("account_login") in str(mail.outbox[-1].body)
    assert english_words(str(mail.outbox[-1].body)) == set()
    assert Utilisateur.objects.filter(email__iexact=claire.email).count() == 1


def test_sign_out_asks_then_does(visiteur: Client, claire: Utilisateur) -> None:
    visiteur.force_login(claire)
    assert_proper(visiteur.get(reverse("account_logout")))
    assert visiteur.get(reverse("comptes:compte")).status_code == 200
    visiteur.post(reverse("account_logout"))
    assert visiteur.get(reverse("comptes:compte")).status_code == 302


def test_closed_account(visiteur: Client, claire: Utilisateur) -> None:
    claire.is_active = False
    claire.save()
    visiteur.post(reverse("account_login"), {"login": claire.email})
    assert CODE.findall(str(mail.outbox[-1].body)) == []


def test_administration_is_entered_by_our_sign_in(visiteur: Client) -> None:
    response = visiteur.get("/administration/login/?next=/administration/")
    assert response["Location"].startswith(reverse("account_login"))


def test_passkey_page_gives_its_options(visiteur: Client) -> None:
    response = visiteur.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert response.json()["request_options"]["publicKey"]["userVerification"] == "required"


@pytest.mark.parametrize("credential", ["", "{}", "null", '{"id": "x"}', "pas du json"])
def test_forged_passkey_is_refused_politely(visiteur: Client, credential: str) -> None:
    visiteur.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    response = visiteur.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert response.status_code == 302
    assert_proper(visiteur.get(response["Location"]))
