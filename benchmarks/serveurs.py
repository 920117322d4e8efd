"""Our site and Datasette, each started as its users start it, asked over HTTP on this machine."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

PATIENCE = 60.0
"""Seconds given to a server to answer its first request."""


class Serveur:
    def __init__(self, port: int) -> None:
        self._port = port

    def get(self, path: str) -> bytes:
        """The whole answer, by a connection of its own: a kept one may be closed. RuntimeError for anything but 200."""
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} répond {answer.status}")
        return body


@contextmanager
def running_site(environnement: dict[str, str]) -> Iterator[Serveur]:
    """One process of uvicorn, as `maillage servir` does."""
    port = find_port()
    command = [sys.executable, "-m", "uvicorn", "maillage.site.asgi:application", "--port", str(port)]
    with _running([*command, "--log-level", "warning"], port, environnement) as serveur:
        yield serveur


@contextmanager
def running_datasette(fichier: Path, *reglages: str) -> Iterator[Serveur]:
    """`reglages`: pairs « name value » of its --setting. Immutable, as it recommends for a file at rest."""
    port = find_port()
    command = [sys.executable, "-m", "datasette", "serve", "-i", str(fichier), "-p", str(port)]
    for reglage in reglages:
        command += ["--setting", *reglage.split()]
    with _running(command, port, {}) as serveur:
        yield serveur


@contextmanager
def _running(command: Sequence[str], port: int, environnement: dict[str, str]) -> Iterator[Serveur]:
    process = subprocess.Popen(
        command, env={**os.environ, **environnement}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port, process)
        yield Serveur(port)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{process.args!r} ne répond pas")
