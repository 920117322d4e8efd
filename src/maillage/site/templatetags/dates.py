"""Dates as French says them: every template has this `date` in place of Django's."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import defaultfilters

from maillage.analyse.francais import say_first

register = template.Library()


@register.filter(name="date", expects_localtime=True)
def say_date(value: Any, form: str | None = None) -> str:
    """Django's own, but for the first of a month: « 1er mai 2026 »."""
    return say_first(str(defaultfilters.date(value, form)))
