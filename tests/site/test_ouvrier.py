"""The work in the background of the web process."""

from __future__ import annotations

import pytest
from django_tasks_db.management.commands.db_worker import Worker

from maillage.site.ouvrier import Ouvrier


def test_it_runs_the_queue_beside_the_pages_and_stops_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(Worker, "run", lambda worker: ran.append(worker.worker_id))
    ouvrier = Ouvrier()
    ouvrier.start()
    ouvrier.stop()
    assert ran == ["embarque"]


def test_a_worker_that_fails_says_so(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(Worker, "run", lambda _worker: 1 / 0)
    ouvrier = Ouvrier()
    ouvrier.start()
    ouvrier.stop()
    assert "The embedded worker stopped" in caplog.text
