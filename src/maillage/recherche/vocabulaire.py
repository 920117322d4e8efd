"""A fault brought to the words in use: read once for each state of the data, then compared word by word.

What is kept in memory only suggests. Each word is asked of the index with the reader's rights before it is told:
nothing of a hidden sheet can be learnt by mistyping.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db.models import Count, Max, QuerySet
from rapidfuzz import process
from rapidfuzz.distance import OSA

from maillage.acteurs.models import Acteur
from maillage.acteurs.recherche import LONGUEUR_CORRIGEE, PROCHES_MAX, RESSEMBLANCE
from maillage.cadres.models import Cadre
from maillage.espaces.memoire import Memoire

DOCUMENTS_MAX: Final = 200_000
MOTS_MAX: Final = 50_000
"""Words kept, the most used ones."""
RESSEMBLANCE_DEBUT: Final = 0.75
"""Of a word still being typed: one fault in four letters."""
LETTRES_DE_PLUS: Final = 1
"""A letter forgotten or typed twice: beginnings a letter shorter or longer are compared too."""
GARDES: Final = 16


@dataclass(frozen=True)
class Vocabulaire:
    """Words with how many titles hold them."""

    nombres: dict[str, int]

    @cached_property
    def tries(self) -> list[str]:
        return sorted(self.nombres)

    def correct(self, mot: str, *, fini: bool) -> list[str]:
        """Its nearest words, best first. `fini` is false for the last one, that may still be typed."""
        if len(mot) < LONGUEUR_CORRIGEE:
            return []
        found = process.extract(
            mot, self.tries, scorer=OSA.normalized_similarity, score_cutoff=RESSEMBLANCE, limit=PROCHES_MAX
        )
        near = [proche for proche, _, _ in sorted(found, key=lambda row: (-row[1], row[0]))]
        return near or ([] if fini else self.complete(mot))

    def complete(self, mot: str) -> list[str]:
        """Words of the same first letter that begin nearly so: the nearest, then the most used."""
        notes = dict[str, float]()
        for length in range(len(mot) - LETTRES_DE_PLUS, len(mot) + LETTRES_DE_PLUS + 1):
            beginnings = {one[:length] for one in self._list_beginning(mot[0]) if len(one) >= length}
            for debut, note, _ in process.extract(
                mot, sorted(beginnings), scorer=OSA.normalized_similarity, score_cutoff=RESSEMBLANCE_DEBUT, limit=None
            ):
                for one in self._list_beginning(debut):
                    notes[one] = max(notes.get(one, 0.0), note)
        ordered = sorted(notes, key=lambda one: (-notes[one], -self.nombres[one], one))
        return ordered[:PROCHES_MAX]

    def _list_beginning(self, debut: str) -> list[str]:
        return self.tries[bisect_left(self.tries, debut) : bisect_left(self.tries, f"{debut}\U0010ffff")]


VOCABULAIRES: Final = Memoire[Vocabulaire](GARDES)


def find_vocabulaire(documents: QuerySet[Any], espace: Any, vues: list[str]) -> Vocabulaire:
    """The one kept for this reader and this state of the espace, else read. `documents`: those that may be seen."""
    state = documents.order_by().aggregate(nombre=Count("pk"), dernier=Max("pk"))
    changed = [
        model._default_manager.filter(espace=espace).aggregate(le=Max("modifie_le"))["le"] for model in (Acteur, Cadre)
    ]
    marque = (str(espace.pk), *vues, *state.values(), *changed)
    return VOCABULAIRES.find(marque, lambda: read_vocabulaire(documents))


def read_vocabulaire(documents: QuerySet[Any]) -> Vocabulaire:
    titres = documents.order_by("-pk").values_list("titre", flat=True)[:DOCUMENTS_MAX]
    counted = Counter(mot for titre in titres.iterator() for mot in set(titre.replace("|", " ").split()))
    kept = sorted(counted, key=lambda mot: (-counted[mot], mot))[:MOTS_MAX]
    return Vocabulaire({mot: counted[mot] for mot in kept})
