"""Correcting many actors at once: as `acteurs.actions.save_acteur` does for one, a few queries for hundreds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import Model
from django.utils.dateparse import parse_date

from maillage.acteurs.actions import LIEU, RELATIONS
from maillage.acteurs.models import Acteur, PrecisionLieu
from maillage.apports.comparaison import LIENS_UNIQUES, is_empty
from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import LIBELLE_MAX, keep_differences, read_relation, read_value
from maillage.espaces.lots import insert_rows
from maillage.espaces.models import Trace
from maillage.referentiels.models import Public, Sphere, Theme, TypeActeur
from maillage.territoires.models import Territoire

DATES: Final = frozenset(("fin_financement", "date_verification"))
MODELES: Final[Mapping[str, type[Model]]] = {
    "themes": Theme, "publics": Public, "territoires": Territoire,
    "sphere": Sphere, "type": TypeActeur, "commune": Territoire, "parent": Acteur,
}  # fmt: skip
"""What the key in a value points to, by field."""
_FIXES: Final = frozenset(("id", "espace", "cree_le"))
Valeurs = Mapping[str, Any]


def correct(corrections: Mapping[Acteur, Valeurs], *, qui: Utilisateur | None, geste: str) -> list[Trace]:
    """Write these fields of these actors, inside the caller's transaction; the traces, saved, of those that changed.

    Actors come with their relations loaded. Values are written as in `LigneApport.valeurs`; what they point to and no
    longer exists is left out.
    """
    targets = _load_targets(corrections.values())
    traces, relations = [], {}
    for acteur, values in corrections.items():
        kept = {champ: value for champ, value in values.items() if _exists(champ, value, targets)}
        before = {champ: read_value(acteur, champ) for champ in _widen(kept)}
        _apply(acteur, kept, targets)
        after = {champ: _tell(acteur, champ, kept, targets) for champ in _widen(kept)}
        left, right = keep_differences(before, after)
        if left or right:
            traces.append(_make_trace(acteur, qui, geste, left, right))
            relations[acteur] = {champ: kept[champ] for champ in kept.keys() & set(RELATIONS)}
    saved = Trace.objects.bulk_create(traces)
    _save(relations)
    return saved


def _make_trace(acteur: Acteur, qui: Utilisateur | None, geste: str, avant: Valeurs, apres: Valeurs) -> Trace:
    return Trace(
        espace_id=acteur.espace_id, qui=qui, geste=geste, objet=Acteur._meta.label_lower, objet_id=acteur.pk,
        libelle=acteur.nom[:LIBELLE_MAX], avant=avant, apres=apres,
    )  # fmt: skip


def _widen(values: Valeurs) -> list[str]:
    """A point that moves changes what may be said of its precision."""
    return [*values, "precision_lieu"] if {"latitude", "longitude"} & values.keys() else [*values]


def _load_targets(told: Iterable[Valeurs]) -> dict[str, dict[str, Model]]:
    """By field, then by key: what the values point to. One query a field."""
    keys: defaultdict[str, set[Any]] = defaultdict(set)
    for values in told:
        for champ, value in values.items():
            if champ in MODELES and not is_empty(value):
                keys[champ].update(value if isinstance(value, list) else [value])
    return {
        champ: {str(one.pk): one for one in MODELES[champ]._default_manager.filter(pk__in=wanted)}
        for champ, wanted in keys.items()
    }  # fmt: skip


def _exists(champ: str, value: Any, targets: Mapping[str, Mapping[str, Model]]) -> bool:
    if champ not in LIENS_UNIQUES or is_empty(value):
        return True
    return str(value) in targets.get(champ, {})


def _apply(acteur: Acteur, values: Valeurs, targets: Mapping[str, Mapping[str, Model]]) -> None:
    for champ, value in values.items():
        if champ in LIENS_UNIQUES:
            setattr(acteur, champ, targets[champ][str(value)] if not is_empty(value) else None)
        elif champ not in RELATIONS:
            setattr(acteur, champ, read_typed(champ, value))
    if {"latitude", "longitude"} & values.keys():
        settle_point(acteur, str(values.get("precision_lieu") or PrecisionLieu.FICHIER))
    acteur.index_name()
    acteur.version += 1


def read_typed(champ: str, value: Any) -> Any:
    """From JSON to the field: days are text there, and an empty field is None or "" as its column wants."""
    if is_empty(value):
        return None if Acteur._meta.get_field(champ).null else ""
    return parse_date(value) if champ in DATES and isinstance(value, str) else value


def settle_point(acteur: Acteur, precision: str) -> None:
    """Latitude and longitude go together; a confidential place keeps neither, nor its address."""
    if acteur.lieu_confidentiel:
        for champ in LIEU:
            setattr(acteur, champ, "" if champ == "adresse" else None)
    whole = acteur.latitude is not None and acteur.longitude is not None
    if not whole:
        acteur.latitude = acteur.longitude = None
    acteur.precision_lieu = precision if whole else ""


def _tell(acteur: Acteur, champ: str, values: Valeurs, targets: Mapping[str, Mapping[str, Model]]) -> Any:
    """As the journal writes it, from memory: many-to-many rows are not written yet."""
    if champ not in RELATIONS:
        return read_value(acteur, champ)
    known = (targets.get(champ, {}).get(str(key)) for key in values[champ] or ())
    return sorted((read_relation(one) for one in known if one is not None), key=lambda row: row["nom"])


def _save(relations: Mapping[Acteur, Valeurs]) -> None:
    """One statement for hundreds of rows; `modifie_le` is now, after the traces."""
    if not relations:
        return
    fields = [one.name for one in Acteur._meta.concrete_fields if one.name not in _FIXES]
    Acteur.objects.bulk_create(relations, update_conflicts=True, unique_fields=["id"], update_fields=fields)
    for champ in RELATIONS:
        told = {acteur.pk: values[champ] or [] for acteur, values in relations.items() if champ in values}
        if told:
            getattr(Acteur, champ).through.objects.filter(acteur__in=told).delete()
            add_relations(champ, told)


def add_relations(champ: str, told: Mapping[UUID, Iterable[Any]]) -> None:
    """Themes, publics or territoires of actors that have none yet."""
    through = getattr(Acteur, champ).through
    column = f"{MODELES[champ]._meta.model_name}_id"
    insert_rows(through, ("acteur_id", column), ((pk, key) for pk, keys in told.items() for key in keys))
