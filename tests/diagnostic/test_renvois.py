"""From a line of the diagnosis to the sheet or the link that it is about."""

from __future__ import annotations

from django.urls import reverse

from tests.diagnostic.conftest import find, read
from tests.fabriques_acteurs import make_porte_parole

DIAGNOSTIC = "/espace/lisaude/diagnostic/"


def link_between(espace, a, b):
    return reverse("acteurs:lien_entre", args=[espace.slug, find(espace, a).pk, find(espace, b).pk])


def test_a_link_seen_differently_is_one_click_away(petit, as_user, claire):
    page = read(as_user(claire), DIAGNOSTIC)
    assert link_between(petit, "A2", "L2") in page or link_between(petit, "L2", "A2") in page


def test_who_speaks_for_one_side_goes_there_too(petit, as_user, driss, lou):
    make_porte_parole(find(petit, "A2"), driss)
    either = (link_between(petit, "A2", "L2"), link_between(petit, "L2", "A2"))
    assert any(address in read(as_user(driss), DIAGNOSTIC) for address in either)
    assert not any(address in read(as_user(lou), DIAGNOSTIC) for address in either)


def test_actors_without_a_link_elsewhere_are_one_click_away(petit, as_user, claire):
    """A3, L4… have no link out of their world: the detail names them, each with its sheet."""
    constats = as_user(claire).get(DIAGNOSTIC).context["constats"]
    fiche = next(one for one in [*constats.retenir, *constats.autres] if one.code == "isoles-autre-sphere")
    named = {nom: adresse for liste in fiche.listes for _, _, acteurs in liste.entrees for nom, adresse in acteurs}
    assert named["A3"] == find(petit, "A3").get_absolute_url()
    assert "A1" not in named or named["A1"] == find(petit, "A1").get_absolute_url()


def test_the_posts_that_hold_the_passage_open_their_sheet(demo, visiteur):
    page = read(visiteur, DIAGNOSTIC)
    assert f'<a class="nom" href="{find(demo, "Tiers-lieu La Filature").get_absolute_url()}">Tiers-lieu' in page


def test_a_pair_of_which_nothing_is_said_opens_the_first_question(petit, as_user, claire):
    response = as_user(claire).get(link_between(petit, "A3", "L5"))
    assert response.headers["Location"].endswith("/aujourdhui/")
