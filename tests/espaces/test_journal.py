"""The journal: what a trace holds, what its page says, who reads it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from maillage.espaces.journal import Geste, describe_changes, describe_value, forget, snapshot, trace
from maillage.espaces.models import Espace, Trace
from tests.conftest_site import count_queries

CHAMPS = ("nom", "visibilite")


@pytest.fixture
def journal(lisaude):
    return reverse("espaces:journal", args=["lisaude"])


def leave_trace(espace, qui=None, *, geste=Geste.MODIFIER, jours=0, **values):
    line = trace(espace=espace, qui=qui, geste=geste, objet=espace, **values)
    if jours:
        Trace.objects.filter(pk=line.pk).update(quand=timezone.now() - timedelta(days=jours))
    return line


@pytest.mark.django_db(transaction=True)
def test_a_trace_outside_a_transaction_is_refused(lisaude):
    with pytest.raises(transaction.TransactionManagementError):
        leave_trace(lisaude)


@pytest.mark.django_db(transaction=True)
def test_a_trace_falls_with_the_change_it_tells(lisaude):
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        leave_trace(lisaude)
        raise RuntimeError
    assert not Trace.objects.exists()


def test_only_what_differs_is_kept(lisaude):
    before = snapshot(lisaude, CHAMPS)
    lisaude.nom = "Lisaude et Monts"
    line = leave_trace(lisaude, avant=before, apres=snapshot(lisaude, CHAMPS))
    assert line.avant == {"nom": "Monts et Vallée de la Lisaude"}
    assert line.apres == {"nom": "Lisaude et Monts"}


def test_an_edit_that_changes_nothing_leaves_no_line(lisaude):
    same = snapshot(lisaude, CHAMPS)
    assert leave_trace(lisaude, avant=same, apres=same) is None
    assert not Trace.objects.exists()


def test_snapshot_keeps_relations_readable(claire, lisaude):
    adhesion = claire.adhesions.get()
    kept = snapshot(adhesion, ["espace", "role", "depuis"])
    assert kept["espace"] == {"id": str(lisaude.pk), "nom": lisaude.nom}
    assert kept["depuis"] == adhesion.depuis.isoformat()


@pytest.mark.parametrize(
    ("champ", "avant", "apres", "dit"),
    [
        pytest.param("nom", "A", "B", ("nom", "A", "B"), id="text"),
        pytest.param("nom", "", "B", ("nom", "vide", "B"), id="empty"),
        pytest.param("visibilite", "membres", "publique", ("qui peut lire", "Les membres seulement", "Tout le monde")),
        pytest.param("fictif", False, True, ("fictif", "non", "oui"), id="yes-no"),
        pytest.param("date_reference", "2026-11-23", None, ("date de référence", "23 novembre 2026", "vide"), id="day"),
        pytest.param("disparu", 1, [{"nom": "X"}, {"nom": "Y"}], ("disparu", "1", "X, Y"), id="field-gone"),
    ],
)
def test_changes_are_told_in_french(lisaude, champ, avant, apres, dit):
    line = Trace(objet="espaces.espace", avant={champ: avant}, apres={champ: apres})
    [change] = describe_changes(line)
    assert (change.champ, change.avant, change.apres) == dit


def test_a_trace_of_a_model_that_has_gone_is_still_readable():
    [change] = describe_changes(Trace(objet="ancien.modele", avant={}, apres={"un_champ": "valeur"}))
    assert (change.champ, change.apres) == ("un champ", "valeur")


def test_forgetting_a_person_empties_the_lines_and_keeps_them(lisaude, claire):
    leave_trace(lisaude, claire, apres={"nom": "Paul"})
    assert forget([lisaude.pk]) == 1
    line = Trace.objects.get()
    assert (line.libelle, line.apres, line.qui) == ("(donnée effacée)", {}, claire)


def test_the_page_says_who_what_when_before_and_after(as_user, claire, lisaude, journal):
    leave_trace(lisaude, claire, avant={"nom": "Avant"}, apres={"nom": "Lisaude"})
    html = as_user(claire).get(journal).content.decode()
    for said in ["Claire Morin", "a modifié", "espace", "Avant", "Lisaude", f"{timezone.localtime():%H:%M}"]:
        assert said in html


@pytest.mark.parametrize(("person", "status"), [("driss", 403), ("lou", 403), ("etranger", 404), ("passante", 404)])
def test_only_the_animation_reads_it(request, as_user, journal, person, status):
    assert as_user(request.getfixturevalue(person)).get(journal).status_code == status


def test_a_stranger_is_sent_to_sign_in(visiteur, journal):
    response = visiteur.get(journal)
    assert response.status_code == 302
    assert response.url.endswith(f"?next={journal}")


def test_nothing_of_another_espace_shows(as_user, claire, ailleurs, journal):
    leave_trace(ailleurs, apres={"nom": "Secret d’ailleurs"})
    assert "Secret" not in as_user(claire).get(journal).content.decode()


def test_filters_by_person_kind_and_date(as_user, claire, driss, lisaude, journal):
    leave_trace(lisaude, claire, apres={"nom": "par-claire"})
    leave_trace(lisaude, driss, apres={"nom": "par-driss"}, jours=10)
    client = as_user(claire)
    week_ago = (timezone.localdate() - timedelta(days=7)).isoformat()

    def shown(**filters):
        html = client.get(journal, filters).content.decode()
        return {name for name in ["par-claire", "par-driss"] if name in html}

    assert shown() == {"par-claire", "par-driss"}
    assert shown(qui=driss.pk) == {"par-driss"}
    assert shown(du=week_ago) == {"par-claire"}
    assert shown(au=week_ago) == {"par-driss"}
    assert shown(objet="espaces.espace") == {"par-claire", "par-driss"}


@pytest.mark.parametrize(
    "filters",
    [{"qui": "x"}, {"qui": str(uuid4())}, {"du": "32/13"}, {"avant": "zz"}, {"avant": "9" * 30}, {"objet": "'"}],
)
def test_nonsense_filters_do_no_harm(as_user, claire, journal, filters):
    assert as_user(claire).get(journal, filters).status_code == 200


def test_pages_do_not_shift_when_something_is_written(as_user, claire, lisaude, journal):
    for rank in range(50):
        leave_trace(lisaude, claire, apres={"nom": f"ligne-{rank:02}"})
    client = as_user(claire)
    first = client.get(journal)
    leave_trace(lisaude, claire, apres={"nom": "entre-temps"})
    second = client.get(f"{journal}?{first.context['plus_ancien']}")
    told = [line.trace.apres["nom"] for response in (first, second) for line in response.context["lignes"]]
    assert told == [f"ligne-{rank:02}" for rank in range(49, -1, -1)]
    assert not second.context["plus_ancien"]


def test_html_in_a_name_is_inert(as_user, claire, lisaude, journal):
    leave_trace(lisaude, claire, apres={"nom": "<script>alert(1)</script>"})
    html = as_user(claire).get(journal).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_page_costs_the_same_for_one_line_or_forty(as_user, claire, lisaude, journal):
    leave_trace(lisaude, claire, apres={"nom": "un"})
    client = as_user(claire)
    alone = count_queries(client, journal)
    for rank in range(40):
        leave_trace(lisaude, claire, apres={"nom": str(rank)})
    assert count_queries(client, journal) == alone <= 8


@pytest.mark.parametrize(
    ("champ", "valeur", "dit"),
    [
        pytest.param("date_reference", "2026-05-01", "1er mai 2026", id="day"),
        pytest.param("cree_le", "2026-05-01T12:00:00+02:00", "1er mai 2026 à 12:00", id="moment"),
        pytest.param("date_reference", "2026-05-11", "11 mai 2026", id="another day"),
    ],
)
def test_the_first_of_a_month_is_said_as_french_says_it(champ, valeur, dit):
    assert describe_value(Espace, champ, valeur) == dit
