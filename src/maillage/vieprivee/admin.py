"""What the host shows when asked whether durations are kept."""

from __future__ import annotations

from django.contrib import admin

from maillage.espaces.admin import LectureSeule
from maillage.vieprivee.models import Passage


@admin.register(Passage)
class PassageAdmin(LectureSeule):
    list_display = ("jour", "fini_le", "bilan")
