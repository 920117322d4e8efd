"""The list and the sheet of the cadres of an espace: what each reader sees, and what is done to a sheet whole."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre, Participation
from maillage.espaces.fiches_actions import verify_fiche
from maillage.espaces.models import Espace, Visibilite
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques_acteurs import make_acteur, make_theme
from tests.fabriques_cadres import make_cadre, make_dispositif, make_participation, make_roles

pytestmark = pytest.mark.django_db
LISTE = "/espace/lisaude/cadres/"


def open_to_all(espace: Espace) -> None:
    Espace.objects.filter(pk=espace.pk).update(visibilite=Visibilite.PUBLIQUE)


def read(client, path, **data) -> str:
    response = client.get(path, data)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize(
    ("trait", "driss_sees", "lou_sees", "public_sees"),
    [
        ({}, 200, 200, 200),
        ({"reserve": True}, 200, 200, 404),
        ({"brouillon": True}, 200, 404, 404),
        ({"retire": True}, 404, 404, 404),
    ],
)
def test_who_opens_which_sheet(lisaude, as_user, driss, lou, visiteur, trait, driss_sees, lou_sees, public_sees):
    open_to_all(lisaude)
    path = make_cadre(lisaude, "Contrat", **trait).get_absolute_url()
    readers = (as_user(driss), as_user(lou), visiteur)
    assert [client.get(path).status_code for client in readers] == [driss_sees, lou_sees, public_sees]
    for client, sees in zip(readers, (driss_sees, lou_sees, public_sees), strict=True):
        assert ("Contrat" in read(client, LISTE)) == (sees == 200)


def test_another_espace_is_not_shown(as_user, lou, ailleurs):
    make_cadre(ailleurs, "Contrat d’ailleurs")
    assert "Contrat d’ailleurs" not in read(as_user(lou), LISTE)


def test_the_empty_list_says_how_to_begin_to_who_may(as_user, driss, lou):
    assert "Ajouter un dispositif" in read(as_user(driss), LISTE)
    assert "Ajouter un dispositif" not in read(as_user(lou), LISTE)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"q": "alimentaire"}, {"Projet alimentaire"}),
        ({"q": "convention"}, {"CTG de la Lisaude"}),  # by its reference
        ({"nature": "action"}, {"Jardin partagé"}),
        ({"sphere": "DL"}, {"Projet alimentaire"}),
        ({"theme": "alimentation"}, {"Projet alimentaire", "Jardin partagé"}),
        ({"statut": "en-projet"}, {"Jardin partagé"}),
        ({"reference": "D01"}, {"CTG de la Lisaude"}),
        ({"theme": "alimentation", "nature": "action"}, {"Jardin partagé"}),
    ],
)
def test_each_facet_narrows(lisaude, as_user, lou, asked, shown):
    from tests.fabriques_acteurs import make_sphere  # noqa: PLC0415

    theme = make_theme()
    make_cadre(lisaude, "CTG de la Lisaude", reference=make_dispositif())
    make_cadre(lisaude, "Projet alimentaire", sphere=make_sphere("DL"), themes=[theme])
    make_cadre(lisaude, "Jardin partagé", nature="action", statut="en-projet", themes=[theme])
    text = read(as_user(lou), LISTE, **asked)
    names = ("CTG de la Lisaude", "Projet alimentaire", "Jardin partagé")
    assert {name for name in names if f">{name}</a>" in text} == shown


def test_homonyms_are_asked_about_in_the_list(lisaude, as_user, lou):
    make_dispositif("D02", "CEJ", "Contrat enfance-jeunesse")
    make_dispositif("D16", "CEJ", "Contrat d’engagement jeune")
    text = read(as_user(lou), LISTE, q="CEJ")
    assert "Lequel" in text
    assert "?reference=D02" in text
    assert "?reference=D16" in text


def test_the_list_is_paginated_at_a_fixed_cost(lisaude, as_user, lou):
    make_cadre(lisaude, themes=[make_theme()], reference=make_dispositif())
    client = as_user(lou)
    few = count_queries(client, LISTE)
    for _ in range(34):
        make_cadre(lisaude, themes=[make_theme()])
    assert count_queries(client, LISTE) <= few
    assert few <= 22
    assert "page=2" in read(client, LISTE)


# The sheet


@pytest.fixture
def ctg(lisaude):
    make_roles()
    return make_cadre(lisaude, "CTG de la Lisaude", reference=make_dispositif(), debut=date(2024, 1, 1))


def test_participants_stand_by_role_with_their_phase_of_entry(ctg, as_user, lou):
    make_participation(ctg, make_acteur(ctg.espace, "Caf", sphere="DS"), "pilote", phase="P1", depuis=date(2024, 2, 1))
    make_participation(ctg, make_acteur(ctg.espace, "Pays", sphere="DL"), "membre", phase="P4")
    text = read(as_user(lou), ctg.get_absolute_url())
    assert text.index("<h3>Pilote") < text.index("Caf") < text.index("<h3>Membre") < text.index("Pays")
    assert "P4 · Recherche de financement" in text
    assert "monde par monde\u00a0: Développement social, émergence (P1)\u202f; " in text
    assert "; Développement local, recherche de financement (P4)." in text


def test_a_hidden_actor_is_not_betrayed(ctg, visiteur, as_user, driss):
    open_to_all(ctg.espace)
    make_participation(ctg, make_acteur(ctg.espace, "Structure cachée", brouillon=True), phase="P2")
    assert "Structure cachée" not in read(visiteur, ctg.get_absolute_url())
    assert "Structure cachée" in read(as_user(driss), ctg.get_absolute_url())


def test_a_hidden_parent_or_child_is_not_betrayed(ctg, visiteur):
    open_to_all(ctg.espace)
    Cadre.objects.filter(pk=ctg.pk).update(parent=make_cadre(ctg.espace, "Parent caché", brouillon=True))
    make_cadre(ctg.espace, "Enfant caché", nature="action", parent=ctg, brouillon=True)
    make_cadre(ctg.espace, "Enfant montré", nature="action", parent=ctg)
    text = read(visiteur, ctg.get_absolute_url())
    assert ("Parent caché" in text, "Enfant caché" in text, "Enfant montré" in text) == (False, False, True)


def test_the_public_reads_neither_who_verified_nor_the_history(ctg, visiteur, claire):
    open_to_all(ctg.espace)
    verify_fiche(fiche=ctg, qui=claire, quand=date(2026, 11, 2))
    text = read(visiteur, ctg.get_absolute_url())
    assert "Vérifié par un humain" in text
    assert "Claire" not in text
    assert "Histoire de cette fiche" not in text
    assert "Corriger" not in text


def test_the_sheet_costs_the_same_for_many_and_a_get_writes_nothing(ctg, as_user, lou):
    client, path = as_user(lou), ctg.get_absolute_url()
    make_participation(ctg, make_acteur(ctg.espace), "pilote", phase="P1", depuis=date(2024, 2, 1))
    few = count_queries(client, path)
    for _ in range(70):
        make_participation(ctg, make_acteur(ctg.espace), phase="P2", depuis=date(2025, 2, 1))
    assert count_queries(client, path) == few
    assert few <= 18
    assert writes_of_get(client, path) == []
    assert "participants=2" in read(client, path)


def test_removed_then_brought_back_from_the_list(ctg, as_user, driss):
    client = as_user(driss)
    answer = client.post(reverse("cadres:retirer", args=["lisaude", ctg.pk]))
    assert "est retiré" in read(client, answer.headers["Location"])
    assert "CTG de la Lisaude" in read(client, reverse("cadres:corbeille", args=["lisaude"]))
    client.post(reverse("cadres:retablir", args=["lisaude", ctg.pk]))
    assert "CTG de la Lisaude" in read(client, ctg.get_absolute_url())


def test_one_that_was_taken_over_leads_to_the_other(ctg, as_user, lou):
    other = make_cadre(ctg.espace, retire=True, fusionne_dans=ctg)
    answer = as_user(lou).get(other.get_absolute_url())
    assert (answer.status_code, answer.headers["Location"]) == (302, ctg.get_absolute_url())


# Participants


def test_a_participant_is_found_then_said_then_corrected_then_removed(ctg, as_user, driss):
    client, acteur = as_user(driss), make_acteur(ctg.espace, "Épicerie solidaire")
    path = reverse("cadres:participer", args=["lisaude", ctg.pk])
    assert f"?acteur={acteur.pk}" in read(client, path, q="epicerie")
    sent = {"acteur": acteur.pk, "role": "membre", "phase": "P3", "depuis": "2025-03-01"}
    assert client.post(path, sent).status_code == 302
    one = Participation.objects.get()
    assert (one.acteur, one.phase, one.depuis) == (acteur, "P3", date(2025, 3, 1))
    page = reverse("cadres:participation", args=["lisaude", one.pk])
    assert client.post(page, {"role": "pilote", "phase": "P1"}).status_code == 302
    one.refresh_from_db()
    assert (one.role, one.phase, one.depuis) == ("pilote", "P1", None)
    client.post(reverse("cadres:retirer_participation", args=["lisaude", one.pk]))
    assert not Participation.objects.exists()


def test_a_participation_removed_comes_back_as_it_was_under_its_own_identifier(ctg, as_user, driss):
    one = make_participation(ctg, make_acteur(ctg.espace, "MSA"), "pilote", phase="P2", depuis=date(2025, 3, 1))
    client, kept = as_user(driss), Participation.objects.values()[0]
    answer = client.post(reverse("cadres:retirer_participation", args=["lisaude", one.pk]), follow=True)
    retablir = reverse("cadres:retablir_participation", args=["lisaude", one.pk])
    assert retablir in answer.content.decode()
    for _ in range(2):
        assert client.post(retablir).headers["Location"] == ctg.get_absolute_url()
    changed = {"cree_le", "modifie_le"}
    (back,) = Participation.objects.values()
    assert {k: v for k, v in back.items() if k not in changed} == {k: v for k, v in kept.items() if k not in changed}
    assert retablir not in read(client, f"{ctg.get_absolute_url()}?retiree={one.pk}")


def test_nothing_of_an_actor_out_of_sight_is_told_by_what_was_removed(ctg, as_user, driss, lou):
    one = make_participation(ctg, make_acteur(ctg.espace, "MSA"))
    as_user(driss).post(reverse("cadres:retirer_participation", args=["lisaude", one.pk]))
    Acteur.objects.update(retire_le=timezone.now())
    page = f"{ctg.get_absolute_url()}?retiree={one.pk}"
    assert "Annuler le retrait" not in read(as_user(driss), page) + read(as_user(lou), page)
    assert as_user(driss).post(reverse("cadres:retablir_participation", args=["lisaude", one.pk])).status_code == 404
    assert not Participation.objects.exists()


def test_a_role_already_held_or_inverted_dates_are_told_at_their_field(ctg, as_user, driss):
    acteur = make_acteur(ctg.espace)
    make_participation(ctg, acteur, "pilote")
    other = make_participation(ctg, acteur, "membre")
    client, page = as_user(driss), reverse("cadres:participation", args=["lisaude", other.pk])
    answer = client.post(page, {"role": "pilote"})
    assert (answer.status_code, "déjà ce rôle" in answer.content.decode()) == (422, True)
    answer = client.post(page, {"role": "membre", "depuis": "2026-05-01", "jusqu_a": "2026-01-01"})
    assert (answer.status_code, "après le début" in answer.content.decode()) == (422, True)
    other.refresh_from_db()
    assert (other.role, other.depuis) == ("membre", None)


def test_an_actor_of_another_espace_cannot_take_part(ctg, ailleurs, as_user, driss):
    path = reverse("cadres:participer", args=["lisaude", ctg.pk])
    sent = {"acteur": make_acteur(ailleurs).pk, "role": "membre"}
    assert as_user(driss).post(path, sent).status_code == 404
    assert not Participation.objects.exists()


@pytest.mark.parametrize(("nature", "told"), [("action", True), ("instance", False)])
def test_a_missing_phase_is_told_where_one_is_expected(lisaude, as_user, lou, nature, told):
    cadre = make_cadre(lisaude, "Comité", nature=nature)
    make_participation(cadre, make_acteur(lisaude, "Caf"))
    page = read(as_user(lou), cadre.get_absolute_url())
    assert ("phase d’entrée non dite" in page, "à quelle phase chacun est entré" in page) == (told, told)
