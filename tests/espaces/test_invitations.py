"""Invitations: the e-mail, the link, its single use, the limits."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.espaces.invitations import digest
from maillage.espaces.models import Adhesion, Invitation, Role, Trace
from tests.conftest_site import writes_of_get
from tests.fabriques import make_espace, make_invitation

INVITER = reverse("espaces:inviter", args=["lisaude"])


def link(jeton, name="invitation"):
    return reverse(f"espaces:{name}", args=[jeton])


def row(name, invitation, slug="lisaude"):
    return reverse(f"espaces:{name}", args=[slug, invitation.pk])


def typed(**changes):
    return {"jeton": str(uuid4()), "courriel": "nadia@exemple.fr", "role": "contribution"} | changes


def token_in(message):
    return re.search(r"/invitation/([\w-]+)/", message.body)[1]


# --- sending


def test_the_email_says_who_what_and_until_when(as_user, claire, lisaude, mailoutbox):
    as_user(claire).post(INVITER, typed())
    [message] = mailoutbox
    assert message.to == ["nadia@exemple.fr"]
    assert message.subject == "Invitation\u00a0: Monts et Vallée de la Lisaude"
    for said in ["Claire Morin", "« Monts et Vallée de la Lisaude »".replace("« ", "«\u00a0").replace(" »", "\u00a0»")]:
        assert said in message.body
    assert "14 jours" in message.body


def test_only_the_digest_of_the_token_is_kept(as_user, claire, mailoutbox):
    as_user(claire).post(INVITER, typed())
    jeton, kept = token_in(mailoutbox[0]), Invitation.objects.values().get()
    assert len(jeton) == 43
    assert kept["empreinte"] == digest(jeton)
    assert jeton not in repr(kept) + repr(list(Trace.objects.values()))


def test_a_double_click_sends_one_email(as_user, claire, mailoutbox):
    client, same = as_user(claire), typed()
    for _ in range(2):
        assert client.post(INVITER, same).status_code == 302
    assert len(mailoutbox) == Invitation.objects.count() == 1


def test_a_page_kept_in_the_browser_invites_someone_else(as_user, claire, mailoutbox):
    client, form = as_user(claire), typed()
    client.post(INVITER, form)
    client.post(INVITER, form | {"courriel": "autre@exemple.fr"})
    assert [message.to for message in mailoutbox] == [["nadia@exemple.fr"], ["autre@exemple.fr"]]


def test_a_forged_id_touches_no_invitation_of_another_espace(as_user, claire, ailleurs, mailoutbox):
    theirs, _ = make_invitation(ailleurs, "nadia@exemple.fr")
    as_user(claire).post(INVITER, typed(jeton=str(theirs.pk)))
    assert {invitation.espace.slug for invitation in Invitation.objects.all()} == {"ailleurs", "lisaude"}
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"courriel": "pas-une-adresse"}, "adresse"),
        ({"courriel": "a@exemple.fr\nBcc: b@exemple.fr"}, "adresse"),
        ({"courriel": ""}, "obligatoire"),
        ({"role": "reine"}, "reine"),
        ({"courriel": "DRISS@exemple.fr"}, "déjà membre"),
        ({"courriel": "Attend@Exemple.fr"}, "déjà invitée"),
    ],
)
def test_bad_input_sends_nothing(as_user, claire, driss, lisaude, mailoutbox, fault, said):
    make_invitation(lisaude, "attend@exemple.fr")
    response = as_user(claire).post(INVITER, typed(**fault))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not mailoutbox
    assert Invitation.objects.count() == 1


def test_an_expired_invitation_does_not_forbid_a_new_one(as_user, claire, lisaude, mailoutbox):
    make_invitation(lisaude, "nadia@exemple.fr", expiree=True)
    as_user(claire).post(INVITER, typed())
    assert len(mailoutbox) == 1


def test_when_the_email_cannot_leave_it_is_said(as_user, claire, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    html = as_user(claire).post(INVITER, typed(), follow=True).content.decode()
    assert "n’a pas pu partir" in html
    assert Invitation.objects.waiting().count() == 1


def test_a_name_with_line_breaks_adds_no_header(as_user, claire, lisaude, mailoutbox):
    type(lisaude).objects.update(nom="Lisaude\nBcc: tous@exemple.fr")
    as_user(claire).post(INVITER, typed())
    assert mailoutbox[0].recipients() == ["nadia@exemple.fr"]


# --- limits


def test_twenty_an_hour_for_an_espace(as_user, claire, lisaude, mailoutbox):
    for _ in range(20):
        make_invitation(lisaude, retiree=True)
    client = as_user(claire)
    response = client.post(INVITER, typed())
    assert response.status_code == 422
    assert "réessayez dans une heure" in response.content.decode()
    Invitation.objects.update(invite_le=timezone.now() - timedelta(hours=1, seconds=1))
    assert client.post(INVITER, typed()).status_code == 302
    assert len(mailoutbox) == 1


def test_five_a_day_for_an_address_whatever_the_espace(as_user, claire, lisaude, mailoutbox):
    for _ in range(5):
        make_invitation(make_espace(), "nadia@exemple.fr")
    response = as_user(claire).post(INVITER, typed())
    assert response.status_code == 422
    assert "cinq invitations" in response.content.decode()
    assert not mailoutbox


def test_sending_again_counts_too(as_user, claire, lisaude, mailoutbox):
    make_invitation(lisaude, "nadia@exemple.fr")
    client = as_user(claire)
    for _ in range(6):
        client.post(row("renvoyer", Invitation.objects.waiting().get()))
    assert len(mailoutbox) == 4
    assert Invitation.objects.waiting().count() == 1


# --- sending again, withdrawing


def test_sending_again_makes_the_former_link_useless(as_user, claire, passante, lisaude, mailoutbox):
    invitation, former = make_invitation(lisaude, "passante@exemple.fr", role=Role.LECTURE)
    as_user(claire).post(row("renvoyer", invitation))
    client = as_user(passante)
    client.post(link(former, "accepter"))
    assert not Adhesion.objects.filter(utilisateur=passante).exists()
    client.post(link(token_in(mailoutbox[0]), "accepter"))
    assert Adhesion.objects.get(utilisateur=passante).role == Role.LECTURE


def test_a_withdrawn_invitation_opens_nothing(as_user, claire, passante, lisaude):
    invitation, jeton = make_invitation(lisaude)
    as_user(claire).post(row("retirer_invitation", invitation))
    assert as_user(passante).get(link(jeton)).status_code == 410
    as_user(passante).post(link(jeton, "accepter"))
    assert not Adhesion.objects.filter(utilisateur=passante).exists()
    assert Trace.objects.get().geste == "retirer"


@pytest.mark.parametrize("name", ["renvoyer", "retirer_invitation"])
def test_an_invitation_already_accepted_is_told_not_changed(as_user, claire, lisaude, mailoutbox, name):
    invitation, _ = make_invitation(lisaude, acceptee=True)
    html = as_user(claire).post(row(name, invitation), follow=True).content.decode()
    assert "déjà été acceptée" in html
    assert not mailoutbox


@pytest.mark.parametrize(("person", "status"), [("driss", 403), ("lou", 403), ("etranger", 404)])
@pytest.mark.parametrize("name", ["renvoyer", "retirer_invitation"])
def test_only_the_animation_handles_invitations(request, as_user, lisaude, mailoutbox, name, person, status):
    invitation, _ = make_invitation(lisaude)
    assert as_user(request.getfixturevalue(person)).post(row(name, invitation)).status_code == status
    assert Invitation.objects.waiting().count() == 1
    assert not mailoutbox


@pytest.mark.parametrize("name", ["renvoyer", "retirer_invitation"])
def test_an_invitation_of_another_espace_is_not_found_here(as_user, claire, ailleurs, name):
    theirs, _ = make_invitation(ailleurs)
    assert as_user(claire).post(row(name, theirs)).status_code == 404
    assert Invitation.objects.waiting().count() == 1


@pytest.mark.parametrize("name", ["renvoyer", "retirer_invitation"])
def test_a_get_does_not_send_nor_withdraw(as_user, claire, lisaude, name):
    invitation, _ = make_invitation(lisaude)
    assert as_user(claire).get(row(name, invitation)).status_code == 405


# --- accepting


def test_reading_the_link_accepts_nothing(visiteur, as_user, passante, lisaude):
    _, jeton = make_invitation(lisaude)
    for client in (visiteur, as_user(passante)):
        assert writes_of_get(client, link(jeton)) == []
        assert lisaude.nom in client.get(link(jeton)).content.decode()
    assert not Adhesion.objects.filter(utilisateur=passante).exists()


def test_accepting_makes_a_member_once(as_user, passante, driss, lisaude):
    invitation, jeton = make_invitation(lisaude, "passante@exemple.fr", role=Role.CONTRIBUTION)
    assert as_user(passante).post(link(jeton, "accepter")).url == lisaude.get_absolute_url()
    assert Adhesion.objects.get(utilisateur=passante).role == Role.CONTRIBUTION
    assert Trace.objects.get().geste == "rejoindre"
    invitation.refresh_from_db()
    assert invitation.acceptee_le is not None


def test_a_link_serves_one_person_only(as_user, passante, etranger, lisaude):
    _, jeton = make_invitation(lisaude)
    as_user(passante).post(link(jeton, "accepter"))
    response = as_user(etranger).post(link(jeton, "accepter"), follow=True)
    assert "déjà été acceptée" in response.content.decode()
    assert not Adhesion.objects.filter(utilisateur=etranger, espace=lisaude).exists()


def test_a_double_click_makes_one_membership(as_user, passante, lisaude):
    _, jeton = make_invitation(lisaude)
    client = as_user(passante)
    first, second = (client.post(link(jeton, "accepter")) for _ in range(2))
    assert first.url == second.url == lisaude.get_absolute_url()
    assert Adhesion.objects.filter(utilisateur=passante).count() == Trace.objects.count() == 1


def test_another_address_is_told_and_may_accept(as_user, passante, lisaude):
    _, jeton = make_invitation(lisaude, "bureau@exemple.fr")
    html = as_user(passante).get(link(jeton)).content.decode()
    assert "bureau@exemple.fr" in html
    assert "passante@exemple.fr" in html
    as_user(passante).post(link(jeton, "accepter"))
    assert Trace.objects.get().apres["courriel invité"] == "bureau@exemple.fr"


def test_a_stranger_does_not_see_which_address_was_invited(visiteur, lisaude):
    _, jeton = make_invitation(lisaude, "bureau@exemple.fr")
    assert "bureau@exemple.fr" not in visiteur.get(link(jeton)).content.decode()


def test_a_member_keeps_their_role(as_user, lou, lisaude):
    _, jeton = make_invitation(lisaude, role=Role.ANIMATION)
    assert "déjà membre" in as_user(lou).get(link(jeton)).content.decode()
    as_user(lou).post(link(jeton, "accepter"))
    assert Adhesion.objects.get(utilisateur=lou).role == Role.LECTURE


@pytest.mark.parametrize("trait", ["expiree", "acceptee", "retiree"])
def test_a_dead_link_says_why(visiteur, lisaude, trait):
    _, jeton = make_invitation(lisaude, **{trait: True})
    response = visiteur.get(link(jeton))
    assert response.status_code == 410
    assert {"expiree": "expiré", "acceptee": "acceptée", "retiree": "retirée"}[trait] in response.content.decode()


@pytest.mark.parametrize("jeton", ["inconnu", "x" * 500, "é", "<b>"])
def test_an_unknown_link_says_so(visiteur, db, jeton):
    assert visiteur.get(link(jeton)).status_code == 410


def test_an_expired_link_is_refused_even_by_post(as_user, passante, lisaude):
    _, jeton = make_invitation(lisaude, expiree=True)
    as_user(passante).post(link(jeton, "accepter"))
    assert not Adhesion.objects.filter(utilisateur=passante).exists()


def test_a_link_to_a_deleted_espace_opens_nothing(as_user, passante):
    _, jeton = make_invitation(make_espace(supprime=True))
    assert as_user(passante).get(link(jeton)).status_code == 410
    assert as_user(passante).post(link(jeton, "accepter")).status_code == 410


def test_a_stranger_signs_in_then_finds_the_invitation_again(visiteur, lisaude):
    _, jeton = make_invitation(lisaude)
    back = f"?next={link(jeton)}"
    assert back in visiteur.get(link(jeton)).content.decode()
    sent_away = visiteur.post(link(jeton, "accepter"), headers={"referer": f"http://testserver{link(jeton)}"})
    assert sent_away.url == reverse("account_login") + back
