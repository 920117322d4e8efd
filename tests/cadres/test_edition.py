"""Adding and correcting a cadre: duplicates shown, homonyms asked, two people on one sheet."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from maillage.cadres import actions
from maillage.cadres.models import Cadre
from tests.fabriques_cadres import make_cadre, make_dispositif

pytestmark = pytest.mark.django_db
CREER = "/espace/lisaude/cadres/nouveau/"


def typed(**changes):
    fields = {"nature": "dispositif", "nom": "CTG de la Lisaude", "statut": "actif", "visibilite": "publique"}
    return fields | {"cle": str(uuid4())} | changes


def test_created_once_even_when_sent_twice(lisaude, as_user, driss):
    sent = typed()
    for _ in range(2):
        answer = as_user(driss).post(CREER, sent)
    assert (answer.status_code, Cadre.objects.count()) == (302, 1)


def test_the_reference_is_typed_by_acronym_without_accents(lisaude, as_user, driss):
    evs = make_dispositif("D05", "EVS", "Espace de vie sociale")
    as_user(driss).post(CREER, typed(nom="Café", reference="evs"))
    assert Cadre.objects.get().reference == evs


@pytest.mark.parametrize("texte", ["CEJ", "cej"])
def test_an_acronym_of_two_asks_which_and_writes_nothing(lisaude, as_user, driss, texte):
    make_dispositif("D02", "CEJ", "Contrat enfance-jeunesse")
    chosen = make_dispositif("D16", "CEJ", "Contrat d’engagement jeune")
    client = as_user(driss)
    answer = client.post(CREER, typed(reference=texte))
    assert (answer.status_code, "Lequel voulez-vous dire" in answer.content.decode()) == (422, True)
    assert not Cadre.objects.exists()
    client.post(CREER, typed(reference=[texte, chosen.libelle]))  # the button sends its own after the field
    assert Cadre.objects.get().reference == chosen


def test_what_is_not_a_dispositif_is_told(lisaude, as_user, driss):
    answer = as_user(driss).post(CREER, typed(reference="Plan Mars"))
    assert (answer.status_code, "ne connaissons pas" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("nom", ["C.T.G. de la Lisaude", "CTG Lisaude"])
def test_a_name_alike_is_shown_before_writing(lisaude, as_user, driss, nom):
    make_cadre(lisaude, "CTG de la Lisaude")
    answer = as_user(driss).post(CREER, typed(nom=nom))
    assert (answer.status_code, "peut-être déjà là" in answer.content.decode()) == (409, True)
    assert Cadre.objects.count() == 1
    as_user(driss).post(CREER, typed(nom=nom, doublon="autre"))
    assert Cadre.objects.count() == 2


def test_the_same_reference_still_running_is_shown(lisaude, as_user, driss):
    ctg = make_dispositif()
    make_cadre(lisaude, "Contrat avec la Caf", reference=ctg)
    make_cadre(lisaude, "Ancien contrat", reference=ctg, statut="termine")
    answer = as_user(driss).post(CREER, typed(nom="Projet partagé", reference="CTG"))
    assert [(one.cadre.nom, one.raison) for one in answer.context["doublons"]] == [
        ("Contrat avec la Caf", "même dispositif de référence")
    ]


def test_a_draft_of_another_espace_is_no_duplicate(ailleurs, lisaude, as_user, driss):
    make_cadre(ailleurs, "CTG de la Lisaude")
    assert as_user(driss).post(CREER, typed()).status_code == 302


def test_the_same_one_is_completed_field_by_field(lisaude, as_user, driss):
    one = make_cadre(lisaude, "CTG de la Lisaude")
    client = as_user(driss)
    answer = client.post(CREER, typed(nom="CTG Lisaude", sigle="CTG", doublon=str(one.pk)))
    assert (answer.status_code, "que garde-t-on" in answer.content.decode()) == (409, True)
    one.refresh_from_db()
    assert one.sigle == ""


def test_two_people_on_one_sheet_choose_and_lose_nothing(lisaude, as_user, driss):
    one = make_cadre(lisaude, "CTG")
    client, page = as_user(driss), reverse("cadres:modifier", args=["lisaude", one.pk])
    form = client.get(page).context["form"]
    actions.save_cadre(espace=lisaude, qui=None, cadre=one, champs={"nom": "CTG 2026"})
    sent = typed(nom="CTG de la Lisaude", version=1, depart=form.fields["depart"].initial)
    answer = client.post(page, sent)
    text = answer.content.decode()
    assert (answer.status_code, "CTG 2026" in text, "CTG de la Lisaude" in text) == (409, True, True)
    assert Cadre.objects.get().nom == "CTG 2026"
    again = answer.context["form"].data
    assert client.post(page, {**again.dict(), "garder_nom": "mienne"}).status_code == 302
    assert Cadre.objects.get().nom == "CTG de la Lisaude"


def test_what_cannot_hold_it_is_refused_at_its_field(lisaude, as_user, driss):
    below = make_cadre(lisaude, "Dedans", nature="action")
    answer = as_user(driss).post(CREER, typed(nom="Autre chose", parent=below.pk))
    assert (answer.status_code, "ne peut pas contenir" in answer.content.decode()) == (422, True)


def test_a_parent_of_another_espace_is_an_invalid_choice(ailleurs, lisaude, as_user, driss):
    assert as_user(driss).post(CREER, typed(parent=make_cadre(ailleurs).pk)).status_code == 422


def test_inverted_dates_are_refused(lisaude, as_user, driss):
    answer = as_user(driss).post(CREER, typed(debut="2026-05-01", fin="2026-01-01"))
    assert (answer.status_code, "La fin vient après le début" in answer.content.decode()) == (422, True)


def test_what_stands_under_a_cadre_begins_with_what_it_says(lisaude, as_user, driss):
    one = make_cadre(lisaude, "CTG")
    form = as_user(driss).get(CREER, {"dans": str(one.pk), "nature": "instance"}).context["form"]
    assert (form.initial["parent"], form.initial["nature"]) == (one, "instance")


def test_the_hint_while_typing(lisaude, as_user, driss):
    make_cadre(lisaude, "CTG de la Lisaude")
    text = as_user(driss).get(CREER, {"fragment": "doublons", "nom": "ctg lisaude"}).content.decode()
    assert "CTG de la Lisaude" in text
    assert "<html" not in text
