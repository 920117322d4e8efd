"""Looking for cadres noted twice: same kind, names or references alike, periods and territories that meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Final
from uuid import UUID

from maillage.acteurs.doublons import AUTRE_COMMUNE, SEUIL, measure_likeness
from maillage.cadres.doublons import MEME_REFERENCE, read_formes, shorten
from maillage.cadres.models import Cadre, NatureCadre, Participation
from maillage.doublons.recherche import Trouvee
from maillage.espaces.models import Espace

MOT_COURANT: Final = 100
"""A word that more names bear brings none together by itself."""
MEMES_MEMBRES: Final = 0.6
"""Share of common participants above which two instances are said to gather the same."""
ASSEZ: Final = 3
"""Fewer participants say nothing."""
PAR_REFERENCE: Final = 70.0
"""Out of 100: two local dispositifs of one reference whose names are not alike."""
GAIN: Final = 5.0


@dataclass(frozen=True)
class Connu:
    """A cadre as far as recognising it twice needs."""

    id: UUID
    nature: str
    nom: str
    reference: int | None
    parent: UUID | None
    debut: date | None
    fin: date | None
    territoires: Set[UUID]
    acteurs: Set[UUID]

    @property
    def nombres(self) -> set[str]:
        return {mot for mot in self.nom.split() if any(sign.isdigit() for sign in mot)}


def list_connus(espace: Espace) -> list[Connu]:
    """Four queries."""
    kept = Cadre.objects.filter(espace=espace, retire_le=None)
    acteurs, territoires = defaultdict[UUID, set[UUID]](set), defaultdict[UUID, set[UUID]](set)
    for cadre, acteur in Participation.objects.filter(cadre__in=kept).values_list("cadre", "acteur"):
        acteurs[cadre].add(acteur)
    for cadre, territoire in kept.exclude(territoires=None).order_by().values_list("pk", "territoires"):
        territoires[cadre].add(territoire)
    formes = read_formes()
    rows = kept.order_by("pk").values_list("pk", "nature", "nom_rapproche", "reference", "parent", "debut", "fin")
    told = [Connu(*row, territoires=territoires[row[0]], acteurs=acteurs[row[0]]) for row in rows]
    return [replace(one, nom=shorten(one.nom, formes)) for one in told]


def find_cadres(espace: Espace) -> list[Trouvee]:
    """The likely pairs, the surest first."""
    known = list_connus(espace)
    by_id = {one.id: one for one in known}
    found = (compare(by_id[a], by_id[b]) for a, b in _list_candidates(known))
    return sorted((one for one in found if one is not None), key=lambda one: (-one.score, one.a, one.b))


def _list_candidates(known: Iterable[Connu]) -> set[tuple[UUID, UUID]]:
    """Of one kind, and sharing a whole name, a rare word, or a reference: never every cadre with every other."""
    blocks: defaultdict[tuple[str, str, str], list[UUID]] = defaultdict(list)
    for one in known:
        blocks[one.nature, "nom", one.nom].append(one.id)
        for mot in set(one.nom.split()):
            blocks[one.nature, "mot", mot].append(one.id)
        if one.reference is not None and one.nature == NatureCadre.DISPOSITIF:
            blocks[one.nature, "reference", str(one.reference)].append(one.id)
    return {
        pair
        for (_, kind, _), members in blocks.items()
        if kind != "mot" or len(members) <= MOT_COURANT
        for pair in combinations(sorted(members), 2)
    }


def compare(one: Connu, other: Connu) -> Trouvee | None:
    """Why the two may be one; None when something says that they are two."""
    if _are_two(one, other):
        return None
    likeness = measure_likeness(one.nom, other.nom)
    same_reference = one.reference is not None and one.reference == other.reference
    raisons = list(_say_why(one, other, likeness, same_reference))
    score = likeness if likeness >= SEUIL else PAR_REFERENCE if MEME_REFERENCE in raisons else 0.0
    score += GAIN * (len(raisons) - 1)
    if one.territoires and other.territoires and not one.territoires & other.territoires:
        score -= AUTRE_COMMUNE
    if not raisons or score < PAR_REFERENCE:
        return None
    a, b = sorted((one.id, other.id))
    return Trouvee(a, b, min(score, 100.0) / 100, tuple(raisons))


def _are_two(one: Connu, other: Connu) -> bool:
    """Another year or number in the name, another contract above, one over before the other begins."""
    framed = one.parent is not None and other.parent is not None and one.parent != other.parent
    related = one.parent == other.id or other.parent == one.id
    return one.nombres != other.nombres or framed or related or _follow(one, other) or _follow(other, one)


def _follow(first: Connu, second: Connu) -> bool:
    return first.fin is not None and second.debut is not None and first.fin <= second.debut


def _say_why(one: Connu, other: Connu, likeness: float, same_reference: bool) -> Iterator[str]:
    if likeness >= SEUIL:
        yield "même nom, à l’écriture près" if one.nom == other.nom else "noms très proches"
    if same_reference and (likeness >= SEUIL or one.nature == NatureCadre.DISPOSITIF):
        yield MEME_REFERENCE
    together = one.acteurs & other.acteurs
    if len(together) >= ASSEZ and len(together) >= MEMES_MEMBRES * len(one.acteurs | other.acteurs):
        yield "presque les mêmes participants"
