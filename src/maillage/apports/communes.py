"""Which commune a row speaks of: by its INSEE code, else by its name, with the postcode to tell two of them apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from typing import Final, NamedTuple
from uuid import UUID

from maillage.espaces.models import Espace
from maillage.referentiels.textes import normalise
from maillage.territoires.models import Territoire
from maillage.territoires.queries import ABREGES

ARRONDISSEMENTS: Final = (("751", "75056"), ("6938", "69123"), ("132", "13055"))
"""Paris, Lyon, Marseille: codes of arrondissements and of the commune that holds them."""
PROCHE: Final = 40.0
"""Kilometres from the centre beyond which a point is of another commune of that name."""
_SUITES: Final = re.compile(r" (?:cedex|arrondissement|\d+(?:er|e|eme)?)\b.*$")


class Commune(NamedTuple):
    id: UUID
    code: str
    nom: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Indice:
    """What a row says of its commune."""

    code: str = ""
    nom: str = ""
    code_postal: str = ""
    point: tuple[float, float] | None = None


class Communes:
    """Every commune that an espace may use, in memory: one query, some 35,000 rows for France."""

    def __init__(self, espace: Espace) -> None:
        found = Territoire.objects.usable_in(espace).communes().order_by()
        rows = [Commune(*row) for row in found.values_list("id", "code", "nom", "latitude", "longitude")]
        near = Territoire.objects.communes_of(Territoire.objects.chosen_by(espace)).order_by()
        self._near = set(near.values_list("id", flat=True))
        self.par_id = {row.id: row for row in rows}
        self._par_code = {row.code.upper(): row for row in rows}
        self._par_nom: defaultdict[str, list[Commune]] = defaultdict(list)
        for row in rows:
            self._par_nom[_spell(row.nom)].append(row)
        self._trouvees: dict[Indice, Commune | None] = {}

    def find(self, indice: Indice) -> Commune | None:
        """The commune, when there is no doubt. Most rows of a list say the same few."""
        if indice not in self._trouvees:
            self._trouvees[indice] = self._find_by_code(indice.code) or self._find_by_name(indice)
        return self._trouvees[indice]

    def _find_by_code(self, code: str) -> Commune | None:
        if not code:
            return None
        held = next((whole for prefix, whole in ARRONDISSEMENTS if code.startswith(prefix) and code != whole), "")
        return self._par_code.get(code.upper()) or self._par_code.get(held)

    def _find_by_name(self, indice: Indice) -> Commune | None:
        candidates = self._par_nom.get(_spell(indice.nom), []) if indice.nom else []
        department = _find_department(indice)
        if department:
            candidates = [one for one in candidates if _is_in(one.code, department)]
        if len(candidates) > 1 and indice.point:
            candidates = _keep_nearest(candidates, indice.point)
        if len(candidates) > 1:
            candidates = [one for one in candidates if one.id in self._near]
        return candidates[0] if len(candidates) == 1 else None


@lru_cache(maxsize=100_000)
def _spell(nom: str) -> str:
    """« ST DENIS CEDEX 9 » and « Saint-Denis » are one name."""
    plain = _SUITES.sub("", normalise(nom))
    return " ".join(ABREGES.get(word, word) for word in plain.split())


def _find_department(indice: Indice) -> str:
    """The first signs of the INSEE code, else of the postcode: enough to tell homonyms apart."""
    code = indice.code if len(indice.code) == 5 else indice.code_postal
    if len(code) != 5:
        return ""
    return code[:3] if code.startswith(("97", "98")) else code[:2].upper()


def _is_in(code: str, department: str) -> bool:
    """Postcodes of both Corsican départements begin with 20."""
    return code.startswith(("2A", "2B", "20")) if department == "20" else code.startswith(department)


def _keep_nearest(candidates: Iterable[Commune], point: tuple[float, float]) -> list[Commune]:
    placed = [(_measure(one, point), one) for one in candidates if one.latitude is not None]
    placed.sort(key=lambda pair: pair[0])
    return [placed[0][1]] if placed and placed[0][0] <= PROCHE else []


def _measure(commune: Commune, point: tuple[float, float]) -> float:
    """Kilometres, near enough for a country."""
    assert commune.latitude is not None
    assert commune.longitude is not None
    north = (commune.latitude - point[0]) * 111.2
    east = (commune.longitude - point[1]) * 111.2 * cos(radians(point[0]))
    return hypot(north, east)
