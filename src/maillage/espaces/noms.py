"""Names as they are kept: they go into titles, addresses and subjects of e-mails."""

from __future__ import annotations

import re

BLANCS = re.compile(r"[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
"""What separates words or lines, but not the spaces of French typography, which are kept as typed."""


def tidy(text: str) -> str:
    """One line, single spaces, nothing at the ends."""
    return BLANCS.sub(" ", text).strip()
