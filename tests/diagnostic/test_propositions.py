"""A meeting proposed in one click, and taken back in one more."""

from __future__ import annotations

import pytest

from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.espaces.models import Trace
from tests.diagnostic.conftest import find, read, say
from tests.fabriques_acteurs import make_acteur, make_porte_parole

ADRESSE = "/espace/lisaude/propositions/"
CROISEMENT = "/espace/lisaude/croisement/AS-DL/"


def pair(espace, a="A3", b="L4"):
    return {"a": str(find(espace, a).pk), "b": str(find(espace, b).pk)}


def test_the_animation_proposes_and_the_page_says_so(petit, as_user, claire):
    client = as_user(claire)
    response = client.post(ADRESSE, pair(petit), follow=True)
    page = response.content.decode()
    assert "un lien souhaité" in page
    lien = Lien.objects.get(a__nom__in=["A3", "L4"], b__nom__in=["A3", "L4"])
    assert (lien.etat, lien.niveau_souhaite) == (EtatLien.SOUHAITE, 1)
    assert Trace.objects.filter(espace=petit, qui=claire, objet="acteurs.declaration").exists()


def test_the_proposal_is_taken_back_whole(petit, as_user, claire):
    client = as_user(claire)
    client.post(ADRESSE, pair(petit))
    said = Declaration.objects.get(origine="proposition")
    response = client.post(f"{ADRESSE}{said.pk}/annuler/", follow=True)
    assert "est annulée" in response.content.decode()
    assert not Lien.objects.filter(etat=EtatLien.SOUHAITE).exists()
    again = client.post(f"{ADRESSE}{said.pk}/annuler/", follow=True)
    assert "déjà annulée" in again.content.decode()


def test_a_proposal_can_be_taken_back_later_from_the_page(petit, as_user, claire, lou):
    as_user(claire).post(ADRESSE, pair(petit))
    said = Declaration.objects.get(origine="proposition")
    address = f"{ADRESSE}{said.pk}/annuler/"
    assert address in read(as_user(claire), CROISEMENT)
    assert address not in read(as_user(lou), CROISEMENT)


def test_a_double_click_proposes_once(petit, as_user, claire):
    client = as_user(claire)
    client.post(ADRESSE, pair(petit))
    response = client.post(ADRESSE, pair(petit), follow=True)
    assert "déjà souhaité" in response.content.decode()
    assert Declaration.objects.filter(origine="proposition").count() == 1


def test_nobodys_word_is_changed(petit, as_user, claire):
    a, b = find(petit, "A3"), find(petit, "L4")
    say(a, b, 0)
    as_user(claire).post(ADRESSE, pair(petit))
    assert Declaration.objects.get(source=a, cible=b).niveau_souhaite is None
    assert Declaration.objects.get(source=b, cible=a).niveau_souhaite == 1


def test_when_both_have_spoken_only_the_wish_comes_and_goes(petit, as_user, claire):
    a, b = find(petit, "A3"), find(petit, "L4")
    say(a, b, 0)
    say(b, a, 0)
    client = as_user(claire)
    client.post(ADRESSE, pair(petit))
    said = Declaration.objects.get(lien__a__in=[a, b], niveau_souhaite=1)
    assert said.niveau_reel == 0
    client.post(f"{ADRESSE}{said.pk}/annuler/")
    said.refresh_from_db()
    assert (said.niveau_reel, said.niveau_souhaite) == (0, None)


def test_a_contributor_proposes_for_those_they_speak_for_only(petit, as_user, driss):
    client = as_user(driss)
    assert client.post(ADRESSE, pair(petit)).status_code == 403
    make_porte_parole(find(petit, "L4"), driss)
    assert client.post(ADRESSE, pair(petit)).status_code == 302
    assert Declaration.objects.get(origine="proposition").source.nom == "L4"


def test_readers_and_strangers_propose_nothing(petit, as_user, lou, etranger, visiteur):
    assert as_user(lou).post(ADRESSE, pair(petit)).status_code == 403
    assert as_user(etranger).post(ADRESSE, pair(petit)).status_code == 404
    assert visiteur.post(ADRESSE, pair(petit)).status_code == 302
    assert not Declaration.objects.filter(origine="proposition").exists()


@pytest.mark.parametrize("other", ["", "n’importe quoi", "96c31569-fdcd-474b-8139-f00275fcf9cf"])
def test_forged_ends_are_not_found(petit, as_user, claire, other):
    assert as_user(claire).post(ADRESSE, pair(petit) | {"b": other}).status_code == 404


def test_an_actor_of_another_espace_is_not_found(petit, ailleurs, as_user, claire):
    foreign = make_acteur(ailleurs)
    assert as_user(claire).post(ADRESSE, pair(petit) | {"b": str(foreign.pk)}).status_code == 404


def test_oneself_cannot_be_met(petit, as_user, claire):
    assert as_user(claire).post(ADRESSE, pair(petit, "A3", "A3")).status_code == 404


def test_a_declaration_of_another_espace_cannot_be_taken_back(petit, ailleurs, as_user, claire):
    say(make_acteur(ailleurs, "X"), make_acteur(ailleurs, "Y"), niveau=None, niveau_souhaite=2)
    said = Declaration.objects.get(source__nom="X")
    as_user(claire).post(f"{ADRESSE}{said.pk}/annuler/")
    assert Declaration.objects.filter(pk=said.pk).exists()


def test_the_button_is_shown_to_who_may_press_it(petit, as_user, claire, lou):
    assert ">Proposer<" in read(as_user(claire), CROISEMENT)
    assert ">Proposer<" not in read(as_user(lou), CROISEMENT)
