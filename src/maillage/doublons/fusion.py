"""Two sheets of one actor become one, and can be split again. The caller has checked the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from maillage.acteurs.actions import CHAMPS
from maillage.acteurs.models import Acteur, Nature, Personne, PorteParole
from maillage.comptes.models import Utilisateur
from maillage.doublons.deplacement import move_back, move_liens
from maillage.doublons.models import Fusion
from maillage.doublons.participations import give_participations_back, move_participations
from maillage.doublons.releve import freeze_acteur, thaw_champ, write_champs
from maillage.espaces.journal import Geste, trace
from maillage.espaces.models import Adhesion


class FusionRefusee(Exception):
    """Why these two cannot become one, in words for the person who asked."""


@dataclass(frozen=True)
class Releve:
    """What moved with a fusion: ids of the sheets held, of the person, of the spokespersons moved or already there.

    A fusion made before cadres existed says nothing of participations.
    """

    enfants: list[str] = field(default_factory=list)
    personne: str = ""
    paroles: list[str] = field(default_factory=list)
    paroles_doubles: list[str] = field(default_factory=list)
    liens: list[dict[str, Any]] = field(default_factory=list)
    participations: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def merge(*, garde: Acteur, absorbe: Acteur, champs: Mapping[str, Any], qui: Utilisateur) -> Fusion:
    """`absorbe` is taken over by `garde`, whose fields become `champs` where given; what was said of both is kept.

    The sheet taken over is put aside: its address leads to the other. Raises FusionRefusee; nothing is written then.
    """
    kept, taken = lock(garde, absorbe)
    _check(kept, taken)
    before = freeze_acteur(kept)
    releve = _move(taken, kept)
    kept = write_champs(kept, freeze_champs(champs), qui)
    after = freeze_acteur(kept)
    fusion = Fusion.objects.create(
        espace=kept.espace, garde=kept, absorbe=taken, par=qui, releve=releve.__dict__,
        ecrits={name: [before[name], after[name]] for name in CHAMPS if before[name] != after[name]},
    )  # fmt: skip
    _put_aside(taken, kept)
    _tell(Geste.FUSIONNER, kept, taken, qui)
    return fusion


def lock(garde: Acteur, absorbe: Acteur) -> tuple[Acteur, Acteur]:
    """Both rows, always in the same order, held until the end of the transaction."""
    rows = Acteur.objects.select_for_update(of=("self",)).select_related("espace").order_by("pk")
    held = {one.pk: one for one in rows.filter(pk__in=[garde.pk, absorbe.pk])}
    if len(held) != 2 or garde.espace_id != absorbe.espace_id:
        raise FusionRefusee("Choisissez deux fiches différentes d’un même espace.")
    return held[garde.pk], held[absorbe.pk]


def _check(garde: Acteur, absorbe: Acteur) -> None:
    if garde.retire_le or absorbe.retire_le:
        raise FusionRefusee("L’une des deux fiches n’est plus là\u00a0: elle vient d’être retirée ou fusionnée.")
    if (garde.nature == Nature.POSTE) != (absorbe.nature == Nature.POSTE):
        raise FusionRefusee("Un poste ne se fusionne qu’avec un poste.")
    if garde.pk in _list_above(absorbe) or absorbe.pk in _list_above(garde):
        raise FusionRefusee("L’une des deux fait partie de l’autre\u00a0: ce sont deux acteurs.")
    if Personne.objects.filter(poste__in=[garde, absorbe]).count() == 2:
        raise FusionRefusee("Chacun des deux postes est tenu par quelqu’un\u00a0: retirez d’abord l’une des personnes.")


def _list_above(acteur: Acteur) -> set[UUID]:
    above: set[UUID] = set()
    parent = acteur.parent
    while parent is not None and parent.pk not in above:
        above.add(parent.pk)
        parent = parent.parent
    return above


def freeze_champs(champs: Mapping[str, Any]) -> dict[str, Any]:
    from maillage.acteurs.forms import represent  # noqa: PLC0415  (one word for both directions)

    return {name: represent(value) for name, value in champs.items() if name in CHAMPS}


def _move(absorbe: Acteur, garde: Acteur) -> Releve:
    enfants = list(Acteur.objects.filter(parent=absorbe).values_list("pk", flat=True))
    Acteur.objects.filter(pk__in=enfants).update(parent=garde)
    moved, doubled = _move_paroles(absorbe, garde)
    return Releve(
        enfants=[str(pk) for pk in enfants],
        personne=_move_personne(absorbe, garde),
        paroles=moved,
        paroles_doubles=doubled,
        liens=move_liens(absorbe, garde),
        participations=move_participations(absorbe, garde),
    )


def _move_personne(absorbe: Acteur, garde: Acteur) -> str:
    found = Personne.objects.filter(poste=absorbe).first()
    if found is None:
        return ""
    Personne.objects.filter(pk=found.pk).update(poste=garde)
    return str(found.pk)


def _move_paroles(absorbe: Acteur, garde: Acteur) -> tuple[list[str], list[str]]:
    """Who spoke for the one speaks for the other: (moved, already there)."""
    there = set(PorteParole.objects.filter(acteur=garde).values_list("adhesion", flat=True))
    paroles = PorteParole.objects.filter(acteur=absorbe)
    doubled = paroles.filter(adhesion__in=there)
    names = [str(pk) for pk in doubled.values_list("adhesion", flat=True)]
    doubled.delete()
    moved = [str(pk) for pk in paroles.values_list("adhesion", flat=True)]
    paroles.update(acteur=garde)
    return moved, names


def _put_aside(absorbe: Acteur, garde: Acteur) -> None:
    Acteur.objects.filter(pk=absorbe.pk).update(
        retire_le=timezone.now(), fusionne_dans=garde, version=absorbe.version + 1
    )


def _tell(geste: Geste, garde: Acteur, absorbe: Acteur, qui: Utilisateur) -> None:
    for one, other in ((garde, absorbe), (absorbe, garde)):
        trace(espace=one.espace, qui=qui, geste=geste, objet=one, avant={}, apres={"avec": other.nom})


@transaction.atomic
def split(*, fusion: Fusion, qui: Utilisateur) -> list[str]:
    """Undo a fusion; what was written since stays with the kept sheet. Returns the fields that were left as they are.

    Raises FusionRefusee.
    """
    kept, taken = lock(fusion.garde, fusion.absorbe)
    current = Fusion.objects.select_for_update().get(pk=fusion.pk)
    if current.defaite_le is not None or taken.fusionne_dans_id != kept.pk:
        raise FusionRefusee("Ces deux fiches sont déjà séparées.")
    if kept.retire_le is not None:
        raise FusionRefusee(f"Rétablissez ou séparez d’abord «\u00a0{kept}\u00a0», qui n’est plus là.")
    Acteur.objects.filter(pk=taken.pk).update(retire_le=None, fusionne_dans=None, version=taken.version + 1)
    left = _give_fields_back(kept, current.ecrits, qui)
    _move_back(taken, kept, Releve(**current.releve), current)
    current.defaite_le = timezone.now()
    current.save(update_fields=["defaite_le"])
    _tell(Geste.SEPARER, kept, taken, qui)
    return left


def _give_fields_back(garde: Acteur, ecrits: Mapping[str, list[Any]], qui: Utilisateur) -> list[str]:
    """The fields that still say what the fusion wrote say again what they said before; the names of the others."""
    now = freeze_acteur(garde, ecrits)
    back = {name: before for name, (before, after) in ecrits.items() if now[name] == after}
    if back:
        write_champs(garde, back, qui)
    return [name for name in ecrits if name not in back]


def _move_back(absorbe: Acteur, garde: Acteur, releve: Releve, fusion: Fusion) -> None:
    Acteur.objects.filter(pk__in=releve.enfants, parent=garde).update(parent=absorbe)
    if releve.personne:
        Personne.objects.filter(pk=releve.personne, poste=garde).update(poste=absorbe)
    moved = Adhesion.objects.filter(pk__in=releve.paroles)
    PorteParole.objects.filter(acteur=garde, adhesion__in=moved).update(acteur=absorbe)
    known = Adhesion.objects.filter(pk__in=releve.paroles_doubles)
    PorteParole.objects.bulk_create([PorteParole(acteur=absorbe, adhesion=one) for one in known])
    for mouvement in reversed(releve.liens):
        move_back(mouvement, absorbe, garde, fusion.quand)
    give_participations_back(releve.participations, absorbe, garde)


def propose_champs(garde: Acteur, absorbe: Acteur) -> dict[str, Any]:
    """What the kept sheet gains without asking: its blanks filled from the other, lists put together."""
    mine, theirs = freeze_acteur(garde), freeze_acteur(absorbe)
    gained: dict[str, Any] = {}
    for name in CHAMPS:
        if isinstance(mine[name], list):
            gained[name] = sorted({*mine[name], *theirs[name]})
        elif mine[name] in ("", None) and theirs[name] not in ("", None):
            gained[name] = theirs[name]
    return {name: cast("Any", thaw_champ(name, value)) for name, value in gained.items()}
