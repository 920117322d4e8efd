"""When something goes wrong: what happened, that nothing was lost, what to do."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory

from maillage.comptes.models import Utilisateur
from maillage.site import erreurs
from tests.site.pages import bad_spaces, english_words, list_faults


def make_request(rf: RequestFactory) -> HttpRequest:
    return rf.get("/espace/lisaude/")


def test_server_error_is_drawn_without_the_database(rf: RequestFactory) -> None:
    """No database mark on this test: a query would fail it."""
    response = erreurs.server_error(make_request(rf))
    html = response.content.decode()
    assert response.status_code == 500
    assert "Ce qui était enregistré l’est toujours" in html
    assert list_faults(html) == []
    assert english_words(html) == set()


def test_bad_request_page(rf: RequestFactory) -> None:
    response = erreurs.bad_request(make_request(rf), SuspiciousOperation("Invalid"))
    assert response.status_code == 400
    assert list_faults(response.content.decode()) == []
    assert "Invalid" not in response.content.decode()


@pytest.mark.django_db
def test_missing_page(visiteur: Client) -> None:
    response = visiteur.get("/nulle-part/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "Nous ne trouvons pas cette page" in html
    assert list_faults(html) == []
    assert english_words(html) == set()
    assert "/compte/connexion/?next=/nulle-part/" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("exception", "seen"),
    [
        (PermissionDenied("Votre rôle ne permet pas cette action."), "Votre rôle ne permet pas cette action."),
        (PermissionDenied(), "Votre compte ne permet pas cette action."),
        (PermissionDenied("Reauthentication not available"), "Votre compte ne permet pas cette action."),
    ],
)
def test_refusal_tells_our_words_only(
    claire: Utilisateur, rf: RequestFactory, exception: PermissionDenied, seen: str
) -> None:
    request = make_request(rf)
    request.user = claire
    html = erreurs.permission_denied(request, exception).content.decode()
    assert seen in html
    assert english_words(html) == set()
    assert bad_spaces(html) == []


def test_reason_of_django_stays_inside() -> None:
    assert erreurs._read_reason(Http404("No Acteur matches the given query.")) == ""
    assert erreurs._read_reason(Http404({"tried": [], "path": "x"})) == ""
    assert erreurs._read_reason(Http404("Cet espace n’existe pas.")) == "Cet espace n’existe pas."


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


SAISIE = {"nom": "CIAS & <Cie>", "theme": ["mobilite", "logement"]}


@pytest.mark.django_db
def test_expired_form_gives_back_what_was_typed(strict: Client) -> None:
    response = strict.post("/compte/connexion/", SAISIE, headers={"Origin": "http://testserver"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "Rien n’a encore été enregistré" in html
    assert "CIAS &amp; &lt;Cie&gt;" in html
    assert html.count('<textarea name="theme"') == 2
    assert "Envoyer de nouveau" in html
    assert list_faults(html) == []


@pytest.mark.django_db
def test_form_sent_by_another_site_cannot_be_sent_again(strict: Client) -> None:
    response = strict.post("/compte/connexion/", SAISIE, headers={"Origin": "http://ailleurs.example"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "Envoyer de nouveau" not in html
    assert "CIAS &amp; &lt;Cie&gt;" in html


@pytest.mark.django_db
def test_too_many_requests(rf: RequestFactory, claire: Utilisateur) -> None:
    request = make_request(rf)
    request.user = claire
    response = erreurs.too_many_requests(request)
    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert english_words(response.content.decode()) == set()
