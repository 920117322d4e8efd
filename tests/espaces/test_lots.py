"""Rows written in bulk: the same as `bulk_create` would have written, in one statement."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from maillage.espaces.lots import insert_objects, insert_rows
from maillage.espaces.models import Espace, Trace

HIER = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ID = UUID("019aa000-0000-7000-8000-000000000001")
COLONNES = ("espace", "quand", "geste", "objet", "objet_id", "libelle", "apres")
HOSTILE = "L’Œuvre'); DROP TABLE espaces_trace; --"


def tell_rows(espace, count=2):
    return [
        (espace.pk, HIER, "importer", "acteurs.acteur", ID, HOSTILE, {"nom": HOSTILE, "rang": n}) for n in range(count)
    ]


def test_values_come_back_as_they_were_given(lisaude):
    insert_rows(Trace, COLONNES, tell_rows(lisaude))
    kept = list(Trace.objects.filter(objet_id=ID).order_by("id"))
    assert [(one.quand, one.libelle, one.apres) for one in kept] == [
        (HIER, HOSTILE, {"nom": HOSTILE, "rang": 0}),
        (HIER, HOSTILE, {"nom": HOSTILE, "rang": 1}),
    ]


def test_what_is_not_said_takes_its_default(lisaude):
    insert_rows(Trace, COLONNES, tell_rows(lisaude, 1))
    kept = Trace.objects.get(objet_id=ID)
    assert (kept.avant, kept.qui, kept.concerne) == ({}, None, None)


def test_objects_are_written_with_the_date_of_their_creation(db):
    insert_objects([Espace(nom="Haut", slug="haut"), Espace(nom="Bas", slug="bas")])
    kept = Espace.objects.filter(slug__in=["haut", "bas"]).order_by("slug")
    assert [(one.nom, one.cree_le is not None) for one in kept] == [("Bas", True), ("Haut", True)]


def test_objects_that_come_back_keep_their_dates(db):
    insert_objects([Espace(nom="Haut", slug="haut", cree_le=HIER)], as_they_are=True)
    assert Espace.objects.get(slug="haut").cree_le == HIER


@pytest.mark.django_db(transaction=True)
def test_one_row_refused_refuses_them_all(lisaude):
    twice = [Espace(nom="Haut", slug="haut"), Espace(nom="Encore", slug="haut")]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_objects(twice)
    assert not Espace.objects.filter(slug="haut").exists()


@pytest.mark.parametrize("count", [1, 500])
def test_one_statement_whatever_the_number(lisaude, django_assert_num_queries, count):
    with django_assert_num_queries(1):
        insert_rows(Trace, COLONNES, tell_rows(lisaude, count))


def test_nothing_costs_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_objects([])
        insert_rows(Trace, COLONNES, [])
