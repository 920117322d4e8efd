"""So many sendings an hour from one address of the network: these forms need no account."""

from __future__ import annotations

from allauth.core.ratelimit import respond_429
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from maillage.associer.models import digest

HEURE = 3600
ENVOIS = 60
"""A group behind one box at a workshop sends that many, hardly more."""


def too_many(request: HttpRequest, *, limite: int = ENVOIS) -> bool:
    """Counts this sending. The address is kept as a digest, in the memory of the process, for an hour."""
    key = f"associer-{digest(request.META.get('REMOTE_ADDR', ''))}"
    cache.add(key, 0, HEURE)
    try:
        return cache.incr(key) > limite
    except ValueError:  # it left between the two lines
        return False


def refuse(request: HttpRequest) -> HttpResponse:
    """The site's own page for who sends too often."""
    answer: HttpResponse = respond_429(request)
    return answer
