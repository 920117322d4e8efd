"""A meeting turned into a wanted link in one click, and taken back in one more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from maillage.acteurs.declarer import declare, withdraw
from maillage.acteurs.lien_paroles import PAR_PROPOSITION, list_spoken
from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.diagnostic.rencontres import RencontreLue
from maillage.espaces.droits import Droits

ORIGINE: Final = PAR_PROPOSITION
"""Marks what was written by this gesture, so that taking it back takes nothing else."""
NIVEAU_PROPOSE: Final = 1
"""« Se connaître »: what a first meeting gives. The two say later what they want beyond."""


class DejaSouhaite(Exception):
    """One of the two wants this link already."""


def list_sides(droits: Droits, *acteurs: UUID) -> set[UUID]:
    """On whose side the visitor may write a wish: both for the animation, theirs for a contributor. One query."""
    return list_spoken(droits, acteurs) if droits.peut_contribuer else set()


@transaction.atomic
def propose(*, a: Acteur, b: Acteur, cotes: set[UUID], qui: Utilisateur, quand: date) -> Declaration:
    """Write a wish between two actors of one espace, on one of `cotes`: the sides where `qui` may write (`list_sides`).

    On a side that said nothing yet if there is one, so that nobody's word is changed; else the wish alone is added to
    what was said. Raises DejaSouhaite.
    """
    said = list(Declaration.objects.select_for_update().filter(source__in=[a, b], cible__in=[a, b]))
    if any(one.niveau_souhaite for one in said):
        raise DejaSouhaite
    spoken = {one.source_id: one for one in said}
    ways = [(source, cible) for source, cible in ((a, b), (b, a)) if source.pk in cotes]
    source, cible = min(ways, key=lambda way: way[0].pk in spoken)
    former = spoken.get(source.pk)
    more = {"date": former.date} if former else {"origine": ORIGINE}
    wish = {"niveau_souhaite": NIVEAU_PROPOSE, **more}
    return declare(source=source, cible=cible, qui=qui, quand=quand, attributs=wish)


@transaction.atomic
def take_back(*, declaration: Declaration, qui: Utilisateur, quand: date) -> None:
    """Undo a proposal: the wish goes, and with it the line when it held nothing else."""
    if declaration.origine == ORIGINE and declaration.niveau_reel is None:
        withdraw(declaration=declaration, qui=qui)
        return
    attributs = {"niveau_souhaite": None, "date": declaration.date}
    declare(source=declaration.source, cible=declaration.cible, qui=qui, quand=quand, attributs=attributs)


def list_wishes(droits: Droits, pairs: Iterable[tuple[str, str]]) -> dict[frozenset[str], Declaration]:
    """Of these pairs, the wishes that were proposed here and may be taken back. One query."""
    asked = {frozenset(pair) for pair in pairs}
    ids = {UUID(pk) for pair in asked for pk in pair}
    if not ids or not droits.peut_animer:
        return {}
    # by their sources alone: with both ends, SQLite tries every pair of them
    made = Declaration.objects.filter(origine=ORIGINE, niveau_reel=None, source__in=ids)
    found = made.exclude(~Q(lien__espace=droits.espace))
    wishes = {frozenset((str(one.source_id), str(one.cible_id))): one for one in found}
    return {pair: wish for pair, wish in wishes.items() if pair in asked}


def list_wished_liens(droits: Droits, spheres: tuple[str, str]) -> list[Lien]:
    """Wanted and not lived yet, between these two worlds; for members. One query."""
    if not droits.est_membre:
        return []
    a, b = spheres
    wished = Lien.objects.visible_to(droits).filter(etat=EtatLien.SOUHAITE).select_related("a__sphere", "b__sphere")
    one_way = wished.filter(a__sphere__code=a, b__sphere__code=b)
    other_way = wished.filter(a__sphere__code=b, b__sphere__code=a)
    return sorted({lien.pk: lien for lien in one_way | other_way}.values(), key=lambda lien: (lien.a.nom, lien.b.nom))


def mark_proposals(droits: Droits, rencontres: list[RencontreLue]) -> list[RencontreLue]:
    """Which meetings this visitor may propose, and which proposals may be taken back. Two queries at most."""
    if not droits.peut_contribuer:
        return rencontres
    made = list_wishes(droits, [(one.a.id, one.b.id) for one in rencontres])
    ends = {UUID(end.id) for one in rencontres for end in (one.a, one.b)}
    mine = {str(pk) for pk in list_spoken(droits, ends)} if ends else set()
    return [
        replace(
            one,
            declaration=made.get(frozenset((one.a.id, one.b.id))),
            proposable=not one.souhaitee and bool(mine & {one.a.id, one.b.id}),
        )
        for one in rencontres
    ]
