"""The journal of an espace: every change to published data leaves a trace, inside the transaction that makes it.

In an action: `avant = snapshot(acteur, CHAMPS)`, change, save, then
`trace(espace=…, qui=…, geste=Geste.MODIFIER, objet=acteur, avant=avant, apres=snapshot(acteur, CHAMPS))`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format

from maillage.analyse.francais import say_first
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace, Trace

Valeurs = Mapping[str, Any]
LIBELLE_MAX = 200
EFFACE = "(donnée effacée)"


class Geste(models.TextChoices):
    """What people do, with the words the journal says: « Claire Morin a modifié… »."""

    CREER = "creer", "a créé"
    MODIFIER = "modifier", "a modifié"
    RETIRER = "retirer", "a retiré"
    RETABLIR = "retablir", "a rétabli"
    SUPPRIMER = "supprimer", "a supprimé"
    DECLARER = "declarer", "a déclaré"
    CORRIGER = "corriger", "a corrigé"
    CONFIRMER = "confirmer", "a confirmé"
    CONTESTER = "contester", "a contesté"
    VERIFIER = "verifier", "a vérifié"
    PROPOSER = "proposer", "a proposé"
    OBSERVER = "observer", "a observé"
    IMPORTER = "importer", "a importé"
    ANNULER = "annuler", "a annulé"
    FUSIONNER = "fusionner", "a fusionné"
    SEPARER = "separer", "a séparé"
    INFORMER = "informer", "a informé"
    CONSENTIR = "consentir", "a accepté l’affichage public de"
    INVITER = "inviter", "a invité"
    RELANCER = "relancer", "a renvoyé l’invitation de"
    REJOINDRE = "rejoindre", "a rejoint l’espace\u00a0:"
    QUITTER = "quitter", "a quitté l’espace\u00a0:"
    CHANGER_ROLE = "changer-role", "a changé le rôle de"
    EXCLURE = "exclure", "a retiré de l’espace"
    CONSERVER = "conserver", "a conservé"
    EMPORTER = "emporter", "a préparé une archive de"


def trace(  # noqa: PLR0913  (what a line of the journal says)
    *,
    espace: Espace,
    qui: Utilisateur | None,
    geste: str,
    objet: models.Model,
    avant: Valeurs | None = None,
    apres: Valeurs | None = None,
    concerne: Utilisateur | None = None,
) -> Trace | None:
    """Write one line, within the caller's transaction: the change and its trace exist together or not at all.

    Only what differs is kept. An edit that changes nothing (`avant == apres`, not empty) leaves no line: None.
    `objet` has a UUID as primary key; `qui` is None for someone without account (a personal link). A line that names a
    member says whom in `concerne`, so that it can be forgotten with them.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("journal.trace is called inside the transaction of the change")
    before, after = keep_differences(avant or {}, apres or {})
    if avant and apres and not before and not after:
        return None
    return Trace.objects.create(
        espace=espace,
        qui=qui,
        concerne=concerne,
        geste=geste,
        objet=objet._meta.label_lower,
        objet_id=objet.pk,
        libelle=str(objet)[:LIBELLE_MAX],
        avant=before,
        apres=after,
    )


def keep_differences(avant: Valeurs, apres: Valeurs) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two sides without what they share. A side that is absent (creation, removal) leaves the other whole."""
    shared = {name for name in avant if name in apres and avant[name] == apres[name]}
    return (
        {name: value for name, value in avant.items() if name not in shared},
        {name: value for name, value in apres.items() if name not in shared},
    )


def snapshot(instance: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """The named fields as the journal keeps them: readable years later, even when what they point to has gone.

    A relation is kept as `{"id": …, "nom": …}`, several as a list sorted by name. Costs one query per relation that is
    not loaded yet, and one per many-to-many.
    """
    return {name: read_value(instance, name) for name in fields}


def read_value(instance: models.Model, name: str) -> Any:
    field = instance._meta.get_field(name)
    if field.many_to_many:
        return sorted((read_relation(related) for related in getattr(instance, name).all()), key=lambda row: row["nom"])
    value = getattr(instance, name)
    if isinstance(value, models.Model):
        return read_relation(value)
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def read_relation(related: models.Model) -> dict[str, str]:
    return {"id": str(related.pk), "nom": str(related)}


def forget(objets: Iterable[UUID]) -> int:
    """Erase what the journal says of these things: the right of a person to disappear is above the trace.

    The lines stay (someone did something that day), without name nor values. Returns how many were emptied.
    """
    return empty(Trace.objects.filter(objet_id__in=list(objets)))


def forget_member(utilisateur: Utilisateur) -> int:
    """The same for every line that names this member, in every espace."""
    return empty(Trace.objects.filter(concerne=utilisateur))


def empty(traces: models.QuerySet[Trace]) -> int:
    return traces.update(libelle=EFFACE, avant={}, apres={}, concerne=None)


@dataclass(frozen=True)
class Changement:
    """One field, before and after, in the words of the screen."""

    champ: str
    avant: str
    apres: str


def describe_changes(trace: Trace) -> list[Changement]:
    """Field by field, in French. Works on traces of models and fields that no longer exist."""
    model = find_model(trace.objet)
    names = [*trace.avant, *(name for name in trace.apres if name not in trace.avant)]
    told = [
        Changement(
            describe_field(model, name),
            describe_value(model, name, trace.avant.get(name)),
            describe_value(model, name, trace.apres.get(name)),
        )
        for name in names
    ]
    return [change for change in told if change.avant != change.apres]


def describe_object(label: str) -> str:
    """« acteurs.acteur » → « acteur »."""
    model = find_model(label)
    return str(model._meta.verbose_name) if model else label.rpartition(".")[2]


def describe_geste(geste: str) -> str:
    return str(Geste(geste).label) if geste in Geste.values else geste.replace("-", " ")


def find_model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def find_field(model: type[models.Model] | None, name: str) -> models.Field[Any, Any] | None:
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def describe_field(model: type[models.Model] | None, name: str) -> str:
    field = find_field(model, name)
    return str(field.verbose_name) if field else name.replace("_", " ")


def describe_value(model: type[models.Model] | None, name: str, value: Any) -> str:
    """As a person would write it: oui or non, a French date, the label of a choice, names for relations."""
    if value is None or value in ("", [], {}):
        return "vide"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(describe_value(None, "", item) for item in value)
    if isinstance(value, dict):
        return str(value.get("nom", value))
    field = find_field(model, name)
    if field and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return describe_date(field, value)


def describe_date(field: models.Field[Any, Any] | None, value: Any) -> str:
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value))
        return say_first(date_format(to_local(moment), "j F Y à H:i")) if moment else str(value)
    if isinstance(field, models.DateField):
        day = parse_date(str(value))
        return say_first(date_format(day, "j F Y")) if day else str(value)
    return str(value)


def to_local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
