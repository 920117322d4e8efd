"""The addresses of the API. Everything is read; nothing is written here."""

from __future__ import annotations

import json
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from maillage.acteurs import facettes
from maillage.acteurs.lien_paroles import spoken_by
from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur
from maillage.acteurs.recherche import search
from maillage.api import lecture, schemas
from maillage.api.acces import read_droits
from maillage.api.lecture_cadres import tell_dispositifs
from maillage.api.pages import DemandeSuite, Mot, read_page
from maillage.diagnostic.lecture import find_lecture, make_demande
from maillage.espaces.models import Espace
from maillage.formats.diagnostic_json import dumps

router = Router()
ERREURS = dict.fromkeys((401, 403, 404, 422, 429), schemas.Erreur)


class FiltreActeurs(Schema):
    """The facets of the list, each value repeated as often as wanted."""

    q: str = Field("", max_length=100, description="Mots du nom, du sigle, du type, de la commune ; fautes pardonnées.")
    sphere: list[Mot] = Field([], max_length=60)
    type: list[Mot] = Field([], max_length=100)
    theme: list[Mot] = Field([], max_length=60)
    public: list[Mot] = Field([], max_length=60)
    postes: bool = Field(False, description="Avec les postes, que les listes laissent de côté.")


@router.get("/espaces", response={200: list[schemas.EspaceLu]} | ERREURS, url_name="espaces", summary="Les espaces")
def espaces(request: HttpRequest) -> Any:
    """Les espaces ouverts à tous et, avec un jeton, ceux dont son propriétaire est membre."""
    found = Espace.objects.visible_to(request.user)
    return lecture.tell_espaces(found, lecture.list_roles(request))


@router.get("/espaces/{slug:slug}", response={200: schemas.EspaceLu} | ERREURS, url_name="espace", summary="Un espace")
def espace(request: HttpRequest, slug: str) -> Any:
    droits = read_droits(request, slug)
    role = {droits.espace.pk: str(droits.adhesion.role)} if droits.adhesion else {}
    return lecture.tell_espaces([droits.espace], role)[0]


@router.get(
    "/espaces/{slug:slug}/referentiels", response={200: schemas.Referentiels} | ERREURS, url_name="referentiels",
    summary="Les codes et leurs noms",
)  # fmt: skip
def referentiels(request: HttpRequest, slug: str) -> Any:
    droits = read_droits(request, slug)
    return lecture.tell_referentiels(droits.espace) | {"dispositifs": tell_dispositifs(request)}


@router.get(
    "/espaces/{slug:slug}/acteurs", response={200: schemas.PageActeurs} | ERREURS, url_name="acteurs",
    summary="Les acteurs d’un espace",
)  # fmt: skip
def acteurs(request: HttpRequest, slug: str, filtre: Annotated[FiltreActeurs, Query()], suite: DemandeSuite) -> Any:
    droits = read_droits(request, slug)
    seen = Acteur.objects.visible_to(droits)
    found = search(seen if filtre.postes else seen.nodes(), filtre.q.replace("\x00", "")).acteurs
    choix = {name: getattr(filtre, name) for name in ("sphere", "type", "theme", "public")}
    kept = facettes.narrow(found, choix, droits.espace.aujourdhui)
    return read_page(request, lecture.with_relations(kept), suite, lecture.tell_acteurs(request, droits), "modifie_le")


@router.get(
    "/espaces/{slug:slug}/acteurs/{uuid:pk}", response={200: schemas.ActeurLu} | ERREURS, url_name="acteur",
    summary="Un acteur",
)  # fmt: skip
def acteur(request: HttpRequest, slug: str, pk: UUID) -> Any:
    droits = read_droits(request, slug)
    found = get_object_or_404(lecture.with_relations(Acteur.objects.visible_to(droits)), pk=pk)
    return lecture.tell_acteurs(request, droits)([found])[0]


@router.get(
    "/espaces/{slug:slug}/liens", response={200: schemas.PageLiens} | ERREURS, url_name="liens",
    summary="Les liens d’un espace",
)  # fmt: skip
def liens(request: HttpRequest, slug: str, suite: DemandeSuite) -> Any:
    droits = read_droits(request, slug)
    return read_page(request, Lien.objects.visible_to(droits), suite, lecture.tell_liens(droits))


@router.get(
    "/espaces/{slug:slug}/declarations", response={200: schemas.PageDeclarations} | ERREURS, url_name="declarations",
    summary="Ce que dit chaque côté",
)  # fmt: skip
def declarations(request: HttpRequest, slug: str, suite: DemandeSuite) -> Any:
    """À l’animation, toutes ; à un membre, celles des liens de ses structures ; au public, aucune."""
    droits = read_droits(request, slug)
    said = Declaration.objects.filter(lien__espace=droits.espace).prefetch_related("themes")
    if not droits.peut_animer:
        said = said.filter(lien__in=Lien.objects.visible_to(droits).filter(pk__in=_list_own(droits)))
    return read_page(request, said, suite, lecture.tell_declarations, "modifie_le")


def _list_own(droits: Any) -> Any:
    own = spoken_by(droits)
    return Lien.objects.filter(a__in=own).values("pk").union(Lien.objects.filter(b__in=own).values("pk"))


@router.get(
    "/espaces/{slug:slug}/diagnostic", response={200: dict[str, Any], 409: schemas.Erreur} | ERREURS,
    url_name="diagnostic", summary="Le diagnostic",
)  # fmt: skip
def diagnostic(request: HttpRequest, slug: str) -> Any:
    """Le contrat de docs/format-diagnostic.md, sans ce qui ne concerne que quelques-uns."""
    droits = read_droits(request, slug)
    read = find_lecture(make_demande(droits, "service", publique=True))
    if read is None:
        raise HttpError(409, "Ce diagnostic n’est pas encore calculé : ouvrez sa page pour le demander.")
    return json.loads(dumps(read.for_public().diagnostic))
