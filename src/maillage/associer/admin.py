"""Where an administrator corrects the rules, and reads what people said of each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Field, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest

from maillage.associer.models import Avis, Choix
from maillage.referentiels.admin import ReferentielAdmin
from maillage.referentiels.models import Regle

LONGS = ("associer", "role", "raison", "question")
"""Sentences: read whole while they are corrected."""


def count_choix(choix: str) -> Subquery:
    """Over every espace."""
    said = Avis.objects.filter(regle=OuterRef("code"), choix=choix).order_by().values("regle")
    return Subquery(said.annotate(somme=Sum("nombre")).values("somme"))


@admin.register(Regle)
class RegleAdmin(ReferentielAdmin):
    search_fields: ClassVar[tuple[str, ...]] = ("code", "role", "raison", "question", "associer", "themes")
    list_display = (
        "code", "role", "fait", "hors_sujet", "absent", "associer", "themes", "phases", "priorite", "active", "origine",
    )  # fmt: skip
    readonly_fields: ClassVar[tuple[str, ...]] = ("fait", "hors_sujet", "absent", "tel_que_livre")
    list_filter = ("priorite", "active", "initiateur")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counts = {f"nombre_{choix.name.lower()}": count_choix(choix.value) for choix in Choix}
        rows: QuerySet[Any] = super().get_queryset(request).annotate(**counts)
        return rows

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in LONGS:
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="déjà fait", ordering="nombre_fait")
    def fait(self, obj: Any) -> int:
        return int(obj.nombre_fait or 0)

    @admin.display(description="pas pertinent", ordering="nombre_hors_sujet")
    def hors_sujet(self, obj: Any) -> int:
        return int(obj.nombre_hors_sujet or 0)

    @admin.display(description="n’existe pas ici", ordering="nombre_absent")
    def absent(self, obj: Any) -> int:
        return int(obj.nombre_absent or 0)
