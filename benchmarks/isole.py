"""Call one function in a Python of its own, so that the time and memory of one benchmark do not disturb another."""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MEGABYTE = 1024


def call(target: str, **arguments: Any) -> Any:
    """Result (JSON values) of `module:function(**arguments)` run in a new process; RuntimeError when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        command = [sys.executable, "-m", "benchmarks.isole", target, json.dumps(arguments), str(answer)]
        status = subprocess.run(command, check=False).returncode
        if status or not answer.exists():
            raise RuntimeError(f"{target} a échoué (code {status})")
        return json.loads(answer.read_text(encoding="utf-8"))


def peak_memory() -> float:
    """Most memory this process has held so far, in MiB (Linux gives kibibytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def main() -> None:
    target, arguments, answer = sys.argv[1:]
    module, function = target.split(":")
    result = getattr(importlib.import_module(module), function)(**json.loads(arguments))
    Path(answer).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()
