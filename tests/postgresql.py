"""Run a command against a PostgreSQL of its own, thrown away afterwards: `python -m tests.postgresql pytest …`.

Exit status: the command's; 0 with a word when PostgreSQL is not installed, 1 when MAILLAGE_TOUT_EXIGER says that
nothing may be skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def find_tools() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian keeps them."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    return versions[-1] if versions else None


def as_postgres(command: Sequence[str | Path]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    words = [str(word) for word in command]
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else words


@contextmanager
def running_server(tools: Path) -> Iterator[str]:
    """Yield the DATABASE_URL of a server reached by a local socket only."""
    with tempfile.TemporaryDirectory(prefix="maillage-pg-") as folder:
        Path(folder).chmod(0o777)
        data = Path(folder) / "donnees"
        run(as_postgres([tools / "initdb", "-D", data, "-U", "maillage", "-A", "trust", "-E", "UTF8", "--no-sync"]))
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
        run(as_postgres([tools / "pg_ctl", "-D", data, "-o", options, "-w", "-l", f"{folder}/journal", "start"]))
        try:
            yield f"postgresql://maillage@/postgres?host={folder}"
        finally:
            run(as_postgres([tools / "pg_ctl", "-D", data, "-m", "immediate", "stop"]))


def run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main(command: list[str]) -> int:
    tools = find_tools()
    if tools is None:
        print("PostgreSQL n’est pas installé : essais sur PostgreSQL non faits (apt-get install postgresql).")
        return 1 if os.environ.get("MAILLAGE_TOUT_EXIGER") else 0
    with running_server(tools) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
