"""The work in the background of the web process."""

from __future__ import annotations

from datetime import date
from threading import Event

import pytest
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from maillage.site import ouvrier
from maillage.site.ouvrier import Ouvrier


@pytest.fixture(autouse=True)
def days(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days asked for, instead of the database of another thread."""
    asked: list[date] = []
    monkeypatch.setattr(ouvrier, "enqueue_daily", asked.append)
    return asked


def test_it_asks_for_the_day_s_work_as_soon_as_the_site_starts(
    monkeypatch: pytest.MonkeyPatch, days: list[date]
) -> None:
    monkeypatch.setattr(Worker, "run", lambda _worker: None)
    embarque = Ouvrier()
    embarque.start()
    embarque.stop()
    assert days == [timezone.localdate()]


def test_a_day_that_could_not_be_asked_for_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Worker, "run", lambda _worker: None)
    monkeypatch.setattr(ouvrier, "TOUR", 0.01)
    tries = iter([True])
    done = Event()
    monkeypatch.setattr(ouvrier, "enqueue_daily", lambda _day: 1 / 0 if next(tries, False) else done.set())
    embarque = Ouvrier()
    embarque.start()
    assert done.wait(5)
    embarque.stop()
    assert "could not be asked for" in caplog.text


def test_it_runs_the_queue_beside_the_pages_and_stops_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(Worker, "run", lambda worker: ran.append(worker.worker_id))
    embarque = Ouvrier()
    embarque.start()
    embarque.stop()
    assert ran == ["embarque"]


def test_a_worker_that_fails_says_so(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(Worker, "run", lambda _worker: 1 / 0)
    embarque = Ouvrier()
    embarque.start()
    embarque.stop()
    assert "The embedded worker stopped" in caplog.text
