"""A calendar as a file that any diary reads (RFC 5545): all-day events, nothing of the clock.

The few rules that matter here are short: lines of 75 octets at most, ended by CR LF, some characters escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUIT = "-//Maillage//Calendrier//FR"
LIGNE_MAX = 75
"""Octets of a line; what follows goes on after a space."""


@dataclass(frozen=True)
class Evenement:
    """One or several whole days. `uid` is stable: a diary that reads the file again corrects, never doubles."""

    uid: str
    titre: str
    debut: date
    fin: date
    """The last day, included."""
    ecrit_le: datetime
    """When what it says was last written; in any time zone."""
    description: str = ""
    adresse: str = ""
    annuel: bool = False


def write_ics(titre: str, evenements: Iterable[Evenement]) -> bytes:
    """The whole file. The same events give the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUIT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escape(titre)}")
    for evenement in evenements:
        lines += _write_evenement(evenement)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def _write_evenement(one: Evenement) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(one.uid)}"
    yield f"DTSTAMP:{one.ecrit_le.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{one.debut:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.fin + timedelta(days=1):%Y%m%d}"  # the day after the last
    if one.annuel:
        yield "RRULE:FREQ=YEARLY"
    yield f"SUMMARY:{escape(one.titre)}"
    if one.description:
        yield f"DESCRIPTION:{escape(one.description)}"
    if one.adresse:
        yield f"URL:{one.adresse}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escape(texte: str) -> str:
    """Text as the format wants it; a carriage return could otherwise begin a line of its own."""
    told = texte.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = told.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join("".join(char for char in line if char == "\t" or char >= " ") for line in lines)


def fold(ligne: str) -> bytes:
    """At most 75 octets a line, never inside a character."""
    pieces, current = [], b""
    for char in ligne:
        encoded = char.encode()
        if len(current) + len(encoded) > LIGNE_MAX:
            pieces.append(current)
            current = b" "
        current += encoded
    return b"\r\n".join([*pieces, current]) + b"\r\n"
