"""Numbers as French writes them."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def milliers(number: int | None) -> str:
    """12345 → « 12 345 », with a narrow space that does not break; nothing when it is not known."""
    return "" if number is None else f"{number:,}".replace(",", "\u202f")
