"""The map as the browser asks for it: short JSON, by the visitor’s rights, not sent twice when nothing changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from maillage.carte.cles import Cle
from maillage.carte.couverture import Presence
from maillage.carte.lecture import Vue
from maillage.carte.marques import VERSION
from maillage.carte.perimetres import Contenant
from maillage.carte.terrain import Terrain
from maillage.formats.contours import Geometrie
from maillage.publication.figures.carte_fond import compute_teintes


def encode_places(vue: Vue, adresse: Callable[[Presence], str]) -> bytes:
    """Rows are lists, ends are places in other lists: 10,000 actors in less than a megabyte."""
    ranks = {code: rank for rank, code in enumerate(vue.spheres)}
    return _write(
        {
            "version": VERSION,
            "spheres": [[s.code, s.nom, s.forme, s.lettre, s.trait] for s in vue.spheres.values()],
            "teintes": [list(one) for one in compute_teintes(one.total for one in vue.presences)],
            "communes": [
                [one.commune.id, one.commune.nom, one.total, len(one.sieges), adresse(one),
                 [one.par_sphere.get(code, 0) for code in vue.spheres]]
                for one in vue.presences
            ],
            "acteurs": [
                [place.id, place.nom, ranks[place.sphere], *map(_shorten, place.point)]
                for place in vue.places
                if place.point is not None
            ],
            "sans_lieu": [[place.id, place.nom, ranks[place.sphere]] for place in vue.sans_lieu],
        }
    )  # fmt: skip


def encode_contours(terrain: Terrain, contenants: Sequence[Contenant], contours: Mapping[Cle, Geometrie]) -> bytes:
    """Shapes of the communes that have one, in the order of the table, then the outlines that are ticked."""
    return _write(
        {
            "version": VERSION,
            "boite": terrain.boite,
            "communes": [[one.id, one.nom, one.centre, one.geometrie] for one in terrain.dessinees],
            "perimetres": [[one.lettre, one.nom, contours[one.id]] for one in contenants if one.id in contours],
        }
    )


def _shorten(degrees: float) -> float:
    """A metre is enough."""
    return round(degrees, 5)


def _write(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
