"""Writing what the preview promised: everything in one transaction, in bulk, with a trace for each actor touched.

Decisions are taken again against the rows as they are at that instant: what a person wrote since the preview is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from maillage.acteurs.actions import RELATIONS
from maillage.acteurs.models import Acteur, PrecisionLieu
from maillage.apports.analyse import load_acteurs
from maillage.apports.comparaison import COMPARES, LIENS_UNIQUES, Bases, EcartApport, compare, is_empty
from maillage.apports.corrections import add_relations, correct, read_typed, settle_point
from maillage.apports.identite import CLES, Annuaire, find_bases
from maillage.apports.models import Apport, LigneApport, Reponse, SortLigne
from maillage.apports.parents import DE_LA_LIGNE
from maillage.apports.reperes import Reperes
from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import LIBELLE_MAX, Geste
from maillage.espaces.lots import insert_objects, insert_rows
from maillage.espaces.models import Trace

PAQUET: Final = 1_000
SANS_OBJET: Final = (SortLigne.FAUTIVE, SortLigne.REPETEE)
"""Rows that become nothing."""
LAISSES: Final = (*SANS_OBJET, SortLigne.CORBEILLE)
CREER: Final = frozenset((SortLigne.NOUVELLE, SortLigne.RESSEMBLANTE))
CORRIGER: Final = frozenset((SortLigne.MODIFIEE, SortLigne.CONFLIT))


@dataclass
class Ecrits:
    """What one import did."""

    crees: int = 0
    modifies: int = 0
    identiques: int = 0
    laisses: int = 0
    gardes: int = 0
    """Fields where a person's value was kept."""
    sieges: int = 0
    """Participations noted or corrected, with the cadres that hold them."""


def write_acteurs(apport: Apport, qui: Utilisateur | None, reperes: Reperes) -> Ecrits:
    """Create and correct, inside the caller's transaction."""
    ecrits = Ecrits()
    seen = LigneApport.objects.filter(apport=apport).exclude(sort__in=SANS_OBJET)
    lignes = list(seen.defer("empreintes", "ecarts", "candidats"))
    creees = [one for one in lignes if one.sort in CREER and not _is_merged(one)]
    corrigees = [
        one for one in lignes if one.sort in CORRIGER or (one.sort == SortLigne.RESSEMBLANTE and _is_merged(one))
    ]
    for ligne in corrigees:
        ligne.objet = ligne.choisi if ligne.sort == SortLigne.RESSEMBLANTE else ligne.objet
    parents = {f"{DE_LA_LIGNE}{one.numero}": str(one.objet) for one in lignes if one.objet}
    _create_all(apport, qui, creees, parents, reperes, ecrits)
    _correct_all(apport, qui, corrigees, parents, ecrits)
    ecrits.identiques += sum(1 for one in lignes if one.sort == SortLigne.IDENTIQUE)
    ecrits.laisses = apport.lignes.filter(sort__in=LAISSES).count()
    close_lines(apport)
    return ecrits


def close_lines(apport: Apport) -> None:
    """The actors hold the values now: of each row only the digests stay, for the next file of the same source."""
    apport.lignes.filter(sort=SortLigne.RESSEMBLANTE, reponse="").update(reponse=Reponse.PLUS_TARD)
    apport.lignes.filter(reponse=Reponse.MEME).update(objet=F("choisi"))
    apport.lignes.filter(sort__in=LAISSES).update(objet=None)
    apport.lignes.update(valeurs={}, ecarts=[])


def _is_merged(ligne: LigneApport) -> bool:
    return ligne.reponse == Reponse.MEME and ligne.choisi is not None


# New actors


def _create_all(  # noqa: PLR0913, PLR0917
    apport: Apport, qui: Utilisateur | None, lignes: Sequence[LigneApport], parents: Mapping[str, str],
    reperes: Reperes, ecrits: Ecrits,
) -> None:  # fmt: skip
    types = {one.pk: one for one in reperes.types.values()}
    for start in range(0, len(lignes), PAQUET):
        part = lignes[start : start + PAQUET]
        acteurs = [_build(apport, ligne, parents, types, reperes) for ligne in part]
        insert_objects(acteurs)
        merged = {one.objet: _merge(one) for one in part if one.objet}
        for champ in RELATIONS:
            add_relations(champ, {pk: values.get(champ) or () for pk, values in merged.items()})
        _tell_created(apport, qui, acteurs)
        ecrits.crees += len(part)


def _tell_created(apport: Apport, qui: Utilisateur | None, acteurs: Sequence[Acteur]) -> None:
    shared = (apport.espace_id, timezone.now(), qui and qui.pk, Geste.IMPORTER.value, Acteur._meta.label_lower)
    columns = ("espace", "quand", "qui", "geste", "objet", "objet_id", "libelle", "apres")
    said = ({"nom": one.nom, "source": one.source, "source_id": one.source_id} for one in acteurs)
    rows = ((*shared, one.pk, one.nom[:LIBELLE_MAX], apres) for one, apres in zip(acteurs, said, strict=True))
    insert_rows(Trace, columns, rows)


def _merge(ligne: LigneApport) -> dict[str, Any]:
    """What a new actor holds: the file's word, else the choice made for the whole file."""
    lu, defaut = ligne.valeurs["lu"], ligne.valeurs["defaut"]
    return {**lu, **{champ: value for champ, value in defaut.items() if is_empty(lu.get(champ))}}


def _build(
    apport: Apport, ligne: LigneApport, parents: Mapping[str, str], types: Mapping[int, Any], reperes: Reperes
) -> Acteur:
    values = _merge(ligne)
    acteur = Acteur(pk=ligne.objet, espace_id=apport.espace_id)
    for champ in (*COMPARES, "precision_lieu", "lieu_confidentiel"):
        if champ not in RELATIONS and champ not in LIENS_UNIQUES and not is_empty(values.get(champ)):
            setattr(acteur, champ, read_typed(champ, values[champ]))
    acteur.source, acteur.source_id = ligne.source, "" if ligne.source_id.startswith("#") else ligne.source_id
    acteur.sphere_id, acteur.type = UUID(values["sphere"]), types.get(values.get("type") or 0)
    parent = values.get("parent") or None
    acteur.parent_id = find_parent(parent, parents)
    if values.get("commune"):
        acteur.commune = reperes.get_commune(values["commune"])
    settle_point(acteur, str(values.get("precision_lieu") or PrecisionLieu.FICHIER))
    acteur.index_name()
    return acteur


def find_parent(parent: str | None, parents: Mapping[str, str]) -> UUID | None:
    """An actor, or the one that another row of the file has become."""
    if parent and parent.startswith(DE_LA_LIGNE):
        parent = parents.get(parent)
    return UUID(parent) if parent else None


# Known actors


def _correct_all(
    apport: Apport, qui: Utilisateur | None, lignes: Sequence[LigneApport], parents: Mapping[str, str], ecrits: Ecrits
) -> None:
    annuaire = Annuaire(apport.espace, {one.source for one in lignes})
    for start in range(0, len(lignes), CLES):
        part = [one for one in lignes[start : start + CLES] if one.objet in annuaire.connus]
        list(Acteur.objects.select_for_update().filter(pk__in=[one.objet for one in part]).values_list("pk"))
        acteurs = load_acteurs(one.objet for one in part if one.objet)
        triples = [(one.objet, one.source, one.valeurs["exporte"]) for one in part if one.objet]
        bases = find_bases(triples, annuaire, acteurs)
        corrections = {}
        for ligne in part:
            assert ligne.objet is not None
            changes = _decide(acteurs[ligne.objet], ligne, bases, parents)
            kept = [one for one in changes if one.conflit and ligne.reponse != Reponse.PRENDRE]
            ecrits.gardes += len(kept)
            if wanted := {one.champ: one.fichier for one in changes if one not in kept}:
                corrections[acteurs[ligne.objet]] = wanted
        _adopt(part, acteurs)
        traces = correct(corrections, qui=qui, geste=Geste.IMPORTER)
        ecrits.modifies += len(traces)
        ecrits.identiques += len(part) - len(traces)


def _decide(acteur: Acteur, ligne: LigneApport, bases: Bases, parents: Mapping[str, str]) -> list[EcartApport]:
    lu = ligne.valeurs["lu"]
    if str(lu.get("parent", "")).startswith(DE_LA_LIGNE):
        lu = {**lu, "parent": parents.get(lu["parent"], "")}
    return compare(acteur, lu, bases, reconnu=ligne.reconnu, partiels=frozenset(ligne.valeurs["partiels"]))


def _adopt(lignes: Iterable[LigneApport], acteurs: Mapping[UUID, Acteur]) -> None:
    """An actor written by hand that a list describes takes the list's identifier."""
    for ligne in lignes:
        acteur = acteurs[ligne.objet] if ligne.objet else None
        if acteur and not acteur.source_id and ligne.reconnu != "id" and not ligne.source_id.startswith("#"):
            acteur.source, acteur.source_id = ligne.source, ligne.source_id
            Acteur.objects.filter(pk=acteur.pk).update(source=ligne.source, source_id=ligne.source_id)
