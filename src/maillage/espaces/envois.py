"""A form sent twice makes one thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

T = TypeVar("T")


def create_once(*, find: Callable[[], T | None], create: Callable[[], T]) -> T:
    """What was already sent, else what is created now. Of two clicks at one instant, the second finds the first.

    `find` looks for the key chosen when the form was shown.
    """
    sent = find()
    if sent is not None:
        return sent
    try:
        with transaction.atomic():
            return create()
    except IntegrityError:
        sent = find()
        if sent is None:
            raise
        return sent
