"""Everything is closed: a view that answers without sign-in is listed here, with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.conftest_site import lisaude, visiteur

__all__ = ["lisaude", "visiteur"]

OUVERTES = {
    # The site itself.
    "accueil": "first visit",
    "accessibilite": "the law asks that everybody may read it",
    "a-propos": "licence and source are owed to everybody",
    "composants": "components only: no data of anyone",
    # What an espace shows to everybody: each asks `espaces.droits.require`, which hides what is not public.
    "espaces:liste": "a stranger chooses a public territory",
    "espaces:presentation": "a public espace is read by everybody",
    "acteurs:liste": "the published actors of a public espace",
    "acteurs:fiche": "a published actor of a public espace",
    "acteurs:lien": "a declared link between two published actors, without who said what",
    "recherche:page": "the search of a public espace: the published actors",
    "cadres:dispositifs": "the reference of dispositifs: no data of anyone",
    "cadres:dispositif": "a dispositif, and where public espaces publish one",
    "cadres:liste": "the published cadres of a public espace",
    "cadres:fiche": "a published cadre of a public espace, with its published participants",
    "cadres:calendrier": "windows of the whole country, dates of published cadres",
    "cadres:agenda": "the same as a file for a diary, which has no session",
    "reseau:accueil": "the drawing and table of a public espace",
    "reseau:donnees": "the same network for its script",
    "carte:accueil": "the map and table of a public espace",
    "carte:donnees": "the same actors for its script, confidential places at the centre of their commune",
    "carte:contours": "shapes of communes: no data of anyone",
    "diagnostic:espace": "the home of a public espace",
    "diagnostic:accueil": "the diagnosis of a public espace, less what concerns a few",
    "diagnostic:croisement": "a pair of spheres, less what concerns a few",
    "associer:accueil": "whom to bring in, in general: no data of anyone",
    "associer:avis_general": "an opinion that is only counted",
    "associer:garder_general": "a project needs no account: its secret link is its key",
    "associer:espace": "whom to bring in, among the published actors of a public espace",
    "associer:avis": "an opinion that is only counted, on a public espace",
    "associer:garder": "a project needs no account, on a public espace",
    "associer:projet": "the key in the address opens one project",
    "associer:papier": "same key: what its page says, on paper",
    "associer:changer": "same key",
    "associer:effacer": "same key",
    "diagnostic:document": "the same as a document to hand around",
    # The API: no session is looked at, each asks `espaces.droits.require` in the name of its token.
    "api:presentation": "what programs may read: no data of anyone",
    "api-v1:openapi-json": "the description that programs read: no data of anyone",
    "api-v1:api-root": "leads to the description",
    "api-v1:espaces": "the espaces open to all",
    "api-v1:espace": "a public espace",
    "api-v1:referentiels": "the codes of a public espace",
    "api-v1:acteurs": "the published actors of a public espace, without persons",
    "api-v1:acteur": "a published actor of a public espace, without its person",
    "api-v1:cadres": "the published cadres of a public espace",
    "api-v1:cadre": "a published cadre of a public espace",
    "api-v1:participations": "who takes part in them, when both ends are published",
    "api-v1:liens": "the declared links of a public espace, without who said what",
    "api-v1:declarations": "nothing but to members, by a token",
    "api-v1:diagnostic": "the diagnosis of a public espace, less what concerns a few",
    "freins:reference": "the published phrases: no data of anyone",
    "diagnostic:methodes": "how figures are made: no data of anyone",
    "diagnostic:methode": "how a figure is made: no data of anyone",
    "aide:accueil": "the guide: no data of anyone",
    "aide:page": "a page of the guide: no data of anyone",
    "exports:accueil": "what of a public espace may be carried away",
    "exports:fichier": "a public file of a public espace: no person, no opinion",
    "exports:inclusion": "what of a public espace data·inclusion has words for",
    # Personal links: the token in the address is the key.
    "espaces:invitation": "an invitation says what it offers before asking to sign in",
    "acteurs:moi": "a person on the map has no account: sees what is recorded about them",
    "acteurs:moi_confirmer": "same person, same link",
    "acteurs:moi_corriger": "same person, same link",
    "acteurs:moi_export": "same person, same link",
    "acteurs:moi_retirer": "same person, same link: leaving needs no account",
    "acteurs:moi_visibilite": "same person, same link",
    # Sign-in: nobody can be asked to sign in to sign in.
    "account_login": "sign-in",
    "account_request_login_code": "another code",
    "account_confirm_login_code": "the code received",
    "account_email_verification_sent": "the code received, for a new address",
    "account_signup": "opening an account",
    "account_logout": "signing out twice is harmless",
    "account_inactive": "says that the account is closed",
    "mfa_login_webauthn": "sign-in by passkey",
    "admin:login": "leads to sign-in",
}
EXEMPLES = {
    "slug": "lisaude",
    "genre": "cadres",
    "uuid": uuid4(),
    "uuidstr": uuid4(),
    "string": "inconnu",
    "int": 1,
    "path": "x",
}
"""A value for each kind of piece of an address; `lisaude` is closed to strangers."""


def walk(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern


def is_open(pattern: URLPattern) -> bool:
    """As Django's LoginRequiredMiddleware decides."""
    return not getattr(pattern.callback, "login_required", True)


def list_open() -> set[str]:
    return {name for name, pattern in walk(get_resolver().url_patterns) if is_open(pattern)}


def make_address(name: str, pattern: URLPattern) -> str:
    """An address that leads to that view; empty for the few that have no name of their own."""
    kinds = {key: type(converter).__name__ for key, converter in pattern.pattern.converters.items()}
    values = {key: EXEMPLES[kind.removesuffix("Converter").lower()] for key, kind in kinds.items()}
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return ""


def test_every_open_view_is_listed_with_its_reason() -> None:
    assert list_open() - set(OUVERTES) == set()


def test_no_view_is_listed_for_nothing() -> None:
    assert set(OUVERTES) - list_open() == set()


@pytest.mark.django_db
def test_every_other_view_sends_a_stranger_to_sign_in(visiteur: Client) -> None:
    patterns = [(name, pattern) for name, pattern in walk(get_resolver().url_patterns) if not is_open(pattern)]
    closed = [path for path in (make_address(*named) for named in patterns) if path]
    assert len(closed) > 30
    doors = {reverse("account_login"), reverse("admin:login")}  # the administration's own leads to the other
    answered = [
        path for path in closed if visiteur.get(path).headers.get("Location", "").partition("?")[0] not in doors
    ]
    assert answered == []


@pytest.mark.django_db
def test_open_views_say_nothing_of_a_closed_espace(visiteur: Client, lisaude: object) -> None:
    of_an_espace = [
        make_address(name, pattern)
        for name, pattern in walk(get_resolver().url_patterns)
        if is_open(pattern) and "slug" in pattern.pattern.converters
    ]
    assert {path: knock(visiteur, path) for path in of_an_espace} == dict.fromkeys(of_an_espace, 404)


def knock(client: Client, path: str) -> int:
    """Reads it, or sends to it when it only receives."""
    read = client.get(path).status_code
    return client.post(path).status_code if read == 405 else read
