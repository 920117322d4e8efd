"""From a line of the diagnosis to the sheet or the link that it is about."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from maillage.cadres.models import Cadre
from maillage.comptes.models import Utilisateur
from maillage.diagnostic.actions import take_photo
from maillage.espaces.fiches import VisibiliteFiche
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


def find_copil(espace):
    return Cadre.objects.get(espace=espace, source_id="I02")


def list_links_of(page, cadre):
    return page.count(f'href="{cadre.get_absolute_url()}"')


def test_the_cadres_of_a_finding_open_their_sheets(demo, visiteur):
    assert list_links_of(read(visiteur, DIAGNOSTIC), find_copil(demo)) == 1


def test_the_croisement_opens_the_cadres_that_its_sentences_name(demo, visiteur):
    copil = find_copil(demo)
    page = read(visiteur, reverse("diagnostic:croisement", args=[demo.slug, "DS-DS"]))
    assert f'« <a href="{copil.get_absolute_url()}">{copil.nom}</a> »' in page


def test_a_cadre_that_the_reader_may_not_see_is_not_opened(demo, as_user):
    """Put in the bin after the diagnosis was kept in a photo: named as it was that day, no longer a link."""
    photo = take_photo(espace=demo, qui=None)
    animation = as_user(Utilisateur.objects.get(email="animation@lisaude.example"))
    address = reverse("diagnostic:photo", args=[demo.slug, photo.pk])
    copil = find_copil(demo)
    assert list_links_of(read(animation, address), copil) == 1
    Cadre.objects.filter(pk=copil.pk).update(retire_le=timezone.now())
    page = read(animation, address)
    assert copil.nom in page
    assert list_links_of(page, copil) == 0


def test_a_reserved_cadre_is_opened_by_members_alone(demo, as_user, visiteur):
    copil = find_copil(demo)
    Cadre.objects.filter(pk=copil.pk).update(visibilite=VisibiliteFiche.MEMBRES)
    member = as_user(Utilisateur.objects.get(email="lecture@lisaude.example"))
    assert list_links_of(read(member, DIAGNOSTIC), copil) == 1
    page = read(visiteur, DIAGNOSTIC)
    assert list_links_of(page, copil) == 0
    assert copil.nom not in page
