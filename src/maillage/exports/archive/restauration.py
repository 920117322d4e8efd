"""An archive comes back: whole, in one transaction, or not at all.

What is shared (spheres, themes, communes…) is found here by its code, and made when it is missing. What is the espace's
own keeps its ids. Every value is read as its column would, every end of a relation must be in the archive: an archive
can write nothing outside its own espace, whoever made it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, models, transaction

from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import make_slug
from maillage.espaces.journal import Geste, trace
from maillage.espaces.lots import insert_objects, insert_rows
from maillage.espaces.models import Espace
from maillage.exports.archive.fautes import AdressePrise, ArchiveRefusee, EspacePresent
from maillage.exports.archive.lecture import RECENTE, Archive
from maillage.exports.archive.lignes import Ligne
from maillage.exports.archive.tables import (
    REFERENTIELS,
    TABLES,
    Referentiel,
    is_user,
    list_fields,
    list_relations,
)
from maillage.exports.archive.valeurs import decode

COMPTES = "comptes"
INCOHERENTE = "Cette archive se contredit"


@dataclass
class Retour:
    """What is known while the tables come back."""

    archive: Archive
    espace: UUID
    slug: str
    comptes: dict[str, UUID] = field(default_factory=dict)
    """By id in the archive: the accounts that exist here."""
    ends: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By model label, then by name in the archive: the key here."""
    comptes_ouverts: int = 0


@dataclass(frozen=True)
class Bilan:
    espace: Espace
    lignes: dict[str, int]
    comptes_ouverts: int
    """Members who had no account here: they sign in with their address."""


def restore_espace(*, archive: Archive, qui: Utilisateur | None, adresse: str = "") -> Bilan:
    """Raises ArchiveRefusee, EspacePresent, AdressePrise; nothing is then written. `adresse`: another slug."""
    try:
        with transaction.atomic():
            return _restore(archive, qui, adresse)
    except (IntegrityError, DataError) as wrong:
        raise ArchiveRefusee(f"{INCOHERENTE} : la base de données la refuse.") from wrong
    except (KeyError, TypeError, AttributeError, ValueError, ValidationError, RecursionError) as misshapen:
        raise ArchiveRefusee(f"{INCOHERENTE} : une ligne n’a pas la forme attendue.") from misshapen


def _restore(archive: Archive, qui: Utilisateur | None, adresse: str) -> Bilan:
    retour = _begin(archive, adresse)
    _match_comptes(retour)
    counts = {}
    for referentiel in REFERENTIELS:
        counts[referentiel.label] = _bring_referentiel(retour, referentiel)
    for table in TABLES:
        counts[table.label] = _bring_table(retour, table.label)
    connection.check_constraints([table.modele._meta.db_table for table in TABLES])
    espace = Espace.objects.get(pk=retour.espace)
    trace(espace=espace, qui=qui, geste=Geste.RETABLIR, objet=espace)
    return Bilan(espace, counts, retour.comptes_ouverts)


def _begin(archive: Archive, adresse: str) -> Retour:
    """The espace is of nobody here, and its address is free."""
    try:
        pk = UUID(archive.espace["id"])
    except ValueError as wrong:
        raise ArchiveRefusee(f"{INCOHERENTE} : elle ne dit pas de quel espace elle est.") from wrong
    present = Espace.objects.filter(pk=pk).first()
    if present is not None:
        raise EspacePresent(_say_present(present))
    slug = adresse or archive.espace["slug"]
    if Espace.objects.filter(slug=slug).exists():
        raise AdressePrise(slug, make_slug(archive.espace["nom"]))
    return Retour(archive, pk, slug)


def _say_present(espace: Espace) -> str:
    if espace.supprime_le is None:
        return (
            f"Cet espace est déjà ici, à l’adresse « {espace.slug} ». Une archive ne remplace rien : supprimez-le "
            "d’abord, puis effacez-le pour de bon (purger_espaces, après sept jours)."
        )
    return (
        "Cet espace a été supprimé d’ici il y a moins de sept jours : l’animation peut le rétablir tel quel depuis "
        "la liste des espaces. Sinon, attendez qu’il soit effacé."
    )


def _match_comptes(retour: Retour) -> None:
    """Members find their account by their address; those who have none receive one, which their mailbox opens."""
    retour.comptes = {str(pk): pk for pk in Utilisateur.objects.values_list("pk", flat=True)}
    for ligne in retour.archive.read_table(COMPTES):
        courriel, ancien = str(ligne["courriel"]).strip().lower(), str(ligne["id"])
        found = Utilisateur.objects.filter(email__iexact=courriel).first()
        if found is None:
            found = _open_compte(courriel, str(ligne["nom"]), ancien, free=ancien not in retour.comptes)
            retour.comptes_ouverts += 1
        retour.comptes[ancien] = found.pk


def _open_compte(courriel: str, nom: str, ancien: str, *, free: bool) -> Utilisateur:
    Utilisateur._meta.get_field("email").run_validators(courriel)
    pk = {"pk": UUID(ancien)} if free else {}
    return Utilisateur.objects.create_user(courriel, nom=nom[:100], **pk)


def _bring_referentiel(retour: Retour, referentiel: Referentiel) -> int:
    """Shared rows are found or made, own rows come back. Relations are those of the rows made only."""
    lignes = retour.archive.read_table(referentiel.label)
    known = {_name(referentiel, row): row.pk for row in _read_shared(referentiel)}
    missing = [ligne for ligne in lignes if ligne["cle"] not in known]
    ends = retour.ends[referentiel.label] = {**known}
    rows = [_build(retour, referentiel.modele, ligne, rank) for rank, ligne in enumerate(missing, 1)]
    for ligne, row in zip(missing, rows, strict=True):
        _check_own(referentiel, ligne, row)
    insert_objects(_free_keys(referentiel, rows), as_they_are=True)
    again = {_name(referentiel, row): row.pk for row in _read_shared(referentiel)}
    ends |= again | {str(row.pk): row.pk for row in rows if getattr(row, "espace_id", None)}
    _join(retour, referentiel.modele, [(ends[ligne["cle"]], ligne) for ligne in missing])
    return len(lignes)


def _read_shared(referentiel: Referentiel) -> list[Any]:
    shared = referentiel.modele._default_manager.all()
    return list(shared.filter(espace=None) if referentiel.own else shared)


def _name(referentiel: Referentiel, row: Any) -> str:
    return ":".join(str(getattr(row, name)) for name in referentiel.cle)


def _check_own(referentiel: Referentiel, ligne: Ligne, row: Any) -> None:
    """A row is shared, named by its code; or the espace's own, named by its id."""
    own = getattr(row, "espace_id", None) is not None
    if ligne["cle"] != (str(row.pk) if own else _name(referentiel, row)):
        raise ArchiveRefusee(f"{INCOHERENTE} : {referentiel.label}, {ligne['cle']!r}.")


def _free_keys(referentiel: Referentiel, rows: list[models.Model]) -> list[models.Model]:
    """Shared rows keep their id when it is free: here it may name something else."""
    if isinstance(referentiel.modele._meta.pk, models.AutoField):
        return rows
    shared = [row for row in rows if getattr(row, "espace_id", None) is None]
    taken = set(
        referentiel.modele._default_manager.filter(pk__in=[row.pk for row in shared]).values_list("pk", flat=True)
    )
    for row in shared:
        if row.pk in taken:
            row.pk = referentiel.modele._meta.pk.get_default()
    return rows


def _bring_table(retour: Retour, label: str) -> int:
    modele = apps.get_model(label)
    lignes = retour.archive.read_table(label)
    named = any(isinstance(one, models.UUIDField) and one.primary_key for one in list_fields(modele))
    if named:
        retour.ends[label] = {str(ligne["id"]): UUID(str(ligne["id"])) for ligne in lignes}
        _refuse_known(modele, list(retour.ends[label].values()), len(lignes))
    rows = [_build(retour, modele, ligne, rank) for rank, ligne in enumerate(lignes, 1)]
    insert_objects(rows, as_they_are=True)
    _join(retour, modele, [(row.pk, ligne) for row, ligne in zip(rows, lignes, strict=True)])
    return len(rows)


def _refuse_known(modele: type[models.Model], pks: list[UUID], count: int) -> None:
    """The ids of the archive are of nothing here."""
    if len(pks) != count:
        raise ArchiveRefusee(f"{INCOHERENTE} : deux lignes de {modele._meta.label} ont le même identifiant.")
    for start in range(0, count, 500):
        if modele._default_manager.filter(pk__in=pks[start : start + 500]).exists():
            raise EspacePresent(
                f"Des données de cette archive sont déjà ici ({modele._meta.verbose_name}) : rien n’a été écrit."
            )


def _build(retour: Retour, modele: type[models.Model], ligne: Ligne, rank: int) -> models.Model:
    fields, relations = list_fields(modele), list_relations(modele)
    ou = f"{modele._meta.label}, ligne {rank}"
    if ligne.keys() - {one.name for one in (*fields, *relations)} - {"cle"}:
        raise ArchiveRefusee(RECENTE)
    told = [one for one in fields if one.name in ligne]
    row = modele(**{one.attname: _read(retour, one, ligne[one.name], ou) for one in told})
    if isinstance(row, Espace):
        row.slug = retour.slug
        if row.pk != retour.espace or row.supprime_le is not None:
            raise ArchiveRefusee(f"{INCOHERENTE} : elle n’est pas de l’espace qu’elle dit.")
    return row


def _read(retour: Retour, field: models.Field[Any, Any], valeur: Any, ou: str) -> Any:
    if not field.is_relation:
        return decode(field, valeur, ou)
    if valeur is None:
        return decode(field, None, ou)
    related: Any = field.related_model
    if is_user(related):
        return _find_compte(retour, field, str(valeur), ou)
    return _find(retour, related._meta.label, valeur, f"{ou} : « {field.name} »")


def _find_compte(retour: Retour, field: models.Field[Any, Any], valeur: str, ou: str) -> UUID | None:
    """Who acted and is no longer a member is known only where their account still is."""
    found = retour.comptes.get(valeur)
    if found is None and not field.null:
        raise ArchiveRefusee(f"{INCOHERENTE} : {ou}, un membre y manque.")
    return found


def _find(retour: Retour, label: str, valeur: Any, ou: str) -> Any:
    """An end that is in the archive, or shared by all."""
    if label == Espace._meta.label:
        if str(valeur) != str(retour.espace):
            raise ArchiveRefusee(f"{INCOHERENTE} : {ou} nomme un autre espace.")
        return retour.espace
    try:
        return retour.ends[label][str(valeur)]
    except KeyError as unknown:
        raise ArchiveRefusee(f"{INCOHERENTE} : {ou} nomme ce qu’elle ne contient pas.") from unknown


def _join(retour: Retour, modele: type[models.Model], rows: list[tuple[Any, Ligne]]) -> None:
    for relation in list_relations(modele):
        label: str = relation.related_model._meta.label
        ou = f"{modele._meta.label} : « {relation.name} »"
        pairs = [(pk, _find(retour, label, end, ou)) for pk, ligne in rows for end in ligne.get(relation.name, ())]
        ends = (relation.m2m_column_name(), relation.m2m_reverse_name())
        through: Any = relation.remote_field.through
        insert_rows(through, ends, dict.fromkeys(pairs))
