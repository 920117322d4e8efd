"""When each actor was met: a first round for the ABS and the CTG, a second one for the map."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

DATE_REFERENCE = date(2026, 11, 22)
"""« Today » on the demo territory: every « older than » and « ends within » is counted from it."""

PREMIER_TOUR = (date(2024, 9, 9), date(2025, 4, 11))
"""More than eighteen months before the reference date."""
SECOND_TOUR = (date(2026, 3, 9), date(2026, 7, 3))
RATTRAPAGE = (date(2026, 9, 7), date(2026, 11, 18))

FETES = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
PONTS = frozenset({date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 15), date(2026, 5, 25)})
"""Easter Monday, Ascension and its bridge, Whit Monday: nobody is met."""


class Visites:
    """The days on which each actor spoke; all that it said on a day bears that day's date."""

    def __init__(self, actors: Iterable[str], rng: Random) -> None:
        self.jours = {
            actor: tuple(_draw_day(*tour, rng) for tour in (PREMIER_TOUR, SECOND_TOUR, RATTRAPAGE)) for actor in actors
        }

    def date_perimee(self, actor: str) -> str:
        return self.jours[actor][0].isoformat()

    def date_recente(self, actor: str, rng: Random) -> str:
        return self.jours[actor][1 if rng.random() < 0.75 else 2].isoformat()


def _draw_day(first: date, last: date, rng: Random) -> date:
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return rng.choice([day for day in days if _is_worked(day)])


def _is_worked(day: date) -> bool:
    between_years = (day.month, day.day) >= (12, 23)
    return day.weekday() < 5 and not between_years and (day.month, day.day) not in FETES and day not in PONTS
