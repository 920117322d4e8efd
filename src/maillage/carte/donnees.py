"""The map as the browser asks for it: short JSON, by the visitor’s rights, not sent twice when nothing changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, Sum

from maillage.acteurs.models import Acteur
from maillage.carte.cles import Cle
from maillage.carte.couverture import Presence
from maillage.carte.demande import Demande
from maillage.carte.lecture import Vue
from maillage.carte.perimetres import Contenant
from maillage.carte.terrain import Terrain
from maillage.espaces.droits import Droits
from maillage.espaces.models import Trace
from maillage.formats.contours import Geometrie
from maillage.publication.figures.carte_fond import compute_teintes
from maillage.referentiels.models import Sphere
from maillage.territoires.models import Contour, Territoire, TerritoireQuerySet

VERSION = 1


def mark(droits: Droits, demande: Demande) -> str:
    """What changes whenever the answer may: the journal, what comes in by loads, the ground, who reads, what is asked.

    Six short queries, before any row is read. An actor or a perimeter never changes without a line in the journal,
    or a date on its row.
    """
    espace = droits.espace
    communes = Territoire.objects.communes_of(Territoire.objects.chosen_by(espace))
    acteurs = Acteur.objects.filter(espace=espace)
    facts = [
        VERSION,
        str(espace.pk),
        espace.aujourdhui,
        demande.filters(),
        demande.perimetres,
        droits.adhesion and (str(droits.adhesion.utilisateur_id), droits.adhesion.role),
        Trace.objects.filter(espace=espace).aggregate(dernier=Max("id")),
        acteurs.aggregate(nombre=Count("pk"), dernier=Max("modifie_le"), retire=Max("retire_le")),
        _measure(communes),
        Contour.objects.filter(territoire__in=communes).aggregate(nombre=Count("pk"), dernier=Max("modifie_le")),
        list(Sphere.objects.usable_in(espace).values_list("code", "nom", "forme", "lettre", "trait")),
    ]
    return f'"{hashlib.sha256(repr(facts).encode()).hexdigest()[:32]}"'


def _measure(communes: TerritoireQuerySet) -> dict[str, float]:
    """How many communes in how many containers, and where; rounded, because databases add in any order."""
    told = communes.order_by().aggregate(nombre=Count("contenants"), x=Sum("longitude"), y=Sum("latitude"))
    return {name: round(value or 0, 3) for name, value in told.items()}


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


def digest(body: bytes) -> str:
    """For what no journal dates: the contours are loaded by whoever hosts the site."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _shorten(degrees: float) -> float:
    """A metre is enough."""
    return round(degrees, 5)


def _write(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
