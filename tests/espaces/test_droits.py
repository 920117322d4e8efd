"""The rules of access, and their table in the guide."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from maillage.espaces.droits import DROITS, LIRE, PUBLIC, RULES, find_droits, format_rules, list_rules, require
from maillage.espaces.models import Role, Visibilite
from tests.fabriques import make_espace

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "roles.md"
DEBUT, FIN = "<!-- règles : début (écrit par espaces.droits.format_rules) -->", "<!-- règles : fin -->"


def test_every_right_is_described_and_held_by_the_animation():
    assert set(DROITS) == RULES[Role.ANIMATION] == frozenset().union(*RULES.values(), PUBLIC)


def test_each_role_holds_what_the_one_below_holds():
    assert PUBLIC < RULES[Role.LECTURE] < RULES[Role.CONTRIBUTION] < RULES[Role.ANIMATION]


def test_the_guide_shows_the_rules_as_they_are():
    text = GUIDE.read_text(encoding="utf-8")
    section = text.partition(DEBUT)[2].partition(FIN)[0].strip()
    assert section == format_rules(), f"copiez dans {GUIDE.name} :\n{format_rules()}"


def test_the_table_has_one_line_per_right_and_one_column_per_role():
    assert [regle.droit for regle in list_rules()] == list(DROITS)
    assert all(len(regle.detenteurs) == len(Role) + 1 for regle in list_rules())


@pytest.mark.parametrize(
    ("person", "visibilite", "granted"),
    [
        ("claire", Visibilite.MEMBRES, RULES[Role.ANIMATION]),
        ("driss", Visibilite.MEMBRES, RULES[Role.CONTRIBUTION]),
        ("lou", Visibilite.PUBLIQUE, RULES[Role.LECTURE]),
        ("etranger", Visibilite.MEMBRES, frozenset()),
        ("etranger", Visibilite.PUBLIQUE, PUBLIC),
    ],
)
def test_what_each_person_holds(request, lisaude, person, visibilite, granted):
    lisaude.visibilite = visibilite
    assert find_droits(request.getfixturevalue(person), lisaude).accordes == granted


def test_a_stranger_costs_no_query(lisaude, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find_droits(AnonymousUser(), lisaude).accordes == frozenset()


def ask(user, slug, droit=LIRE):
    request = RequestFactory().get("/")
    request.user = user
    return require(request, slug, droit), request


def test_require_leaves_the_rights_on_the_request(claire):
    droits, request = ask(claire, "lisaude")
    assert request.droits is droits


@pytest.mark.parametrize("slug", ["inconnu", "lisaude", "efface"])
def test_unknown_closed_and_deleted_espaces_look_alike(lisaude, slug):
    make_espace(slug="efface", publique=True, supprime=True)
    with pytest.raises(Http404) as refused:
        ask(AnonymousUser(), slug)
    assert str(refused.value) == "Cet espace n’existe pas, ou n’est pas ouvert à tous."


@pytest.mark.parametrize("droit", sorted(set(DROITS) - PUBLIC))
def test_a_public_espace_is_read_and_no_more(droit):
    make_espace(slug="ouvert", publique=True)
    with pytest.raises(PermissionDenied):
        ask(AnonymousUser(), "ouvert", droit)


@pytest.fixture(autouse=True)
def _database(db):
    """Every rule is asked of real rows."""
