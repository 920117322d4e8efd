"""Everything recorded about an account: every row of any table that points to it, or bears one of its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import ForeignObjectRel, ManyToManyRel

from maillage.acteurs.declarer import ATTRIBUTS
from maillage.acteurs.dossier import build_dossier, tell_dossier
from maillage.acteurs.models import PorteParole
from maillage.comptes.models import Utilisateur
from maillage.comptes.sessions import list_sessions
from maillage.espaces.journal import describe_field, describe_geste, read_value
from maillage.espaces.models import Invitation, Trace
from maillage.freins.models import Observation
from maillage.vieprivee.depart import list_addresses, list_invitations, list_personnes

COMPTE = ("email", "nom", "cree_le", "last_login", "is_active", "is_staff")
RECUES = ("courriel", "espace", "role", "invite_par", "invite_le", "acceptee_le", "retiree_le")
VOIX = ("espace", "nature", "code", "lien", "cadre", "sphere_a", "sphere_b")
DIT: dict[str, tuple[str, ...]] = {
    "espaces.Adhesion": ("espace", "role", "depuis"),
    "espaces.Invitation": ("espace", "role", "invite_le", "acceptee_le", "retiree_le"),
    "espaces.Trace": ("espace", "quand", "libelle", "avant", "apres"),
    "acteurs.Declaration": ("source", "cible", *ATTRIBUTS, "themes", "modifie_le"),
    "acteurs.Acteur": ("nom", "espace", "date_verification"),
    "cadres.Cadre": ("nom", "espace", "date_verification"),
    "acteurs.Personne": ("poste", "ajoutee_le"),
    "diagnostic.Photo": ("espace", "date_reference", "cree_le"),
    "doublons.Paire": ("espace", "verdict", "decide_le"),
    "doublons.Fusion": ("garde", "absorbe", "quand"),
    "doublons.PaireCadres": ("espace", "verdict", "decide_le"),
    "doublons.FusionCadres": ("garde", "absorbe", "quand"),
    "apports.Apport": ("espace", "nom_fichier", "depose_le", "importe_le"),
    "api.Jeton": ("nom", "cree_le", "expire_le"),
    "exports.Emport": ("espace", "diffusion", "cree_le", "emporte_le"),
    "freins.Observation": ("espace", "nature", "code", "cadre", "sphere_a", "sphere_b", "texte", "le", "visibilite"),
    "account.EmailAddress": ("email", "verified", "primary"),
    "mfa.Authenticator": ("type", "created_at", "last_used_at"),
    "admin.LogEntry": ("action_time", "object_repr"),
    "comptes.Utilisateur_groups": ("group",),
    "comptes.Utilisateur_user_permissions": ("permission",),
}
"""What is told of each row that points to an account: never what it says of somebody else. A test checks that every
table is here."""


def list_recorded(utilisateur: Utilisateur) -> dict[str, Any]:
    return {
        "compte": _tell_row(utilisateur, COMPTE),
        "sessions ouvertes": len(list_sessions(utilisateur=utilisateur, courriels=list_addresses(utilisateur))),
        "mentions": _list_mentions(utilisateur),
        "parle au nom de": [str(one.acteur) for one in _list_paroles(utilisateur)],
        "voix données": [_tell_row(one, VOIX) for one in _list_voix(utilisateur)],
        "invitations reçues": [_tell_row(one, RECUES) for one in list_invitations(utilisateur)],
        "fiches à un poste": [tell_dossier(build_dossier(one)) for one in list_personnes(utilisateur)],
    }


def list_relations() -> Iterator[Any]:
    """Every column of any table that points to an account: what is asked is complete by construction."""
    for relation in Utilisateur._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not isinstance(relation, ManyToManyRel):
            yield relation


def _list_mentions(utilisateur: Utilisateur) -> dict[str, list[dict[str, Any]]]:
    mentions: dict[str, list[dict[str, Any]]] = {}
    for relation in list_relations():
        model = relation.related_model
        names = DIT[model._meta.label]
        rows = _read_rows(model, names).filter(**{relation.field.name: utilisateur})
        title = f"{model._meta.verbose_name} ({relation.field.verbose_name})"
        told = [_tell_trace(row, utilisateur) if isinstance(row, Trace) else _tell_row(row, names) for row in rows]
        if told:
            mentions.setdefault(title, []).extend(told)
    return mentions


def _read_rows(model: type[models.Model], names: tuple[str, ...]) -> models.QuerySet[Any]:
    """Relations are read with the rows: a long life costs no more queries than a short one."""
    fields = [model._meta.get_field(name) for name in names]
    several = [field.name for field in fields if field.many_to_many]
    one = [field.name for field in fields if field.is_relation and not field.many_to_many]
    found = model._base_manager.order_by("pk").prefetch_related(*several)
    return found.select_related(*one) if one else found


def _tell_row(row: models.Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {describe_field(row._meta.model, name): read_value(row, name) for name in names}


def _tell_trace(trace: Trace, utilisateur: Utilisateur) -> dict[str, Any]:
    """What was done by this account or to it; a line about another member or an invitation does not name them."""
    names = DIT["espaces.Trace"]
    about_others = trace.concerne_id not in (None, utilisateur.pk) or trace.objet == Invitation._meta.label_lower
    told = _tell_row(trace, names[:2] if about_others else names)
    return {"geste": describe_geste(trace.geste)} | told


def _list_paroles(utilisateur: Utilisateur) -> models.QuerySet[PorteParole]:
    found = PorteParole.objects.filter(adhesion__utilisateur=utilisateur)
    return found.select_related("acteur").order_by("acteur__nom_cherche")


def _list_voix(utilisateur: Utilisateur) -> models.QuerySet[Observation]:
    """What they said they see too, where they are still a member: nobody else is told."""
    found = Observation.objects.filter(voix__adhesion__utilisateur=utilisateur)
    return found.select_related("espace", "cadre", "lien__a", "lien__b", "sphere_a", "sphere_b").order_by("pk")
