"""Links that go from one sheet to another, and back: each side's word is kept, moved or set aside, never mixed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from maillage.acteurs.declarer import merge_lien
from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.models import Acteur
from maillage.doublons.releve import Gele, freeze_declaration, thaw_declaration

Mouvement = dict[str, Any]
"""`lien`: its id; `fondu`: whether another link of the kept sheet took its words; `dites`: the declarations that moved,
as they were; `ecartees`: those set aside, as they were."""


def move_liens(absorbe: Acteur, garde: Acteur) -> list[Mouvement]:
    """Every link of `absorbe` becomes one of `garde`. Where a side spoke of both, its later word stays."""
    liens = Lien.objects.select_for_update().filter(Q(a=absorbe) | Q(b=absorbe)).order_by("pk")
    return [_move_lien(lien, absorbe, garde) for lien in liens]


def _move_lien(lien: Lien, absorbe: Acteur, garde: Acteur) -> Mouvement:
    said, pk = list(lien.declarations.prefetch_related("themes")), str(lien.pk)
    other = lien.b_id if lien.a_id == absorbe.pk else lien.a_id
    if other == garde.pk:  # a link to oneself: nothing to keep in the network
        aside = [freeze_declaration(one) for one in said]
        lien.delete()
        return {"lien": pk, "fondu": True, "dites": [], "ecartees": aside}
    target = find_lien(garde.pk, other)
    if target is None:
        moved = [freeze_declaration(one) for one in said]
        retie(lien, said, absorbe.pk, garde.pk)
        return {"lien": pk, "fondu": False, "dites": moved, "ecartees": []}
    dites, ecartees = _pour(said, target, absorbe, garde)
    carry_along(lien, target)
    lien.delete()
    merge_lien(target)
    return {"lien": pk, "fondu": True, "dites": dites, "ecartees": ecartees}


def carry_along(lien: Lien, target: Lien) -> None:
    """What rooms above hang from a link follows it into the one that takes it over.

    What the other already holds goes with the link. Undone, a fusion does not bring these back.
    """
    hung = [one for one in Lien._meta.related_objects if one.related_model is not Declaration]
    for relation in hung:
        rows = relation.related_model._default_manager
        for pk in rows.filter(**{relation.field.name: lien}).values_list("pk", flat=True):
            with suppress(IntegrityError), transaction.atomic():
                rows.filter(pk=pk).update(**{relation.field.name: target})


def _pour(said: list[Declaration], target: Lien, absorbe: Acteur, garde: Acteur) -> tuple[list[Gele], list[Gele]]:
    """The words of a link go into the one that exists: of each side the later word stays, the other is kept apart."""
    moved, aside = [], []
    for one in said:
        source = garde.pk if one.source_id == absorbe.pk else one.source_id
        twin = target.declarations.prefetch_related("themes").filter(source=source).first()
        if twin is not None and twin.date >= one.date:
            aside.append(freeze_declaration(one))
            one.delete()
            continue
        if twin is not None:
            aside.append(freeze_declaration(twin))
            twin.delete()
        moved.append(freeze_declaration(one))
        readdress(one, target, absorbe.pk, garde.pk)
    return moved, aside


def readdress(said: Declaration, lien: Lien, old: UUID, new: UUID) -> None:
    """The same word, of or about another sheet; when it was last written does not change."""
    source, cible = (new if end == old else end for end in (said.source_id, said.cible_id))
    Declaration.objects.filter(pk=said.pk).update(lien=lien, source=source, cible=cible)


def retie(lien: Lien, said: list[Declaration], old: UUID, new: UUID) -> None:
    """A whole link, with its words, from one sheet to another: it keeps its id."""
    ends = {new if end == old else end for end in (lien.a_id, lien.b_id)}
    lien.a_id, lien.b_id = sorted(ends)
    lien.save(update_fields=["a", "b"])
    for one in said:
        readdress(one, lien, old, new)


def find_lien(one: UUID, other: UUID) -> Lien | None:
    a, b = sorted((one, other))
    return Lien.objects.select_for_update().filter(a=a, b=b).first()


def move_back(mouvement: Mouvement, absorbe: Acteur, garde: Acteur, depuis: Any) -> None:
    """Undo `_move_lien`. A word rewritten since `depuis` stays where it is, and the former one comes back beside it."""
    said = Declaration.objects.select_for_update().filter(pk__in=[one["id"] for one in mouvement["dites"]])
    untouched = {str(one.pk): one for one in said if one.modifie_le <= depuis}
    touched = {one.lien_id for one in untouched.values()}
    if not _untie(mouvement, list(untouched.values()), absorbe, garde):
        for frozen in mouvement["dites"]:
            if (current := untouched.get(frozen["id"])) is not None:
                readdress(current, _open_lien(frozen, mouvement), garde.pk, absorbe.pk)
            else:
                _bring_back(frozen, mouvement)
    for frozen in mouvement["ecartees"]:
        _bring_back(frozen, mouvement)
    merge_again(touched | {UUID(mouvement["lien"])})


def _untie(mouvement: Mouvement, said: list[Declaration], absorbe: Acteur, garde: Acteur) -> bool:
    """A link that had only changed ends, and says nothing more since, takes its ends again."""
    lien = None if mouvement["fondu"] else Lien.objects.select_for_update().filter(pk=mouvement["lien"]).first()
    whole = lien is not None and len(said) == len(mouvement["dites"]) == lien.declarations.count()
    if lien is None or not whole or garde.pk not in (lien.a_id, lien.b_id):
        return False
    retie(lien, said, garde.pk, absorbe.pk)
    return True


def _bring_back(frozen: Gele, mouvement: Mouvement) -> None:
    """A word set aside, unless its side has spoken since."""
    lien = _open_lien(frozen, mouvement)
    if not lien.declarations.filter(source=frozen["source_id"]).exists():
        thaw_declaration(frozen, lien)
        merge_lien(lien)


def _open_lien(frozen: Gele, mouvement: Mouvement) -> Lien:
    """The link between the two that the frozen word names; made again under its own id when that is free."""
    a, b = sorted((UUID(frozen["source_id"]), UUID(frozen["cible_id"])))
    found = find_lien(a, b)
    if found is not None:
        return found
    free = not Lien.objects.filter(pk=mouvement["lien"]).exists()
    espace = Acteur.objects.only("espace").get(pk=a).espace
    own = {"pk": UUID(mouvement["lien"])} if free else {}
    return Lien.objects.create(espace=espace, a_id=a, b_id=b, etat=EtatLien.ABSENT, **own)


def merge_again(liens: set[UUID]) -> None:
    """State and level of these links from what is still said; a link of which nothing is said goes."""
    for lien in Lien.objects.select_for_update().filter(pk__in=liens):
        if lien.declarations.exists():
            merge_lien(lien)
        else:
            lien.delete()
