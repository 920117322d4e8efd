"""The API itself: who may ask, how often, and what it says when it cannot answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema

from maillage import __version__
from maillage.api.acces import Acces, DebitJeton, DebitPublic
from maillage.api.routes import router
from maillage.api.routes_cadres import router as router_cadres

DESCRIPTION = """Lire un espace depuis un autre logiciel : ses acteurs, ses liens, ses cadres (dispositifs,
instances, actions) et qui y prend part, son diagnostic.

Sans jeton, ce que tout le monde peut lire. Avec un jeton (créé dans « Mon compte »), ce que son propriétaire peut lire.
Rien ne s’écrit par ici. Les pages d’une liste restent stables pendant que les données changent : suivez `suivant`.
Les données publiques sont sous Licence Ouverte 2.0."""


class Interface(NinjaAPI):
    """As ninja's, whose description says that a token may be left out."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        for verbs in schema["paths"].values():
            for operation in verbs.values():
                operation["security"] = [*operation["security"], {}]
        return schema


api = Interface(
    title="Maillage",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url="openapi.json",
    auth=Acces(),
    throttle=[DebitPublic("120/m"), DebitJeton("600/m")],
)
api.add_router("", router)
api.add_router("", router_cadres)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return api.create_response(request, {"detail": "Rien ici, ou rien que vous puissiez lire."}, status=404)


@api.exception_handler(PermissionDenied)
def denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=403)


@api.exception_handler(AuthenticationError)
def refused(request: HttpRequest, error: AuthenticationError) -> HttpResponse:  # noqa: ARG001
    told = "Ce jeton est inconnu, expiré ou retiré. Créez-en un autre dans « Mon compte »."
    response = api.create_response(request, {"detail": told}, status=401)
    response["WWW-Authenticate"] = 'Bearer realm="Maillage"'
    return response


@api.exception_handler(Throttled)
def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    response = api.create_response(request, {"detail": "Trop de demandes : attendez une minute."}, status=429)
    if error.wait:
        response["Retry-After"] = str(error.wait)
    return response


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = sorted({_name_parameter(fault["loc"]) for fault in error.errors})
    told = f"Paramètre à corriger : {', '.join(names)}. Voir la description de l’API."
    return api.create_response(request, {"detail": told}, status=422)


def _name_parameter(place: Sequence[str | int]) -> str:
    """A filter may be repeated: its place then ends with the rank of the faulty one, which names nothing."""
    return next(piece for piece in reversed(place) if isinstance(piece, str))
