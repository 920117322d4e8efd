"""The addresses of the API about cadres, participations and dispositifs."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from maillage.acteurs.facettes import Facette, count_by, hold_related, narrow
from maillage.acteurs.recherche import search
from maillage.api import lecture_cadres as lecture
from maillage.api import schemas_cadres as schemas
from maillage.api.acces import read_droits
from maillage.api.pages import DemandeSuite, Mot, read_page
from maillage.api.routes import ERREURS
from maillage.cadres.facettes import CADRES
from maillage.cadres.models import Cadre, Participation, ParticipationQuerySet

router = Router()
FACETTES = (
    *CADRES,
    Facette("public", "Public", hold_related(Cadre, "publics", "code"), count_by("publics", "code")),
    Facette("territoire", "Où", hold_related(Cadre, "territoires", "code"), count_by("territoires", "code")),
)
"""Those of the page, and two that programs alone ask for."""


class FiltreCadres(Schema):
    """The facets of the list, each value repeated as often as wanted."""

    q: str = Field("", max_length=100, description="Mots du nom, du sigle, du dispositif ; fautes pardonnées.")
    nature: list[Mot] = Field([], max_length=10, description="dispositif, instance, action.")
    sphere: list[Mot] = Field([], max_length=60)
    theme: list[Mot] = Field([], max_length=60)
    public: list[Mot] = Field([], max_length=60)
    territoire: list[Mot] = Field([], max_length=100, description="Codes des lieux, tels que la fiche les nomme.")
    statut: list[Mot] = Field([], max_length=20)
    reference: list[Mot] = Field([], max_length=100, description="Codes des dispositifs de référence : D01…")


class FiltreParticipations(Schema):
    """Each value repeated as often as wanted."""

    cadre: list[UUID] = Field([], max_length=100)
    acteur: list[UUID] = Field([], max_length=100)
    role: list[Mot] = Field([], max_length=60)
    phase: list[Mot] = Field([], max_length=10, description="La phase d’entrée : P1 à P6.")


@router.get(
    "/espaces/{slug:slug}/cadres", response={200: schemas.PageCadres} | ERREURS, url_name="cadres",
    summary="Les dispositifs, instances et actions d’un espace",
)  # fmt: skip
def cadres(request: HttpRequest, slug: str, filtre: Annotated[FiltreCadres, Query()], suite: DemandeSuite) -> Any:
    droits = read_droits(request, slug)
    found = search(Cadre.objects.visible_to(droits), filtre.q.replace("\x00", "")).acteurs
    choix = {facette.nom: getattr(filtre, facette.nom) for facette in FACETTES}
    kept = narrow(found, choix, droits.espace.aujourdhui, facettes=FACETTES)
    return read_page(request, lecture.with_relations(kept), suite, lecture.tell_cadres(request, droits), "modifie_le")


@router.get(
    "/espaces/{slug:slug}/cadres/{uuid:pk}", response={200: schemas.CadreLu} | ERREURS, url_name="cadre",
    summary="Un dispositif, une instance ou une action",
)  # fmt: skip
def cadre(request: HttpRequest, slug: str, pk: UUID) -> Any:
    droits = read_droits(request, slug)
    found = get_object_or_404(lecture.with_relations(Cadre.objects.visible_to(droits)), pk=pk)
    return lecture.tell_cadres(request, droits)([found])[0]


@router.get(
    "/espaces/{slug:slug}/participations", response={200: schemas.PageParticipations} | ERREURS,
    url_name="participations", summary="Qui prend part à quoi, et dans quel rôle",
)  # fmt: skip
def participations(
    request: HttpRequest, slug: str, filtre: Annotated[FiltreParticipations, Query()], suite: DemandeSuite
) -> Any:
    """Celles dont vous pouvez lire les deux bouts : l’acteur et le cadre."""
    droits = read_droits(request, slug)
    seen = Participation.objects.visible_to(droits).select_related("acteur", "cadre")
    return read_page(request, _narrow(seen, filtre), suite, lecture.tell_participations, "modifie_le")


def _narrow(said: ParticipationQuerySet, filtre: FiltreParticipations) -> ParticipationQuerySet:
    asked = {name: values for name in ("cadre", "acteur", "role", "phase") if (values := getattr(filtre, name))}
    return said.filter(**{f"{name}__in": values for name, values in asked.items()})
