"""Where an administrator looks at the official list, and corrects a position. What an espace composed is only read."""

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
        return OFFICIEL if obj is not None else ("actuel",)

    def has_change_permission(self, request: HttpRequest, obj: Territoire | None = None) -> bool:
        """A perimeter composed by an espace is changed on its pages, which leave a trace."""
        return super().has_change_permission(request, obj) and (obj is None or obj.espace_id is None)

    def has_delete_permission(self, request: HttpRequest, obj: Territoire | None = None) -> bool:
        """None to be deleted by mistake from the list: the next loading takes care of those that no longer exist."""
        return super().has_delete_permission(request, obj) and obj is not None and obj.espace_id is None

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
