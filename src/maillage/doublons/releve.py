"""Sheets and declarations as JSON: what a fusion keeps so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from maillage.acteurs.declarer import ATTRIBUTS
from maillage.acteurs.forms import read, represent
from maillage.acteurs.liens import Declaration, Lien
from maillage.comptes.models import Utilisateur
from maillage.espaces.fiches import Fiche

Gele = dict[str, Any]


def freeze_fiche(fiche: Fiche, champs: Iterable[str]) -> Gele:
    return {name: represent(read(fiche, name)) for name in champs}


def thaw_champ(modele: type[Fiche], name: str, value: Any) -> Any:
    """The value that `freeze_fiche` wrote, as the field wants it; what no longer exists is left out."""
    field: Any = modele._meta.get_field(name)
    if field.is_relation:
        found = field.related_model._default_manager.filter(pk__in=value if field.many_to_many else [value or None])
        return list(found) if field.many_to_many else found.first()
    if value == "" and not isinstance(field, (models.CharField, models.TextField)):
        return None
    return field.to_python(value)


def freeze_declaration(said: Declaration) -> Gele:
    """Whole, opinions included."""
    told = {name: represent_json(getattr(said, name)) for name in ATTRIBUTS}
    ids = {name: str(getattr(said, name)) for name in ("id", "lien_id", "source_id", "cible_id")}
    author = said.declare_par_id
    return (
        told
        | ids
        | {
            "themes": [str(theme.pk) for theme in said.themes.all()],
            "declare_par_id": author and str(author),
            "modifie_le": said.modifie_le.isoformat(),
        }
    )


def thaw_declaration(gelee: Gele, lien: Lien) -> Declaration:
    """Write it again, with its own id when nobody has taken it."""
    values = {name: _thaw_attribut(name, gelee[name]) for name in ATTRIBUTS}
    author = Utilisateur.objects.filter(pk=gelee["declare_par_id"]).first() if gelee["declare_par_id"] else None
    said = Declaration(lien=lien, declare_par=author, **values)
    said.source_id, said.cible_id = gelee["source_id"], gelee["cible_id"]
    if not Declaration.objects.filter(pk=gelee["id"]).exists():
        said.pk = Declaration._meta.pk.to_python(gelee["id"])
    said.save(force_insert=True)
    said.themes.set(gelee["themes"])
    Declaration.objects.filter(pk=said.pk).update(modifie_le=gelee["modifie_le"])  # coming back is no new word
    return said


def represent_json(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _thaw_attribut(name: str, value: Any) -> Any:
    field: Any = Declaration._meta.get_field(name)
    return value if value is None or isinstance(field, models.JSONField) else field.to_python(value)
