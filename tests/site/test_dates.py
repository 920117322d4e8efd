"""Dates on screen, as French says them."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("day", "form", "said"),
    [
        (date(2026, 5, 1), "j F Y", "1er mai 2026"),
        (date(2026, 5, 21), "j F Y", "21 mai 2026"),
        (date(2026, 8, 1), "j F", "1er août"),
        (date(2026, 1, 11), "F Y", "janvier 2026"),
        (date(2026, 1, 1), "Y-m-d", "2026-01-01"),
        (None, "j F Y", ""),
    ],
)
def test_the_first_of_a_month(day: date | None, form: str, said: str) -> None:
    template = Template("{{ day|date:form }}")
    assert template.render(Context({"day": day, "form": form})) == said
