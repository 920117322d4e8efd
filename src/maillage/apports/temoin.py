"""What a room above keeps of an espace just before a list comes in: this room knows none of them.

In the `ready` of that room's AppConfig: `set_temoin(Temoin(…))`. What is kept leaves when the import is undone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from maillage.apports.models import Apport
from maillage.comptes.models import Utilisateur

logger = logging.getLogger(__name__)
CLE = "temoin"
"""Where `Apport.bilan` says what was kept."""


@dataclass(frozen=True)
class Temoin:
    keep: Callable[[Apport, Utilisateur | None], str]
    """Its id; empty when nothing could be kept."""
    release: Callable[[Apport, Utilisateur | None, str], None]
    find: Callable[[Apport, str], str]
    """The page that says what changed since; empty when it is gone."""


_temoins: list[Temoin] = []


def set_temoin(temoin: Temoin) -> None:
    """Said twice, it is once."""
    _temoins[:] = [temoin]


def keep(apport: Apport, qui: Utilisateur | None) -> str:
    """Outside the transaction of the import, which never fails because of it."""
    try:
        return _temoins[0].keep(apport, qui) if _temoins else ""
    except Exception:
        logger.exception("Nothing kept before apport %s", apport.pk)
        return ""


def release(apport: Apport, qui: Utilisateur | None) -> None:
    """Inside the transaction that undoes the import."""
    kept = apport.bilan.get(CLE, "")
    if kept and _temoins:
        _temoins[0].release(apport, qui, kept)


def find_changes(apport: Apport) -> str:
    """The address of what changed since just before this import; empty when nothing was kept. One query at most."""
    kept = apport.bilan.get(CLE, "")
    return _temoins[0].find(apport, kept) if kept and _temoins else ""
