"""The calendar file: what RFC 5545 asks, read back by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from maillage.formats.ics import LIGNE_MAX, Evenement, escape, fold, write_ics

ECRIT = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=1)))


def make(**changes: object) -> Evenement:
    fields = {"uid": "un@maillage", "titre": "Fin : CTG", "debut": date(2027, 12, 31), "fin": date(2027, 12, 31)}
    return Evenement(**(fields | {"ecrit_le": ECRIT} | changes))  # type: ignore[arg-type]


def unfold(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_day_ends_the_day_after_and_the_stamp_is_in_universal_time() -> None:
    lines = unfold(write_ics("Lisaude", [make()]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART;VALUE=DATE:20271231", "DTEND;VALUE=DATE:20280101", "DTSTAMP:20261122T083000Z"} <= set(lines)
    assert "UID:un@maillage" in lines


def test_the_same_events_give_the_same_bytes() -> None:
    assert write_ics("Lisaude", [make()]) == write_ics("Lisaude", [make()])


def test_what_comes_back_each_year_says_so() -> None:
    assert "RRULE:FREQ=YEARLY" in unfold(write_ics("x", [make(annuel=True)]))
    assert "RRULE:FREQ=YEARLY" not in unfold(write_ics("x", [make()]))


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("a, b; c\\d", "a\\, b\\; c\\\\d"),
        ("un\r\ndeux\rtrois\nquatre", "un\\ndeux\\ntrois\\nquatre"),
        ("fin\r\nEND:VEVENT", "fin\\nEND:VEVENT"),
        ("cloche\x07\x00", "cloche"),
    ],
)
def test_text_cannot_begin_a_line_of_its_own(texte: str, attendu: str) -> None:
    assert escape(texte) == attendu


@pytest.mark.parametrize("titre", ["é" * 200, "Réseau d’écoute " * 20, "🎪" * 60, "a" * 75, "a" * 76])
def test_lines_are_folded_within_characters(titre: str) -> None:
    content = fold(f"SUMMARY:{titre}")
    assert all(len(line) <= LIGNE_MAX for line in content.split(b"\r\n"))
    assert unfold(content)[0] == f"SUMMARY:{titre}"


def test_an_empty_calendar_is_whole() -> None:
    assert unfold(write_ics("x", []))[-2] == "END:VCALENDAR"
