"""What the installation knows about an account."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignObjectRel, ManyToManyRel

from maillage.comptes.models import Utilisateur


def sole_animations(utilisateur: Utilisateur) -> list[str]:
    """Names of the espaces that would have no one left to run them."""
    alone = []
    for adhesion in utilisateur.adhesions.filter(role="animation").select_related("espace"):
        if not adhesion.espace.adhesions.filter(role="animation").exclude(pk=adhesion.pk).exists():
            alone.append(adhesion.espace.nom)
    return alone


def list_recorded(utilisateur: Utilisateur) -> dict[str, Any]:
    """The account's own fields, then every row of any table that points to it: complete by construction."""
    return {
        "compte": {
            "courriel": utilisateur.email,
            "nom": utilisateur.nom,
            "créé le": utilisateur.cree_le.isoformat(),
            "dernière connexion": utilisateur.last_login.isoformat() if utilisateur.last_login else None,
        },
        "mentions": _list_mentions(utilisateur),
    }


def _list_mentions(utilisateur: Utilisateur) -> dict[str, list[str]]:
    mentions: dict[str, list[str]] = {}
    for relation in utilisateur._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or isinstance(relation, ManyToManyRel):
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: utilisateur})
        title = f"{relation.related_model._meta.verbose_name} ({relation.field.verbose_name})"
        if found := [str(row) for row in rows]:
            mentions.setdefault(title, []).extend(found)
    return mentions
