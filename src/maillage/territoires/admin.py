"""Where an administrator looks at the official list, and corrects a name or a position."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from maillage.territoires.models import Territoire, build_search_name

OFFICIEL = ("nature", "code", "nom", "population", "actuel")


@admin.register(Territoire)
class TerritoireAdmin(admin.ModelAdmin[Territoire]):
    list_display = ("nom", "nature", "code", "population", "espace", "actuel")
    list_filter = ("nature", "actuel")
    list_select_related = ("espace",)
    list_per_page = 50
    search_fields = ("nom_cherche", "code")
    search_help_text = "Nom ou code\u00a0; accents et fautes de frappe sont pardonnés."
    show_full_result_count = False  # counting 36,000 rows twice a page
    fields = ("nature", "code", "nom", "population", "latitude", "longitude", "actuel")

    def get_readonly_fields(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: Territoire | None = None,
    ) -> tuple[str, ...]:
        """The next loading would bring official names back: only a position is corrected there."""
        return OFFICIEL if obj is not None and obj.espace_id is None else ("actuel",)

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002
        queryset: QuerySet[Any],
        search_term: str,
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        found = Territoire.objects.search(search_term).values("pk")
        return queryset.filter(pk__in=found.order_by()), False

    def save_model(self, request: HttpRequest, obj: Territoire, form: Any, change: bool) -> None:
        obj.nom_cherche = build_search_name(obj.nom)
        super().save_model(request, obj, form, change)
