"""No room may hold an espace's data without saying whether the archive carries it."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from maillage.espaces.models import Espace
from maillage.exports.archive.tables import CHAMPS_TUS, EXCEPTIONS, REFERENTIELS, TABLES

PORTES = [one.label for one in (*REFERENTIELS, *TABLES)]


def list_models() -> dict[str, type[models.Model]]:
    """Every model of the project; tables that only join two of them go with their owner."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("maillage.")]
    return {model._meta.label: model for model in ours}


def test_every_model_is_in_the_archive_or_left_out_with_a_reason():
    assert sorted(list_models()) == sorted([*PORTES, *EXCEPTIONS])


def test_no_model_is_told_twice():
    assert len({*PORTES, *EXCEPTIONS}) == len(PORTES) + len(EXCEPTIONS)
    assert all(reason.strip() for reason in EXCEPTIONS.values())


def test_each_table_leads_to_its_espace():
    for table in TABLES:
        model = table.modele
        for name in table.espace.split("__"):
            model = model if name == "pk" else model._meta.get_field(name).related_model
        assert model is Espace, table.label


def test_a_table_comes_after_those_that_it_names():
    seen = {one.label for one in REFERENTIELS} | {"comptes.Utilisateur"}
    for table in TABLES:
        named = {f.related_model._meta.label for f in table.modele._meta.get_fields() if f.concrete and f.is_relation}
        assert named - seen - {table.label} == set(), table.label
        seen.add(table.label)


def test_silent_fields_exist():
    for label, fields in CHAMPS_TUS.items():
        assert fields.keys() <= {field.name for field in list_models()[label]._meta.concrete_fields}


def test_files_of_the_espace_would_have_to_be_carried_too():
    """Until a room keeps files: then `archive/` must take them along, and this test goes."""
    with_files = [
        label for label in PORTES for f in list_models()[label]._meta.fields if isinstance(f, models.FileField)
    ]
    assert with_files == []
