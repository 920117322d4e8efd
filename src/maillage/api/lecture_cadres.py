"""Cadres, participations and dispositifs as the API says them. Each list costs a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from maillage.api.lecture import Diseur, tell_place
from maillage.cadres.models import Cadre, CadreQuerySet, Participation
from maillage.cadres.phases import Noms, read_noms
from maillage.espaces.droits import Droits
from maillage.referentiels.models import Dispositif

COPIES = (
    "id", "nature", "nom", "sigle", "description", "debut", "fin", "statut", "phase", "est_diagnostic", "site_web",
    "visibilite", "source", "source_id", "date_verification", "modifie_le",
)  # fmt: skip
COPIES_DISPOSITIF = (
    "code", "sigle", "nom", "libelle", "nature", "statut", "precision_statut", "a_verifier", "date_verification",
)  # fmt: skip


def with_relations(cadres: CadreQuerySet) -> CadreQuerySet:
    return cadres.select_related("sphere", "reference").prefetch_related("themes", "publics", "territoires")


def tell_cadres(request: HttpRequest, droits: Droits) -> Diseur:
    """A parent that the reader may not see is not told, not even by its id."""

    def tell(cadres: Iterable[Cadre]) -> list[dict[str, Any]]:
        found = list(cadres)
        parents = find_visible_parents(droits, found)
        return [_tell_cadre(request, droits, one, parents) for one in found]

    return tell


def find_visible_parents(droits: Droits, cadres: list[Cadre]) -> set[UUID]:
    asked = {one.parent_id for one in cadres if one.parent_id}
    return set(Cadre.objects.visible_to(droits).filter(pk__in=asked).values_list("pk", flat=True))


def _tell_cadre(request: HttpRequest, droits: Droits, cadre: Cadre, parents: set[UUID]) -> dict[str, Any]:
    page = reverse("cadres:fiche", args=[droits.espace.slug, cadre.pk])
    return {name: getattr(cadre, name) for name in COPIES} | {
        "reference": _tell_reference(cadre.reference) if cadre.reference else None,
        "parent_id": cadre.parent_id if cadre.parent_id in parents else None,
        "sphere": cadre.sphere.code if cadre.sphere else None,
        "themes": [theme.slug for theme in cadre.themes.all()],
        "publics": [public.code for public in cadre.publics.all()],
        "territoires": [tell_place(place) for place in cadre.territoires.all()],
        "page": request.build_absolute_uri(page),
    }


def _tell_reference(one: Dispositif) -> dict[str, Any]:
    return {"code": one.code, "libelle": one.libelle, "a_verifier": one.a_verifier}


def tell_participations(said: Iterable[Participation]) -> list[dict[str, Any]]:
    noms = read_noms()
    return [_tell_participation(one, noms) for one in said]


def _tell_participation(one: Participation, noms: Noms) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("id", "phase", "depuis", "jusqu_a", "modifie_le")} | {
        "acteur": {"id": one.acteur_id, "nom": one.acteur.nom},
        "cadre": {"id": one.cadre_id, "nom": one.cadre.nom},
        "role": {"code": one.role, "nom": noms.say_role(one.role)},
    }


def tell_dispositifs(request: HttpRequest) -> list[dict[str, Any]]:
    """Two queries; what is to be verified says so on each row."""
    found = Dispositif.objects.select_related("sphere").prefetch_related("remplace_par")
    return [_tell_dispositif(request, one) for one in found]


def _tell_dispositif(request: HttpRequest, one: Dispositif) -> dict[str, Any]:
    return {name: getattr(one, name) for name in COPIES_DISPOSITIF} | {
        "alias": one.autres_noms,
        "sphere": one.sphere.code,
        "remplace_par": [other.code for other in one.remplace_par.all()],
        "page": request.build_absolute_uri(one.get_absolute_url()),
    }
