"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from maillage.aide.renvois import find_help


def site(request: HttpRequest) -> dict[str, Any]:
    """`droits` of the current espace when a view has found them, whether this is the demonstration, and the help of
    this page."""
    match = request.resolver_match
    return {
        "droits": getattr(request, "droits", None),
        "demonstration": settings.DEMONSTRATION,
        "aide": find_help(match.view_name if match else ""),
    }
