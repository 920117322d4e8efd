"""Work in the background of the web process: one thread takes the tasks that wait, another asks for the day's own.

On several hosts, set MAILLAGE_OUVRIER_EMBARQUE=non, run `maillage gerer db_worker` instead, as many as needed, and have
a timer run `maillage gerer conservation` every day.
"""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from maillage.vieprivee.taches import enqueue_daily

TOUR = 3600
"""Seconds between two looks at the calendar."""
logger = logging.getLogger(__name__)


class Ouvrier:
    """A task that a stopped process left half done stays claimed: the page that waits for it offers to start again."""

    def __init__(self) -> None:
        self._worker = Worker(
            queue_names=["*"],
            interval=1,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="embarque",
            excluded_queue_names=[],
        )
        self._thread = Thread(target=self._run, name="ouvrier", daemon=True)
        self._stopping = Event()
        self._calendar = Thread(target=self._follow_days, name="calendrier", daemon=True)

    def _run(self) -> None:
        try:
            self._worker.run()
        except Exception:
            logger.exception("The embedded worker stopped")
        finally:
            close_old_connections()

    def _follow_days(self) -> None:
        """Ask for the day's work when it begins, or when the site starts; whatever fails is tried again."""
        while not self._stopping.is_set():
            try:
                enqueue_daily(timezone.localdate())
            except Exception:
                logger.exception("The day's work could not be asked for")
            finally:
                close_old_connections()
            self._stopping.wait(TOUR)

    def start(self) -> None:
        self._thread.start()
        self._calendar.start()

    def stop(self) -> None:
        """Let the task under way end, for five seconds at most."""
        self._worker.running = False
        self._stopping.set()
        self._calendar.join(timeout=5)
        self._thread.join(timeout=5)
