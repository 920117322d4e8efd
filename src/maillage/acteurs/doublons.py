"""Likely duplicates of a name: shown to the person who types, who alone decides."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rapidfuzz import fuzz, process

from maillage.acteurs.models import Acteur
from maillage.acteurs.noms import canonise, list_sigles, split_words
from maillage.espaces.droits import Droits

SEUIL = 82.0
"""Out of 100. « Epicerie sociale le Panier » and « Épicerie solidaire Le Panier » are at 84."""
AUTRE_COMMUNE = 12.0
"""What two different communes take away: two centres sociaux, two places."""
MONTRES = 5


@dataclass(frozen=True)
class Doublon:
    acteur: Acteur
    raison: str


def find_doublons(
    droits: Droits, *, nom: str, sigle: str = "", commune_id: UUID | None = None, sauf: UUID | None = None
) -> list[Doublon]:
    """At most five actors of the espace that may be the one being typed, the nearest first. Two queries."""
    sought = canonise(nom)
    if len(sought) < 2:
        return []
    seen = Acteur.objects.visible_to(droits).nodes()
    told = seen.order_by().values_list("pk", "nom_rapproche", "sigle", "commune_id")
    rows = [row for row in told if row[0] != sauf]
    scores = process.extract(
        sought, [row[1] for row in rows], scorer=measure_likeness, score_cutoff=SEUIL - 1, limit=20 * MONTRES
    )
    found = {rows[at][0]: score - measure_distance(sought, commune_id, rows[at][3]) for _, score, at in scores}
    acronym = "".join(split_words(sigle or nom))
    for pk, _, other, other_commune in rows:
        if acronym and "".join(split_words(other)) == acronym and not measure_distance("", commune_id, other_commune):
            found.setdefault(pk, SEUIL)
    return _tell(found, sought)


def measure_likeness(left: str, right: str, *, score_cutoff: float | None = None) -> float:
    """Nearness of two canonical names, word order left aside. Two kinds of body are never one: a mairie, its CCAS."""
    kinds = (set(left.split()) & list_sigles(), set(right.split()) & list_sigles())
    if all(kinds) and kinds[0] != kinds[1]:
        return 0.0
    return max(
        fuzz.token_sort_ratio(left, right, score_cutoff=score_cutoff),
        fuzz.ratio(left.replace(" ", ""), right.replace(" ", ""), score_cutoff=score_cutoff),
    )


def measure_distance(sought: str, commune: UUID | None, other: UUID | None) -> float:
    """In another commune, « centre social » alone is another one; « Le Panier » may be the same."""
    if not commune or not other or commune == other:
        return 0.0
    return AUTRE_COMMUNE if set(sought.split()) - list_sigles() else 100.0


def _tell(scores: dict[UUID, float], sought: str) -> list[Doublon]:
    kept = sorted((pk for pk, score in scores.items() if score >= SEUIL), key=lambda pk: -scores[pk])[:MONTRES]
    acteurs = Acteur.objects.select_related("sphere", "commune", "parent").in_bulk(kept)
    return [Doublon(acteurs[pk], _say_why(acteurs[pk], sought)) for pk in kept]


def _say_why(acteur: Acteur, sought: str) -> str:
    return "même nom, à l’écriture près" if acteur.nom_rapproche == sought else "nom très proche"
