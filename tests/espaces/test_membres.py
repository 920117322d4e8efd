"""Members: their list, their roles, leaving; and an espace is never left without animation."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from maillage.espaces import actions
from maillage.espaces.models import Adhesion, Invitation, Role, Trace
from tests.fabriques import make_adhesion, make_invitation, make_utilisateur

MEMBRES = reverse("espaces:membres", args=["lisaude"])
QUITTER = reverse("espaces:quitter", args=["lisaude"])


def of(person):
    return Adhesion.objects.get(utilisateur=person)


def url(name, person):
    return reverse(f"espaces:{name}", args=["lisaude", of(person).pk])


def test_members_see_roles_and_the_animation_sees_addresses(as_user, claire, driss, lou):
    seen_by = {person: as_user(person).get(MEMBRES).content.decode() for person in (claire, lou)}
    assert all("Driss Benali" in html for html in seen_by.values())
    assert "driss@exemple.fr" in seen_by[claire]
    assert "driss@exemple.fr" not in seen_by[lou]


@pytest.mark.parametrize("person", ["etranger", "passante"])
def test_others_do_not_know_who_is_there(request, as_user, lisaude, person):
    assert as_user(request.getfixturevalue(person)).get(MEMBRES).status_code == 404


def test_a_public_espace_does_not_show_its_members(as_user, passante, lisaude):
    type(lisaude).objects.update(visibilite="publique")
    assert as_user(passante).get(MEMBRES).status_code == 403


def test_the_animation_changes_a_role(as_user, claire, driss):
    response = as_user(claire).post(url("membre", driss), {"role": "lecture", "role_vu": "contribution"})
    assert response.url == MEMBRES
    assert of(driss).role == Role.LECTURE
    line = Trace.objects.get()
    assert (line.geste, line.avant, line.apres) == ("changer-role", {"role": "contribution"}, {"role": "lecture"})


@pytest.mark.parametrize("role", ["", "reine", "ANIMATION", "<b>"])
def test_a_role_that_does_not_exist_is_refused(as_user, claire, driss, role):
    response = as_user(claire).post(url("membre", driss), {"role": role, "role_vu": "contribution"})
    assert response.status_code == 422
    assert of(driss).role == Role.CONTRIBUTION


@pytest.mark.parametrize(("person", "status"), [("driss", 403), ("lou", 403), ("etranger", 404)])
@pytest.mark.parametrize("name", ["membre", "retirer_membre"])
def test_only_the_animation_touches_roles(request, as_user, claire, name, person, status):
    client = as_user(request.getfixturevalue(person))
    assert client.get(url(name, claire)).status_code == status
    assert client.post(url(name, claire), {"role": "lecture", "role_vu": "animation"}).status_code == status
    assert of(claire).role == Role.ANIMATION


@pytest.mark.parametrize("name", ["membre", "retirer_membre"])
def test_a_member_of_another_espace_is_not_found_here(as_user, claire, etranger, name):
    response = as_user(claire).post(url(name, etranger), {"role": "lecture", "role_vu": "animation"})
    assert response.status_code == 404
    assert of(etranger).role == Role.ANIMATION


@pytest.mark.parametrize("name", ["membre", "retirer_membre"])
def test_a_member_who_does_not_exist_is_not_found(as_user, claire, name):
    assert as_user(claire).get(reverse(f"espaces:{name}", args=["lisaude", uuid4()])).status_code == 404


def test_two_people_changing_one_role_are_told(as_user, claire, driss, lisaude):
    other = make_adhesion(lisaude, make_utilisateur(nom="Anna"), Role.ANIMATION).utilisateur
    as_user(other).post(url("membre", driss), {"role": "animation", "role_vu": "contribution"})
    response = as_user(claire).post(url("membre", driss), {"role": "lecture", "role_vu": "contribution"}, follow=True)
    assert "quelqu’un a donné le rôle Animation" in response.content.decode()
    assert of(driss).role == Role.ANIMATION


def test_the_last_animation_stays(as_user, claire):
    client = as_user(claire)
    attempts = [
        client.post(url("membre", claire), {"role": "lecture", "role_vu": "animation"}, follow=True),
        client.post(url("retirer_membre", claire), follow=True),
        client.post(QUITTER, follow=True),
    ]
    assert all("n’aurait plus d’animation" in response.content.decode() for response in attempts)
    assert of(claire).role == Role.ANIMATION


def test_two_people_of_the_animation_cannot_both_leave(claire, lisaude):
    """Each looked while there were two: the second is refused when its turn comes."""
    anna = make_adhesion(lisaude, role=Role.ANIMATION)
    both = [of(claire), Adhesion.objects.get(pk=anna.pk)]
    actions.remove_member(adhesion=both[0], qui=claire)
    with pytest.raises(actions.Refus):
        actions.remove_member(adhesion=both[1], qui=anna.utilisateur)


def test_a_removed_member_sees_nothing_more(as_user, claire, driss):
    as_user(claire).post(url("retirer_membre", driss))
    assert as_user(driss).get(MEMBRES).status_code == 404
    assert Trace.objects.get().geste == "exclure"


def test_a_removed_member_does_not_come_back_with_an_old_link(as_user, claire, driss, lisaude):
    _, jeton = make_invitation(lisaude, "driss@exemple.fr", role=Role.ANIMATION)
    as_user(claire).post(url("retirer_membre", driss))
    as_user(driss).post(reverse("espaces:accepter", args=[jeton]))
    assert not Adhesion.objects.filter(utilisateur=driss).exists()
    assert Invitation.objects.get().retiree_le is not None


def test_a_double_click_on_a_role_is_one_change(as_user, claire, driss):
    client = as_user(claire)
    pages = [client.post(url("membre", driss), {"role": "lecture", "role_vu": "contribution"}) for _ in range(2)]
    assert [page.url for page in pages] == [MEMBRES, MEMBRES]
    assert Trace.objects.count() == 1


def test_a_double_click_on_removal_is_told_gently(as_user, claire, driss):
    client, path = as_user(claire), url("retirer_membre", driss)
    client.post(path)
    assert "n’est plus membre" in client.post(path, follow=True).content.decode()
    assert Trace.objects.count() == 1


def test_removing_twice_is_refused_without_harm(as_user, claire, driss):
    adhesion = of(driss)
    actions.remove_member(adhesion=adhesion, qui=claire)
    with pytest.raises(actions.Refus, match="n’est plus membre"):
        actions.remove_member(adhesion=adhesion, qui=claire)


@pytest.mark.parametrize("person", ["driss", "lou"])
def test_anyone_leaves_when_they_wish(request, as_user, claire, person):
    leaving = request.getfixturevalue(person)
    response = as_user(leaving).post(QUITTER)
    assert response.url == reverse("espaces:liste")
    assert not Adhesion.objects.filter(utilisateur=leaving).exists()
    assert Trace.objects.get().geste == "quitter"


def test_one_does_not_leave_an_espace_one_is_not_in(as_user, etranger, lisaude):
    assert as_user(etranger).post(QUITTER).status_code == 404


def test_a_name_with_html_is_inert(as_user, claire, lisaude):
    odd = make_adhesion(lisaude, make_utilisateur(nom="<img src=x onerror=alert(1)>")).utilisateur
    for path in [MEMBRES, url("membre", odd), url("retirer_membre", odd)]:
        assert "<img src=x" not in as_user(claire).get(path).content.decode()
