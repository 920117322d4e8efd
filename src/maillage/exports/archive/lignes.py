"""The rows of a table as dictionaries of plain values: what JSON and CSV are written from. Nothing is left unsaid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import QuerySet

from maillage.espaces.models import Adhesion, Espace
from maillage.exports.archive.cles import Cles
from maillage.exports.archive.tables import Referentiel, Table, list_fields, list_relations
from maillage.exports.archive.valeurs import encode

Ligne = dict[str, Any]
PAR_TRANCHE = 2000


def iterate_table(table: Table, espace: Espace, cles: Cles) -> Iterator[Ligne]:
    """A fixed number of queries: one for the rows, one for each relation."""
    for _, ligne in _iterate(table.modele, table.rows(espace), cles):
        yield ligne


def iterate_referentiel(referentiel: Referentiel, espace: Espace, cles: Cles) -> Iterator[Ligne]:
    """The same, each row with its `cle`."""
    names = cles[referentiel.label]
    for pk, ligne in _iterate(referentiel.modele, referentiel.select(espace), cles):
        yield {"cle": names[pk], **ligne}


def list_comptes(espace: Espace) -> list[Ligne]:
    """The members: who could be invited again. Nothing else of their account."""
    members = Adhesion.objects.filter(espace=espace).order_by("utilisateur_id")
    rows = members.values_list("utilisateur_id", "utilisateur__email", "utilisateur__nom")
    return [{"id": str(pk), "courriel": email, "nom": nom} for pk, email, nom in rows]


def _iterate(modele: type[models.Model], rows: QuerySet[Any], cles: Cles) -> Iterator[tuple[Any, Ligne]]:
    fields = list_fields(modele)
    relations = {field.name: _read_relation(field, rows, cles) for field in list_relations(modele)}
    columns = ["pk", *(field.attname for field in fields)]
    for pk, *values in rows.values_list(*columns).iterator(chunk_size=PAR_TRANCHE):
        ligne = {field.name: _write(field, value, cles) for field, value in zip(fields, values, strict=True)}
        yield pk, ligne | {name: sorted(found.get(pk, ())) for name, found in relations.items()}


def _write(field: models.Field[Any, Any], value: Any, cles: Cles) -> Any:
    if value is not None and field.is_relation and field.related_model._meta.label in cles:  # type: ignore[union-attr]
        return cles[field.related_model._meta.label][value]  # type: ignore[union-attr]
    return encode(value)


def _read_relation(field: models.ManyToManyField[Any, Any], rows: QuerySet[Any], cles: Cles) -> Mapping[Any, list[str]]:
    """What each row is joined to, by name. Ends that the archive does not hold are left out."""
    source, target = field.m2m_column_name(), field.m2m_reverse_name()
    names = cles.get(field.related_model._meta.label)
    joined: defaultdict[Any, list[str]] = defaultdict(list)
    through: Any = field.remote_field.through
    pairs = through._default_manager.filter(**{f"{source}__in": rows.order_by().values("pk")})
    for row, end in pairs.values_list(source, target):
        if names is None:
            joined[row].append(str(end))
        elif end in names:
            joined[row].append(names[end])
    return joined
