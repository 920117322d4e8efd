"""On what the figures were had: processor, memory, system, versions, date."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from maillage.analyse.francais import jour

R_VERSIONS = 'cat(paste0("R ", getRversion(), ", sna ", packageVersion("sna")))'
PAQUETS = ("numpy", "igraph", "networkx", "django", "datasette")


def describe() -> list[str]:
    """One French line per fact."""
    packages = ", ".join(f"{name}\u00a0{version(name)}" for name in PAQUETS)
    return [
        f"date\u00a0: {jour(datetime.now(UTC).date())}",
        f"processeur\u00a0: {_read('/proc/cpuinfo', 'model name') or platform.processor()}, {os.cpu_count()} cœurs",
        f"mémoire\u00a0: {_memory()}",
        f"système\u00a0: {_system()}",
        f"versions\u00a0: Python\u00a0{platform.python_version()}, {packages}, {_find_r()}",
    ]


def _read(path: str, field: str) -> str:
    file = Path(path)
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else []:
        name, _, value = line.partition(":")
        if name.strip() == field:
            return value.strip()
    return ""


def _memory() -> str:
    kibibytes = _read("/proc/meminfo", "MemTotal").split()
    return f"{int(kibibytes[0]) / 2**20:.0f}\u00a0Gio" if kibibytes else "inconnue"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def _find_r() -> str:
    if shutil.which("Rscript") is None:
        return "R absent"
    told = subprocess.run(["Rscript", "-e", R_VERSIONS], capture_output=True, text=True, check=False)
    return told.stdout if told.returncode == 0 else "R sans sna"
