"""Pages of a list that changes while it is read: no row twice, none forgotten.

Rows come in the order of their ids, which grow with time (UUIDv7): a page begins after the last id of the page before,
so what is added meanwhile comes at the end, and what is removed moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

MAXIMUM, USUEL = 500, 100


def _to_utc(moment: datetime) -> datetime:
    """PostgreSQL refuses time zones of sixteen hours, which Python and ISO 8601 allow."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("Cet instant est hors du calendrier.") from None


Mot = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]
"""A code in a filter; PostgreSQL refuses the null character, which an address may hold."""
Instant = Annotated[AwareDatetime, AfterValidator(_to_utc)]


class Suite(Schema):
    """Where a page begins and how long it is."""

    apres: UUID | None = Field(None, description="Le dernier identifiant reçu ; la page commence après lui.")
    limite: int = Field(USUEL, ge=1, le=MAXIMUM, description="Le nombre de lignes d’une page.")
    modifie_depuis: Instant | None = Field(
        None, description="Seulement ce qui a changé depuis cet instant (ISO 8601, avec fuseau)."
    )


DemandeSuite = Annotated[Suite, Query()]


def read_page(
    request: HttpRequest,
    rows: QuerySet[Any],
    suite: Suite,
    tell: Callable[[Iterable[Any]], list[Any]],
    depuis: str = "",
) -> dict[str, Any]:
    """`depuis` names the column that says when a row changed; the queries do not depend on the number of rows."""
    if suite.modifie_depuis and depuis:
        rows = rows.filter(**{f"{depuis}__gte": suite.modifie_depuis})
    if suite.apres:
        rows = rows.filter(pk__gt=suite.apres)
    found: list[Model] = list(rows.order_by("pk")[: suite.limite + 1])
    page, more = found[: suite.limite], len(found) > suite.limite
    return {"resultats": tell(page), "suivant": _next_address(request, page[-1].pk) if more else None}


def _next_address(request: HttpRequest, last: UUID) -> str:
    asked = request.GET.copy()
    asked["apres"] = str(last)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
