"""Cadres that may be the one being typed: the person who types decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from maillage.acteurs.doublons import MONTRES, SEUIL, measure_likeness
from maillage.acteurs.noms import canonise
from maillage.cadres.models import Cadre
from maillage.espaces.droits import Droits
from maillage.referentiels.models import Dispositif

MEME_REFERENCE = "même dispositif de référence"


@dataclass(frozen=True)
class Doublon:
    cadre: Cadre
    raison: str


def read_formes() -> dict[str, str]:
    """Canonical name of each dispositif of the reference → its acronym, unless others bear that acronym. One query."""
    told = [(canonise(nom), canonise(sigle)) for nom, sigle in Dispositif.objects.values_list("nom", "sigle") if sigle]
    borne = Counter(sigle for _, sigle in told)
    longest_first = sorted(told, key=lambda one: -len(one[0]))
    return {nom: sigle for nom, sigle in longest_first if borne[sigle] == 1}


def shorten(nom: str, formes: Mapping[str, str]) -> str:
    """A canonical name where « convention territoriale globale » is « ctg »."""
    text = f" {nom} "
    for forme, sigle in formes.items():
        text = text.replace(f" {forme} ", f" {sigle} ")
    return " ".join(dict.fromkeys(text.split()))


def find_doublons(
    droits: Droits, *, nature: str, nom: str, reference: Dispositif | None = None, sauf: UUID | None = None
) -> list[Doublon]:
    """At most five, the nearest first: a name alike, or the same reference still running. Four queries."""
    formes = read_formes()
    sought = shorten(canonise(nom), formes)
    if len(sought) < 2:
        return []
    seen = Cadre.objects.visible_to(droits).order_by("nom_cherche")
    told = seen.values_list("pk", "nom_rapproche", "nature")
    scores: dict[UUID, tuple[float, str]] = {}
    running = set(Cadre.objects.visible_to(droits).running().filter(reference=reference).values_list("pk", flat=True))
    for pk, name, other_nature in told:
        other = shorten(name, formes)
        score = measure_likeness(sought, other)
        if pk == sauf:
            continue
        if score >= SEUIL:
            scores[pk] = (score, "même nom, à l’écriture près" if other == sought else "nom très proche")
        elif reference is not None and pk in running and other_nature == nature:
            scores[pk] = (SEUIL - 1, MEME_REFERENCE)
    kept = sorted(scores, key=lambda pk: -scores[pk][0])[:MONTRES]
    cadres = Cadre.objects.select_related("sphere", "reference").in_bulk(kept)
    return [Doublon(cadres[pk], scores[pk][1]) for pk in kept]
