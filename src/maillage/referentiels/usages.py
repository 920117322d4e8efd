"""Whether something points to a row, whatever room it stands in: this room does not know those above it."""

from __future__ import annotations

from django.db import models


def count_usages(instance: models.Model, *, ignoring: frozenset[str] = frozenset()) -> int:
    """How many rows point to this one, relations named in `ignoring` (`app.model.field`) apart.

    One query per relation of the schema to this model. A reference of each model counts, whether it would be blocked,
    emptied or deleted along: none may happen silently.
    """
    return sum(_count(instance, relation) for relation in _relations(instance) if _name(relation) not in ignoring)


def _relations(instance: models.Model) -> list[models.ForeignObjectRel]:
    """Foreign keys, and many-to-many written on the other side; not the rows that only join two tables."""
    everything = instance._meta.get_fields(include_hidden=True)
    return [
        relation
        for relation in everything
        if isinstance(relation, models.ForeignObjectRel) and not relation.related_model._meta.auto_created
    ]


def _name(relation: models.ForeignObjectRel) -> str:
    return f"{relation.related_model._meta.label_lower}.{relation.field.name}"


def _count(instance: models.Model, relation: models.ForeignObjectRel) -> int:
    manager = relation.related_model._default_manager
    return int(manager.filter(**{relation.field.name: instance}).count())
