"""Work in the background of the web process: one thread takes the tasks that wait in the database.

On several hosts, set MAILLAGE_OUVRIER_EMBARQUE=non and run `maillage gerer db_worker` instead, as many as needed.
"""

from __future__ import annotations

import logging
from threading import Thread

from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

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

    def _run(self) -> None:
        try:
            self._worker.run()
        except Exception:
            logger.exception("The embedded worker stopped")
        finally:
            close_old_connections()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let the task under way end, for five seconds at most."""
        self._worker.running = False
        self._thread.join(timeout=5)
