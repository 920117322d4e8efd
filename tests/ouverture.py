"""Does `make demo` open the site? Starts it, looks as a newcomer would, stops it: `python -m tests.ouverture`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PORT = 8765
ADRESSE = f"http://localhost:{PORT}"
PATIENCE = 300
"""Seconds: a first start installs, builds and loads the territory."""
PROMIS = ("animation@lisaude.example", "contribution@lisaude.example", "lecture@lisaude.example", ADRESSE)
PAGES = {
    "/": "Deux mondes",
    "/espace/lisaude/": "Territoire fictif",
    "/espace/lisaude/reseau/": "<svg",
    "/espace/lisaude/diagnostic/": "Sur 100 liens possibles",
}


def main() -> int:
    with tempfile.TemporaryFile("w+") as said:
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={PORT}"], stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            cwd=Path(__file__).parents[1],
        )  # fmt: skip
        try:
            faults = _wait(demo) or [path for path, words in PAGES.items() if words not in _read(path)]
        finally:
            os.killpg(demo.pid, signal.SIGINT)
            demo.wait(timeout=30)
        said.seek(0)
        printed = said.read()
    faults += [f"not printed: {word}" for word in PROMIS if word not in printed]
    print("\n".join(faults) if faults else f"make demo: open, {len(PAGES)} pages read, three accounts named.")
    return 1 if faults else 0


def _wait(demo: subprocess.Popen[bytes]) -> list[str]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and demo.poll() is None:
        try:
            _read("/")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return []
    return [f"make demo did not answer at {ADRESSE}"]


def _read(path: str) -> str:
    with urllib.request.urlopen(ADRESSE + path, timeout=30) as answer:
        return str(answer.read().decode())


if __name__ == "__main__":
    sys.exit(main())
