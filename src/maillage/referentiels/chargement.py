"""Shipped rows and the table: new rows come in, shipped corrections too, what an administrator corrected stays."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import models, transaction

from maillage.referentiels.bases import Livrable
from maillage.referentiels.models import Dispositif, Fenetre, Public, Regle, Sphere, Theme, TypeActeur, Valeur

Ligne = dict[str, Any]
"""Values of one row by field name, as JSON keeps them: a foreign key is a code, a many-to-many a sorted list."""

PAS = 10
"""Distance between two shipped ranks: an administrator slips a row between two."""


@dataclass(frozen=True)
class Liste:
    """One shipped file: its model, and the fields that recognise a row."""

    fichier: str
    modele: type[Livrable]
    cle: tuple[str, ...] = ("code",)
    fixes: Mapping[str, Any] = field(default_factory=dict)
    """Values that every shipped row has, and that are no part of the file."""


LISTES = (  # a list comes after those that it names
    Liste("spheres.csv", Sphere, fixes={"espace": None}),
    Liste("themes.csv", Theme),
    Liste("publics.csv", Public),
    Liste("types.csv", TypeActeur),
    Liste("valeurs.csv", Valeur, cle=("liste", "code")),
    Liste("dispositifs.csv", Dispositif),
    Liste("fenetres.csv", Fenetre),
    Liste("regles.csv", Regle),
)


@dataclass
class Bilan:
    """What one loading did, for the command to say."""

    creees: int = 0
    mises_a_jour: int = 0
    gardees: list[str] = field(default_factory=list)
    """Names of rows where a correction made here was kept."""


def load_all() -> dict[str, Bilan]:
    """Every shipped list, all or nothing, by name of model."""
    with transaction.atomic():
        return {str(liste.modele._meta.verbose_name_plural): load_rows(liste, read_rows(liste)) for liste in LISTES}


def read_rows(liste: Liste) -> list[Ligne]:
    """The rows of a shipped file, typed as the model wants them, ranked as they are written."""
    text = files("maillage.referentiels").joinpath("donnees", liste.fichier).read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [
        {name: _read_value(liste.modele, name, value) for name, value in row.items()} | {"ordre": rank * PAS}
        for rank, row in enumerate(rows, start=1)
    ]


def _read_value(modele: type[models.Model], name: str, value: str) -> Any:
    column = modele._meta.get_field(name)
    if isinstance(column, models.BooleanField):
        return value == "oui"
    if isinstance(column, models.DateField):
        return value or None
    if isinstance(column, models.IntegerField):
        return int(value) if value else None
    return sorted(value.split()) if column.many_to_many else value


def load_rows(liste: Liste, rows: Iterable[Ligne]) -> Bilan:
    """Create or update. Rows that are no longer shipped stay: something may point to them."""
    bilan = Bilan()
    known = {_key_of(instance, liste): instance for instance in _existing(liste)}
    fresh = []
    for row in rows:
        instance = known.get(tuple(row[name] for name in liste.cle))
        if instance is None:
            fresh.append(row)
        else:
            _update(instance, row, bilan)
    _create(liste, fresh)
    bilan.creees = len(fresh)
    return bilan


def _existing(liste: Liste) -> models.QuerySet[Any]:
    linked = [column.name for column in liste.modele._meta.many_to_many]
    named = [
        column.name for column in liste.modele._meta.fields if column.many_to_one and column.name not in liste.fixes
    ]
    return liste.modele._default_manager.filter(**liste.fixes).select_related(*named).prefetch_related(*linked)


def _key_of(instance: models.Model, liste: Liste) -> tuple[str, ...]:
    return tuple(getattr(instance, name) for name in liste.cle)


def _create(liste: Liste, rows: list[Ligne]) -> None:
    """In bulk. Links come once all are there: a row may name another of its list."""
    pointed = {
        column.name: {one.code: one for one in _shared(column)}
        for column in liste.modele._meta.fields
        if rows and isinstance(column, models.ForeignKey) and column.name in rows[0]
    }
    created = [_build(liste, row, pointed) for row in rows]
    liste.modele._default_manager.bulk_create(created)
    for column in liste.modele._meta.many_to_many:
        if rows and column.name in rows[0]:
            _link_created(created, column)


def _build(liste: Liste, row: Ligne, pointed: Mapping[str, Mapping[str, Any]]) -> Any:
    instance = liste.modele(**liste.fixes, livre=row)
    _fill(instance, {name: value for name, value in row.items() if name not in pointed})
    for name, by_code in pointed.items():
        setattr(instance, name, by_code[row[name]])
    return instance


def _link_created(created: list[Any], column: Any) -> None:
    """The many-to-many of rows that have none yet, by code."""
    keys = dict(_shared(column).values_list("code", "pk"))
    join = column.remote_field.through
    source, target = f"{column.m2m_field_name()}_id", f"{column.m2m_reverse_field_name()}_id"
    join._default_manager.bulk_create(
        join(**{source: one.pk, target: keys[code]})
        for one in created
        for code in one.livre[column.name]
        if code in keys
    )


def _update(instance: Any, row: Ligne, bilan: Bilan) -> None:
    """Field by field: one still as it was shipped takes its new shipped value, a corrected one stays."""
    current = read_current(instance, row)
    corrected = find_corrections(instance, current)
    changed = {name: value for name, value in row.items() if name not in corrected and current[name] != value}
    if any(row[name] != current[name] for name in corrected):
        bilan.gardees.append(str(instance))
    if not changed and instance.livre == row:
        return
    bilan.mises_a_jour += bool(changed)
    _write(instance, changed, row)


def find_corrections(instance: Any, current: Ligne) -> set[str]:
    """Fields that differ from what was shipped; one never shipped before belongs to whoever filled it."""
    return {name for name, value in current.items() if value != instance.livre.get(name, _default(instance, name))}


def _default(instance: models.Model, name: str) -> Any:
    column = instance._meta.get_field(name)
    return column.get_default() if isinstance(column, models.Field) and not column.many_to_many else []


def read_current(instance: models.Model, names: Iterable[str]) -> Ligne:
    return {name: _read_current(instance, name) for name in names}


def _read_current(instance: models.Model, name: str) -> Any:
    value = getattr(instance, name)
    if isinstance(value, models.Manager):
        return sorted(linked.code for linked in value.all())
    if isinstance(value, models.Model):
        return value.code  # type: ignore[attr-defined]  # only lists of reference are named
    return value.isoformat() if isinstance(value, date) else value


def restore_shipped(instance: Any) -> None:
    """Give up the corrections made here: the row is again as it was shipped."""
    _write(instance, dict(instance.livre), instance.livre)


def is_corrected(instance: Any) -> bool:
    """Costs a query for each many-to-many, unless prefetched."""
    return bool(find_corrections(instance, read_current(instance, instance.livre)))


def _write(instance: Any, values: Ligne, livre: Ligne) -> None:
    _fill(instance, values)
    instance.livre = livre
    instance.save()
    _link(instance, values)


def _fill(instance: Any, values: Ligne) -> None:
    """Every value but the many-to-many."""
    for name, value in values.items():
        column = instance._meta.get_field(name)
        if isinstance(column, models.ForeignKey):
            setattr(instance, name, _shared(column).get(code=value))
        elif not column.many_to_many:
            setattr(instance, name, column.to_python(value))


def _link(instance: Any, values: Ligne) -> None:
    """Many-to-many, by code."""
    for name, codes in values.items():
        column = instance._meta.get_field(name)
        if column.many_to_many:
            getattr(instance, name).set(_shared(column).filter(code__in=codes))


def _shared(column: Any) -> models.QuerySet[Any]:
    """The rows that every espace knows, of the list that a column names."""
    named = column.related_model
    if named is Sphere:
        return Sphere.objects.shared()
    rows: models.QuerySet[Any] = named._default_manager.complex_filter(column.get_limit_choices_to())
    return rows
