"""Beside the worker, a thread that keeps the seats newcomers took on the drawings of the networks, once a minute.

On several hosts (MAILLAGE_OUVRIER_EMBARQUE=non), run `maillage gerer ranger_dessins` from time to time instead.
"""

from __future__ import annotations

import logging
from threading import Event, Thread

from django.db import close_old_connections

from maillage.reseau.rangement import settle_all

PAUSE = 60.0
logger = logging.getLogger(__name__)


class Rangeur:
    def __init__(self, pause: float = PAUSE) -> None:
        self._pause = pause
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="rangeur", daemon=True)

    def _run(self) -> None:
        """A failure is told and tried again: pages show the same seats meanwhile."""
        while not self._stopped.wait(self._pause):
            try:
                settle_all()
            except Exception:
                logger.exception("The seats of newcomers could not be kept")
            finally:
                close_old_connections()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(timeout=5)
