"""Where an administrator corrects the rules, and reads what people said of each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest

from maillage.associer.models import Avis, Choix
from maillage.referentiels.admin import ReferentielAdmin
from maillage.referentiels.models import Regle


def count_choix(choix: str) -> Subquery:
    """Over every espace."""
    said = Avis.objects.filter(regle=OuterRef("code"), choix=choix).order_by().values("regle")
    return Subquery(said.annotate(somme=Sum("nombre")).values("somme"))


@admin.register(Regle)
class RegleAdmin(ReferentielAdmin):
    search_fields: ClassVar[tuple[str, ...]] = ("code", "role", "raison", "question", "associer", "themes")
    list_display = (
        "code", "role", "associer", "themes", "phases", "priorite", "active", "fait", "hors_sujet", "absent", "origine",
    )  # fmt: skip
    list_filter = ("priorite", "active", "initiateur")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counts = {f"nombre_{choix.name.lower()}": count_choix(choix.value) for choix in Choix}
        rows: QuerySet[Any] = super().get_queryset(request).annotate(**counts)
        return rows

    @admin.display(description="déjà fait", ordering="nombre_fait")
    def fait(self, obj: Any) -> int:
        return int(obj.nombre_fait or 0)

    @admin.display(description="pas pertinent", ordering="nombre_hors_sujet")
    def hors_sujet(self, obj: Any) -> int:
        return int(obj.nombre_hors_sujet or 0)

    @admin.display(description="n’existe pas ici", ordering="nombre_absent")
    def absent(self, obj: Any) -> int:
        return int(obj.nombre_absent or 0)
