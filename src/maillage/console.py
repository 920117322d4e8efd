"""What every command says on the terminal: progress, remarks, faults, where it wrote. Every word is French."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maillage.formats.fautes import DonneesInvalides, Faute

PATIENCE = 1.0
"""Seconds of silence before progress is told on standard error."""
MAX_REMARQUES = 30


def find_same(target: Path, given: Iterable[Path | None]) -> Path | None:
    """The input that `target` is, by whatever name or link."""
    real = target.resolve()
    return next((path for path in given if path is not None and path.resolve() == real), None)


def deliver(content: bytes, sortie: Path | None) -> None:
    if sortie is None:
        show(content)
        return
    from maillage.publication.ecriture import write_atomically  # noqa: PLC0415

    write_atomically(sortie, content)
    print(f"Écrit\u00a0: {sortie}", file=sys.stderr)


def show(content: bytes) -> None:
    from maillage.publication.ecriture import EcritureImpossible  # noqa: PLC0415

    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise EcritureImpossible(
            "Impossible d’écrire sur la sortie standard\u00a0: elle est fermée ou pleine."
        ) from error


def tell_remarks(remarques: Sequence[Faute]) -> None:
    from maillage.analyse.francais import nombre  # noqa: PLC0415
    from maillage.formats.fautes import render_fautes  # noqa: PLC0415

    remarks = render_fautes(remarques)
    for remark in remarks[:MAX_REMARQUES]:
        print(f"Remarque. {remark}", file=sys.stderr)
    if (more := len(remarks) - MAX_REMARQUES) > 0:
        print(f"… et {nombre(more)} autres remarques du même genre.", file=sys.stderr)


def tell_faults(invalid: DonneesInvalides) -> str:
    from maillage.analyse.francais import nombre  # noqa: PLC0415
    from maillage.formats.fautes import render_fautes  # noqa: PLC0415

    one = len(invalid.fautes) == 1
    count = "Une chose est à corriger" if one else f"{nombre(len(invalid.fautes))} choses sont à corriger"
    return "\n".join(
        [f"{count}\u202f; rien n’a été écrit.", *(f"  • {faute}" for faute in render_fautes(invalid.fautes))]
    )


def fail(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status


class Suivi:
    """Tells on standard error what begins, once the wait becomes long enough to wonder."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self, etape: str) -> None:
        elapsed = time.monotonic() - self._start
        if elapsed > PATIENCE:
            print(f"{elapsed:6.1f} s  {etape}…".replace(".", ","), file=sys.stderr, flush=True)
