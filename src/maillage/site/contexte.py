"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`droits` of the current espace when a view has found them, and whether this is the demonstration."""
    return {"droits": getattr(request, "droits", None), "demonstration": settings.DEMONSTRATION}
