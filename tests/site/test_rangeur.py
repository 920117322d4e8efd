"""The thread that keeps the seats of newcomers."""

from __future__ import annotations

from threading import Event

import pytest

from maillage.site import rangeur
from maillage.site.rangeur import Rangeur


def test_it_keeps_seats_from_time_to_time_and_survives_a_failure(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls, twice = [], Event()

    def fail() -> int:
        calls.append(1)
        if len(calls) > 1:
            twice.set()
        raise RuntimeError

    monkeypatch.setattr(rangeur, "settle_all", fail)
    thread = Rangeur(pause=0.01)
    thread.start()
    assert twice.wait(5)
    thread.stop()
    assert "could not be kept" in caplog.text
