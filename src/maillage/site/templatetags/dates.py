"""Dates as French says them: every template has this `date` in place of Django's."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template import defaultfilters

register = template.Library()
PREMIER = re.compile(
    r"\b1 (?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)"
)


@register.filter(name="date", expects_localtime=True)
def say_date(value: Any, form: str | None = None) -> str:
    """Django's own, but for the first of a month: « 1er mai 2026 »."""
    return PREMIER.sub("1er ", str(defaultfilters.date(value, form)))
