"""Two sheets of one kind become one, and can be split again. The caller has checked the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from maillage.comptes.models import Utilisateur
from maillage.doublons.genres import FusionRefusee, Genre
from maillage.doublons.models import FusionDeFiches
from maillage.doublons.registre import get_genre_of
from maillage.doublons.releve import freeze_fiche, thaw_champ
from maillage.espaces.fiches import Fiche
from maillage.espaces.journal import Geste, trace

F = TypeVar("F", bound=Fiche)


@transaction.atomic
def merge(*, garde: F, absorbe: F, champs: Mapping[str, Any], qui: Utilisateur) -> FusionDeFiches:
    """`absorbe` is taken over by `garde`, whose fields become `champs` where given; what was said of both is kept.

    The sheet taken over is put aside: its address leads to the other. Raises FusionRefusee; nothing is written then.
    """
    genre = get_genre_of(type(garde))
    kept, taken = lock(genre, garde, absorbe)
    _check(genre, kept, taken)
    before = freeze_fiche(kept, genre.champs)
    releve = genre.move(taken, kept)
    kept = genre.save(kept, champs, qui)
    after = freeze_fiche(kept, genre.champs)
    fusion: FusionDeFiches = genre.fusions._default_manager.create(
        espace=kept.espace, garde=kept, absorbe=taken, par=qui, releve=releve,
        ecrits={name: [before[name], after[name]] for name in genre.champs if before[name] != after[name]},
    )  # fmt: skip
    _change_standing(taken, retire_le=timezone.now(), fusionne_dans=kept)
    _tell(Geste.FUSIONNER, kept, taken, qui)
    return fusion


def lock(genre: Genre[F], garde: F, absorbe: F) -> tuple[F, F]:
    """Both rows, always in the same order, held until the end of the transaction."""
    rows = genre.modele._default_manager.select_for_update(of=("self",)).select_related("espace").order_by("pk")
    held = {one.pk: one for one in rows.filter(pk__in=[garde.pk, absorbe.pk])}
    if len(held) != 2 or garde.espace_id != absorbe.espace_id:
        raise FusionRefusee("Choisissez deux fiches différentes d’un même espace.")
    return held[garde.pk], held[absorbe.pk]


def _check(genre: Genre[F], garde: F, absorbe: F) -> None:
    if garde.retire_le or absorbe.retire_le:
        raise FusionRefusee("L’une des deux fiches n’est plus là\u00a0: elle vient d’être retirée ou fusionnée.")
    genre.check(garde, absorbe)
    if _stands_above(garde, absorbe) or _stands_above(absorbe, garde):
        raise FusionRefusee(f"L’une des deux fait partie de l’autre\u00a0: ce sont deux {genre.mots.plusieurs}.")


def _stands_above(upper: Any, lower: Any) -> bool:
    seen, parent = set(), lower.parent
    while parent is not None and parent.pk not in seen:
        seen.add(parent.pk)
        parent = parent.parent
    return upper.pk in seen


def _change_standing(fiche: Fiche, **standing: Any) -> None:
    """Without touching when it was last written: a sheet merged and split says what it said."""
    type(fiche)._default_manager.filter(pk=fiche.pk).update(version=fiche.version + 1, **standing)


def _tell(geste: Geste, garde: Fiche, absorbe: Fiche, qui: Utilisateur) -> None:
    for one, other in ((garde, absorbe), (absorbe, garde)):
        trace(espace=one.espace, qui=qui, geste=geste, objet=one, avant={}, apres={"avec": other.nom})


@transaction.atomic
def split(*, fusion: FusionDeFiches, qui: Utilisateur) -> list[str]:
    """Undo a fusion; what was written since stays with the kept sheet. Returns the fields that were left as they are.

    Raises FusionRefusee.
    """
    genre = get_genre_of(type(fusion.garde))
    kept, taken = lock(genre, fusion.garde, fusion.absorbe)
    current = genre.fusions._default_manager.select_for_update().get(pk=fusion.pk)
    if current.defaite_le is not None or taken.fusionne_dans_id != kept.pk:
        raise FusionRefusee("Ces deux fiches sont déjà séparées.")
    if kept.retire_le is not None:
        raise FusionRefusee(f"Rétablissez ou séparez d’abord «\u00a0{kept}\u00a0», qui n’est plus là.")
    _change_standing(taken, retire_le=None, fusionne_dans=None)
    left = _give_fields_back(genre, kept, current.ecrits, qui)
    genre.move_back(taken, kept, current)
    current.defaite_le = timezone.now()
    current.save(update_fields=["defaite_le"])
    _tell(Geste.SEPARER, kept, taken, qui)
    return left


def _give_fields_back(genre: Genre[F], garde: F, ecrits: Mapping[str, list[Any]], qui: Utilisateur) -> list[str]:
    """The fields that still say what the fusion wrote say again what they said before; the names of the others."""
    now = freeze_fiche(garde, ecrits)
    back = {name: before for name, (before, after) in ecrits.items() if now[name] == after}
    if back:
        genre.save(garde, {name: thaw_champ(genre.modele, name, value) for name, value in back.items()}, qui)
    return [name for name in ecrits if name not in back]
