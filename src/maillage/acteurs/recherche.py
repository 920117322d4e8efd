"""Searching by name: accents, case and typing faults are forgiven, alike on SQLite and PostgreSQL.

Names as they are typed come first (`LIKE` on a normalised copy). Only when they find nothing are the words of the
query compared with the words in use in the espace, a few thousand at most, and replaced by their nearest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from rapidfuzz import process
from rapidfuzz.distance import OSA

from maillage.acteurs.noms import SEPARATEUR, split_words

Lignes = TypeVar("Lignes", bound="QuerySet[Any]")
"""Actors, or whatever else has a `nom_cherche`."""
MOTS_MAX = 8
PROCHES_MAX = 3
RESSEMBLANCE = 0.7
"""Share of letters in their place: « epicrie » is at 0.88 of « epicerie »."""
LONGUEUR_CORRIGEE = 4
"""A shorter word has too many neighbours to be corrected."""


@dataclass(frozen=True)
class Recherche(Generic[Lignes]):
    """What was found, and by which words when they are not those typed."""

    acteurs: Lignes
    corrige: str = ""


def search(acteurs: Lignes, texte: str) -> Recherche[Lignes]:
    """Actors whose name, acronym, type or commune hold every word, best matches first.

    One query at once to know whether the words as typed find something, a second when they do not.
    """
    mots = split_words(texte)[:MOTS_MAX]
    if not mots:
        return Recherche(acteurs)
    found = acteurs.filter(_holds([[mot] for mot in mots]))
    if found.exists():
        return Recherche(_rank(found, " ".join(mots)))
    nearest = correct(mots, _list_words(acteurs))
    if nearest is None:
        return Recherche(found)
    written = " ".join(proches[0] for proches in nearest)
    return Recherche(_rank(acteurs.filter(_holds(nearest)), written), corrige=written)


def correct(mots: list[str], vocabulaire: set[str]) -> list[list[str]] | None:
    """For each word, itself if it is in use, else its nearest neighbours; None when a word has none."""
    corrected = [_correct_word(mot, vocabulaire) for mot in mots]
    return corrected if all(corrected) else None


def _correct_word(mot: str, vocabulaire: set[str]) -> list[str]:
    if any(mot in known for known in vocabulaire):
        return [mot]
    if len(mot) < LONGUEUR_CORRIGEE:
        return []
    found = process.extract(
        mot, vocabulaire, scorer=OSA.normalized_similarity, score_cutoff=RESSEMBLANCE, limit=PROCHES_MAX
    )
    return [proche for proche, _, _ in sorted(found, key=lambda row: (-row[1], row[0]))]


def _list_words(acteurs: QuerySet[Any]) -> set[str]:
    texts = acteurs.order_by().values_list("nom_cherche", flat=True)
    return set(" ".join(texts).replace(SEPARATEUR, " ").split())


def _holds(alternatives: list[list[str]]) -> Q:
    found = Q()
    for mots in alternatives:
        one = Q()
        for mot in mots:
            one |= Q(nom_cherche__contains=mot)
        found &= one
    return found


def _rank(acteurs: Lignes, texte: str) -> Lignes:
    """The exact name or acronym, then names that begin so, then a word that begins so, then the rest, by name."""
    rank = Case(
        When(nom_cherche__startswith=f"{texte}{SEPARATEUR}", then=Value(0)),
        When(nom_cherche__contains=f"{SEPARATEUR}{texte}{SEPARATEUR}", then=Value(0)),
        When(nom_cherche__startswith=texte, then=Value(1)),
        When(nom_cherche__contains=f" {texte}", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return acteurs.order_by(rank, "nom_cherche", "id")
