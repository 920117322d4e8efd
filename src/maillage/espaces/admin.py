"""What belongs to an espace is only read in the administration: its own pages change it, and leave a trace."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class LectureSeule(admin.ModelAdmin):  # type: ignore[type-arg]
    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False
