"""Leaving for good: nothing of the name nor of the addresses remains in any table; what was contributed stays."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse

from maillage.acteurs.models import Acteur, Declaration, Personne, PorteParole
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Adhesion, Espace, Invitation, Role, Trace
from maillage.vieprivee.depart import SeulAAnimer, remove_compte
from tests.fabriques import make_adhesion, make_invitation, make_utilisateur
from tests.fabriques_acteurs import make_acteur, make_personne
from tests.site.pages import bad_spaces, english_words, list_faults
from tests.vieprivee.base import dump, find_lines, tables
from tests.vieprivee.vies import BUREAU, COURRIEL, MOTS, live

SUPPRIMER, QUITTER = reverse("vieprivee:supprimer"), reverse("vieprivee:quitter")


@pytest.fixture
def zelie(lisaude, ailleurs, claire, etranger):
    cache.clear()
    return live(lisaude, ailleurs, claire, etranger)


def test_the_dump_reads_every_table_and_her_life_is_everywhere_in_it(zelie):
    """The next test would prove nothing if she had not been there, or were not looked for."""
    assert tables() <= {line.partition(":")[0] for line in dump().splitlines()} | empty_tables()
    held = {line.partition(":")[0] for line in find_lines(*MOTS)}
    assert held >= {
        "account_emailaddress", "acteurs_personne", "comptes_utilisateur", "django_admin_log", "espaces_invitation",
        "espaces_trace", "mfa_authenticator", "session",
    }  # fmt: skip
    assert len([line for line in find_lines(*MOTS, str(zelie.pk)) if line.startswith("session")]) == 3


def empty_tables():
    read = {line.partition(":")[0] for line in dump().splitlines()}
    return {table for table in tables() if table not in read}


def test_nothing_of_the_name_nor_of_the_addresses_remains_anywhere(zelie):
    pk = zelie.pk
    remove_compte(utilisateur=zelie)
    assert find_lines(*MOTS, BUREAU, COURRIEL) == []
    assert find_lines(str(pk), pk.hex) == []


def test_what_she_contributed_stays_signed_by_nobody(zelie):
    lines = Trace.objects.count()
    remove_compte(utilisateur=zelie)
    declared, verified = Declaration.objects.get(), Acteur.objects.get(nom="CCAS")
    assert (declared.source, declared.niveau_reel, declared.declare_par) == (verified, 3, None)
    assert (verified.date_verification is not None, verified.verifie_par) == (True, None)
    assert Personne.objects.get().nom == "Merle"
    assert Acteur.objects.filter(nom="Chargée de mission").exists()
    assert Trace.objects.count() > lines
    assert not PorteParole.objects.exists()


def test_others_keep_their_names_and_invitations(zelie, claire):
    remove_compte(utilisateur=zelie)
    assert Invitation.objects.get().courriel == "nadia@exemple.fr"
    assert Adhesion.objects.filter(utilisateur=claire).exists()


def test_her_other_devices_are_signed_out_and_nobody_else(zelie, as_user, claire):
    kept = as_user(claire)
    remove_compte(utilisateur=zelie)
    assert Session.objects.count() == 1
    assert kept.get(reverse("comptes:compte")).status_code == 200


def test_from_the_page_one_is_signed_out_and_back_home(zelie, as_user):
    client = as_user(zelie)
    assert client.post(SUPPRIMER)["Location"] == "/"
    assert not Utilisateur.objects.filter(email=COURRIEL).exists()
    assert client.get(reverse("comptes:compte")).status_code == 302
    assert find_lines(*MOTS) == []


def test_the_page_says_what_goes(zelie, as_user):
    html = as_user(zelie).get(QUITTER).content.decode()
    assert "Chargée de mission" in html
    assert (list_faults(html), english_words(html), bad_spaces(html)) == ([], set(), [])


def test_an_address_that_was_never_proven_takes_nobody_with_it(lisaude):
    """Otherwise anyone could erase someone by typing their address before leaving."""
    intruder = make_utilisateur("intrus@exemple.fr")
    EmailAddress.objects.create(user=intruder, email="odile@exemple.fr", verified=False)
    make_personne(make_acteur(lisaude, poste=True), courriel="odile@exemple.fr")
    make_invitation(lisaude, "odile@exemple.fr")
    remove_compte(utilisateur=intruder)
    assert Personne.objects.exists()
    assert Invitation.objects.exists()


def test_the_last_to_run_an_espace_is_told_first(as_user, claire, lisaude):
    response = as_user(claire).post(SUPPRIMER)
    assert response.status_code == 409
    assert lisaude.nom in response.content.decode()
    with pytest.raises(SeulAAnimer):
        remove_compte(utilisateur=claire)
    assert Adhesion.objects.filter(utilisateur=claire).exists()
    assert not Trace.objects.exists()


def test_an_espace_deleted_or_run_by_others_holds_nobody_back(claire, lisaude, ailleurs, etranger):
    make_adhesion(lisaude, role=Role.ANIMATION)
    remove_compte(utilisateur=claire)
    Espace.objects.filter(pk=ailleurs.pk).update(supprime_le="2026-05-01T00:00:00Z")
    remove_compte(utilisateur=etranger)
    assert not Utilisateur.objects.filter(email__in=["claire@exemple.fr", "etranger@exemple.fr"]).exists()


def test_a_link_does_not_delete(as_user, passante):
    assert as_user(passante).get(SUPPRIMER).status_code == 405
