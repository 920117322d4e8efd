"""Writing a list of cadres: frames first, then what stands in them, then who takes part; a trace for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import Field

from maillage.acteurs.models import Acteur
from maillage.apports.cadres_comparaison import (
    CHAMPS_CADRES,
    CLES,
    PARTICIPATIONS,
    RELATIONS,
    SIEGE,
    is_new_seat,
)
from maillage.apports.comparaison import is_empty
from maillage.apports.ecriture import LAISSES, SANS_OBJET, Ecrits, close_lines, find_parent
from maillage.apports.models import Apport, LigneApport, Reponse, SortLigne
from maillage.cadres.actions import CHAMPS, CHAMPS_PARTICIPATION, check_parent
from maillage.cadres.models import Cadre, Participation
from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import Geste, snapshot, trace

DE_LA_LIGNE: Final = "ligne:"


def write_cadres(apport: Apport, qui: Utilisateur | None) -> Ecrits:
    """Inside the caller's transaction."""
    ecrits = Ecrits()
    lignes = list(apport.lignes.exclude(sort__in=SANS_OBJET))
    parents = {f"{DE_LA_LIGNE}{one.numero}": str(one.objet) for one in lignes}
    acteurs = Acteur.objects.in_bulk({UUID(seat["acteur"]) for one in lignes for seat in one.valeurs["membres"]})
    for ligne in _order(lignes):
        if ligne.sort == SortLigne.NOUVELLE:
            cadre = _create(apport, ligne, qui, parents)
            ecrits.sieges += _seat_all(cadre, ligne.valeurs["membres"], acteurs, qui)
            ecrits.crees += 1
        elif ligne.sort in (SortLigne.MODIFIEE, SortLigne.CONFLIT):
            _correct(ligne, qui, parents, acteurs, ecrits)
        else:
            ecrits.identiques += 1
    ecrits.laisses = apport.lignes.filter(sort__in=LAISSES).count()
    close_lines(apport)
    return ecrits


def _order(lignes: Sequence[LigneApport]) -> list[LigneApport]:
    """A row after the one that holds it; the analysis has refused circles."""
    by_key = {f"{DE_LA_LIGNE}{one.numero}": one for one in lignes}

    def measure(ligne: LigneApport) -> int:
        above = by_key.get(str(ligne.valeurs["lu"].get("parent") or ""))
        return 0 if above is None else 1 + measure(above)

    return sorted(lignes, key=lambda ligne: (measure(ligne), ligne.numero))


def _create(apport: Apport, ligne: LigneApport, qui: Utilisateur | None, parents: Mapping[str, str]) -> Cadre:
    lu = ligne.valeurs["lu"]
    cadre = Cadre(pk=ligne.objet, espace=apport.espace, nature=lu["nature"])
    cadre.visibilite = apport.defauts.get("visibilite") or cadre.visibilite
    cadre.source = ligne.source
    cadre.source_id = "" if ligne.source_id.startswith("#") else ligne.source_id
    told = {champ: lu[champ] for champ in CHAMPS_CADRES if not is_empty(lu.get(champ))}
    _write(cadre, told, parents, creating=True)
    trace(espace=apport.espace, qui=qui, geste=Geste.IMPORTER, objet=cadre, avant={}, apres=snapshot(cadre, CHAMPS))
    return cadre


def _write(cadre: Cadre, values: Mapping[str, Any], parents: Mapping[str, str], *, creating: bool = False) -> None:
    for champ, value in values.items():
        if champ == "parent":
            cadre.parent_id = find_parent(value, parents)
        elif champ in CLES:
            setattr(cadre, f"{champ}_id", type_key(champ, value))
        elif champ not in RELATIONS:
            setattr(cadre, champ, type_value(Cadre, champ, value))
    check_parent(cadre)
    cadre.save(force_insert=creating)
    for champ in RELATIONS:
        if champ in values:
            getattr(cadre, champ).set(values[champ])


def type_key(champ: str, value: Any) -> Any:
    if is_empty(value):
        return None
    return UUID(str(value)) if champ in ("sphere", "parent") else int(value)


def type_value(modele: type[Cadre] | type[Participation], champ: str, value: Any) -> Any:
    """From JSON to the field: days are text there, and an empty field is None or "" as its column wants."""
    column = modele._meta.get_field(champ)
    assert isinstance(column, Field)
    if is_empty(value):
        return None if column.null else ""
    return column.to_python(value)


def _correct(
    ligne: LigneApport, qui: Utilisateur | None, parents: Mapping[str, str], acteurs: Mapping[UUID, Acteur],
    ecrits: Ecrits,
) -> None:  # fmt: skip
    """What a person wrote since the preview is kept: only fields that still hold what the preview saw change."""
    assert ligne.objet is not None
    cadre = Cadre.objects.select_for_update().filter(pk=ligne.objet, retire_le=None).first()
    if cadre is None:
        ecrits.laisses += 1
        return
    kept = [one for one in ligne.ecarts if one["conflit"] and ligne.reponse != Reponse.PRENDRE]
    ecrits.gardes += len(kept)
    wanted = {one["champ"]: one["valeur"] for one in ligne.ecarts if one not in kept}
    seats = wanted.pop(PARTICIPATIONS, [])
    before = snapshot(cadre, CHAMPS)
    if wanted:
        cadre.version += 1
        _write(cadre, wanted, parents)
    after = snapshot(cadre, CHAMPS)
    if before != after:
        trace(espace=cadre.espace, qui=qui, geste=Geste.IMPORTER, objet=cadre, avant=before, apres=after)
    written = _seat_all(cadre, seats, acteurs, qui)
    ecrits.sieges += written
    ecrits.modifies += bool(before != after or written)
    ecrits.identiques += not (before != after or written)


def _seat_all(
    cadre: Cadre, membres: Sequence[Mapping[str, Any]], acteurs: Mapping[UUID, Acteur], qui: Utilisateur | None
) -> int:
    """How many were noted or corrected. An actor that went since the preview takes no seat."""
    here = {(str(one.acteur_id), one.role): one for one in cadre.participations.all()}
    written = 0
    for told in membres:
        acteur, known = acteurs.get(UUID(told["acteur"])), here.get((told["acteur"], told["role"]))
        if acteur is not None and is_new_seat(known, told):
            _seat(cadre, acteur, known, told, qui)
            written += 1
    return written


def _seat(
    cadre: Cadre, acteur: Acteur, known: Participation | None, told: Mapping[str, Any], qui: Utilisateur | None
) -> None:
    seat = known or Participation(cadre=cadre, acteur=acteur, role=told["role"])
    before = snapshot(seat, CHAMPS_PARTICIPATION) if known else {}
    for champ in SIEGE:
        if told.get(champ):
            setattr(seat, champ, type_value(Participation, champ, told[champ]))
    seat.save()
    after = snapshot(seat, CHAMPS_PARTICIPATION)
    trace(espace=cadre.espace, qui=qui, geste=Geste.IMPORTER, objet=seat, avant=before, apres=after)
