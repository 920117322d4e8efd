"""Undoing an import of cadres: seats first, then what it changed, then what it added; later edits stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from maillage.apports.cadres_comparaison import CLES, RELATIONS
from maillage.apports.ecriture_cadres import type_key, type_value
from maillage.apports.identite import plain
from maillage.cadres.actions import CHAMPS, CHAMPS_PARTICIPATION
from maillage.cadres.models import Cadre, Participation
from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import Geste, read_value, snapshot, trace
from maillage.espaces.models import Trace

if TYPE_CHECKING:
    from maillage.apports.annulation import Annules

Traces = Mapping[UUID, Trace]


def undo_cadres(traces: Traces, qui: Utilisateur | None, annules: Annules) -> None:
    seats, cadres = _pick(traces, Participation), _pick(traces, Cadre)
    for seat in Participation.objects.select_related("cadre__espace", "acteur").filter(pk__in=seats):
        _undo_seat(seat, seats[seat.pk], qui, annules)
    known = Cadre.objects.select_related("espace").in_bulk(list(cadres))
    for pk, cadre in known.items():
        if cadres[pk].avant:
            _put_back(cadre, cadres[pk], qui, annules)
    _remove({pk: one for pk, one in known.items() if not cadres[pk].avant}, cadres, annules)


def _pick(traces: Traces, modele: type[Cadre] | type[Participation]) -> dict[UUID, Trace]:
    return {pk: one for pk, one in traces.items() if one.objet == modele._meta.label_lower}


def _is_touched(pk: UUID, line: Trace) -> bool:
    return Trace.objects.filter(objet_id=pk, id__gt=line.pk).exists()


def _undo_seat(seat: Participation, line: Trace, qui: Utilisateur | None, annules: Annules) -> None:
    """A seat counts with its cadre: only one that stays is told."""
    if _is_touched(seat.pk, line):
        annules.gardes.append(str(seat))
        return
    before = snapshot(seat, CHAMPS_PARTICIPATION)
    if not line.avant:
        trace(espace=seat.cadre.espace, qui=qui, geste=Geste.ANNULER, objet=seat, avant=before)
        seat.delete()
        return
    for champ, value in line.avant.items():
        setattr(seat, champ, type_value(Participation, champ, value))
    seat.save()
    after = snapshot(seat, CHAMPS_PARTICIPATION)
    trace(espace=seat.cadre.espace, qui=qui, geste=Geste.ANNULER, objet=seat, avant=before, apres=after)


def _put_back(cadre: Cadre, line: Trace, qui: Utilisateur | None, annules: Annules) -> None:
    """Fields that still hold what the import wrote."""
    before = snapshot(cadre, CHAMPS)
    back = {
        champ: plain(line.avant.get(champ)) for champ, wrote in line.apres.items()
        if plain(read_value(cadre, champ)) == plain(wrote)
    }  # fmt: skip
    if len(back) < len(line.apres):
        annules.gardes.append(cadre.nom)
    for champ, value in back.items():
        _set(cadre, champ, value)
    cadre.version += 1
    cadre.save()
    after = snapshot(cadre, CHAMPS)
    if before != after:
        trace(espace=cadre.espace, qui=qui, geste=Geste.ANNULER, objet=cadre, avant=before, apres=after)
        annules.remis += 1


def _set(cadre: Cadre, champ: str, value: Any) -> None:
    if champ in RELATIONS:
        getattr(cadre, champ).set(value or [])
    elif champ in (*CLES, "parent"):
        setattr(cadre, f"{champ}_id", type_key(champ, value))
    else:
        setattr(cadre, champ, type_value(Cadre, champ, value))


def _remove(created: Mapping[UUID, Cadre], traces: Traces, annules: Annules) -> None:
    """Deleted for good when nothing happened to it since, from the leaves up; what holds something else stays."""
    kept = {pk for pk, cadre in created.items() if _is_touched(pk, traces[pk]) or cadre.participations.exists()}
    left = {pk: cadre for pk, cadre in created.items() if pk not in kept}
    while left:
        held = set(Cadre.objects.filter(parent__in=left).values_list("parent", flat=True))
        gone = [pk for pk in left if pk not in held]
        if not gone:
            break
        for pk in gone:
            annules.retires += 1
            left.pop(pk).delete()
    annules.gardes += sorted(created[pk].nom for pk in {*kept, *left})
