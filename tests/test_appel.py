"""Each view of an espace, tried by those who may and by those who may not (the table is in appel.py)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from maillage.espaces.droits import ANIMER, APPORTER, CONTRIBUER, LIRE, LIRE_MEMBRE, REGLER
from maillage.espaces.models import Trace
from tests.appel import APPELEES_AILLEURS, VUES, Objets, Vue, make_objets
from tests.conftest_site import ailleurs, as_user, claire, driss, etranger, lisaude, lou, visiteur
from tests.test_vues_ouvertes import is_open, walk

__all__ = ["ailleurs", "as_user", "claire", "driss", "etranger", "lisaude", "lou", "visiteur"]

AU_MOINS = {LIRE: "lou", LIRE_MEMBRE: "lou", CONTRIBUER: "driss"} | dict.fromkeys((APPORTER, ANIMER, REGLER), "claire")
"""Who has just enough rights."""
TROP_PEU = {LIRE: (), LIRE_MEMBRE: (), CONTRIBUER: ("lou",)} | dict.fromkeys(
    (APPORTER, ANIMER, REGLER), ("lou", "driss")
)
BRUIT = "page=zz&q=%00&niveau=rien&avant=x&apres=y&couple=x&objet=%00&du=hier&dans=x&propose=x&theme=%27--&retire=x"
OBJETS = [vue for vue in VUES if any(not key.startswith("=") for key in vue.objets.values())]


def by_name(vue: Vue) -> str:
    return vue.nom


def each(vues=VUES):
    return pytest.mark.parametrize("vue", vues, ids=by_name)


@pytest.fixture
def objets(lisaude, driss) -> Objets:
    return make_objets(lisaude, driss)


@pytest.fixture
def who(request, as_user):
    return lambda name: as_user(request.getfixturevalue(name))


def address(vue: Vue, objets: Objets, **others: object) -> str:
    named = {piece: key[1:] if key.startswith("=") else objets[key].pk for piece, key in vue.objets.items()}
    return reverse(vue.nom, kwargs={"slug": "lisaude"} | named | others)


def call(client: Client, vue: Vue, path: str, objets: Objets) -> int:
    """Sent when it writes, read when it does not."""
    if vue.envoi is None:
        return client.get(path).status_code
    return client.post(path, vue.envoi(objets)).status_code


def test_every_view_of_an_espace_answers_the_roll_call():
    patterns = walk(get_resolver().url_patterns)
    assert {
        name for name, pattern in patterns if "slug" in pattern.pattern.converters and not name.startswith("api-v1:")
    } - {
        "diagnostic:methode",  # of no espace: its slug is the name of a method
        *APPELEES_AILLEURS,
    } == {vue.nom for vue in VUES}


@each()
def test_it_works_for_who_has_just_enough_rights(vue, objets, who):
    client, path = who(AU_MOINS[vue.droit]), address(vue, objets)
    if vue.lit:
        assert client.get(path).status_code in (200, 302)
    if vue.envoi:
        assert client.post(path, vue.envoi(objets)).status_code == 302


@each([vue for vue in VUES if TROP_PEU[vue.droit]])
def test_it_is_refused_to_members_with_fewer_rights(vue, objets, who):
    for name in TROP_PEU[vue.droit]:
        assert call(who(name), vue, address(vue, objets), objets) == 403
        if vue.lit:
            assert who(name).get(address(vue, objets)).status_code == 403


@each()
def test_another_espace_finds_nothing_here(vue, objets, who):
    assert call(who("etranger"), vue, address(vue, objets), objets) == 404


@each()
def test_a_stranger_is_sent_to_sign_in_or_finds_nothing(vue, objets, visiteur):
    patterns = dict(walk(get_resolver().url_patterns))
    expected = 404 if is_open(patterns[vue.nom]) else 302
    response = visiteur.post(address(vue, objets)) if vue.envoi else visiteur.get(address(vue, objets))
    assert response.status_code == expected
    if expected == 302:
        assert response.headers["Location"].startswith(reverse("account_login"))


@each(OBJETS)
def test_an_object_of_another_espace_is_not_reached(vue, objets, ailleurs, who):
    """By a forged identifier, even by who runs this espace."""
    theirs = make_objets(ailleurs)
    before = Trace.objects.count()
    assert call(who("claire"), vue, address(vue, theirs), theirs) == vue.ailleurs
    assert Trace.objects.count() == before


@each(OBJETS)
def test_what_does_not_exist_is_not_found(vue, objets, who):
    absent = 999_999 if vue.nom == "acteurs:detacher" else uuid4()
    pieces = [piece for piece, key in vue.objets.items() if not key.startswith("=")]
    for piece in pieces:
        assert call(who("claire"), vue, address(vue, objets, **{piece: absent}), objets) == vue.absent


@each([vue for vue in VUES if vue.fautif])
def test_bad_input_is_refused_and_writes_nothing(vue, objets, who):
    client, path = who(AU_MOINS[vue.droit]), address(vue, objets)
    before = Trace.objects.count()
    assert client.post(path, vue.fautif(objets)).status_code == vue.refus
    assert Trace.objects.count() == before


@each([vue for vue in VUES if vue.lit])
def test_nonsense_in_the_address_does_no_harm(vue, objets, who):
    response = who(AU_MOINS[vue.droit]).get(f"{address(vue, objets)}?{BRUIT}")
    assert response.status_code in (200, 302) or (vue.nom == "acteurs:creer" and response.status_code == 404)


@each([vue for vue in VUES if not vue.lit])
def test_nothing_is_written_by_opening_an_address(vue, objets, who):
    assert who("claire").get(address(vue, objets)).status_code == 405
