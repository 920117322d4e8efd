"""Every page is reached from the home of the site by links that people see, and no link leads nowhere."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from maillage.comptes.models import Utilisateur
from maillage.diagnostic.demonstration import COMPTES, load_demonstration
from tests.navigateur.vues import fill, list_samples

PAR_LIEN_PERSONNEL = {"acteurs:moi", "acteurs:moi_retirer", "associer:projet", "associer:papier", "espaces:invitation"}
AILLEURS = {
    "account_login": "signed in already",
    "account_signup": "signed in already",
    "account_inactive": "told at sign-in only",
    "account_reauthenticate": "asked for by what needs it",
    "mfa_reauthenticate_webauthn": "asked for by what needs it",
    "account_logout": "a button",
    "composants": "for whoever builds pages",
    "diagnostic:avancement": "after asking for a diagnosis",
    "diagnostic:comparer": "a form",
    "espaces:reprise": "when something waits",
    "freins:observer": "a form",
    "exports:restaurer": "for who administers the installation",
}
LIENS = re.compile(r'<a [^>]*?href="([^"#]+)')


def name_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def walk(client: Client, *starts: str) -> tuple[set[str], set[str]]:
    """Names of the views met, and the links that lead nowhere: three addresses looked at for each view."""
    waiting, met, broken = list(starts), dict[str, int](), set[str]()
    known = set(starts)
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        met[name] = met.get(name, 0) + 1
        if met[name] > 3:
            continue
        answer = client.get(path)
        if answer.status_code >= 400:
            broken.add(path)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        found = [link.replace("&amp;", "&") for link in LIENS.findall(answer.content.decode())]
        found = [f"{urlsplit(path).path}{link}" if link.startswith("?") else link for link in found]
        fresh = [link for link in dict.fromkeys(found) if link.startswith("/") and link not in known]
        known |= set(fresh)
        waiting += fresh
    return set(met), broken


@pytest.mark.django_db
def test_every_page_is_reached_by_links() -> None:
    espace = load_demonstration()
    membres = {role.value: Utilisateur.objects.get(email=courriel) for role, (courriel, _) in COMPTES.items()}
    decor = fill(espace, membres)
    client = Client()
    client.force_login(membres["animation"], backend="allauth.account.auth_backends.AuthenticationBackend")
    vacant = espace.acteurs.filter(nature="poste", personne=None)[0]
    met, broken = walk(client, "/", vacant.get_absolute_url())
    assert set(list_samples(decor)) - met - PAR_LIEN_PERSONNEL - set(AILLEURS) == set()
    assert broken == set()
