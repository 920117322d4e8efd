"""Photos and works, for whoever runs the installation: to be read. A work is only a cache: it may be deleted."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from maillage.diagnostic.models import Photo, Travail
from maillage.espaces.admin import LectureSeule


@admin.register(Photo)
class PhotoAdmin(LectureSeule):
    list_display = ("espace", "date_reference", "niveau", "declencheur", "cree_le")
    list_filter = ("declencheur",)
    search_fields = ("espace__nom",)
    fields = ("espace", "date_reference", "niveau", "declencheur", "cree_le", "par")


@admin.register(Travail)
class TravailAdmin(LectureSeule):
    list_display = ("espace", "genre", "niveau", "etat", "etape", "fait", "vu_le")
    list_filter = ("etat", "genre")
    fields = ("espace", "genre", "niveau", "portee", "etat", "etape", "fait", "cree_le", "vu_le")

    def has_delete_permission(self, request: HttpRequest, obj: Travail | None = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)
