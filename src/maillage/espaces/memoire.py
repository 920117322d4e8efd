"""What the process keeps of what it read or computed, by a mark that changes whenever the answer may."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Memoire(Generic[T]):
    """The last `size` things; the one asked for least lately leaves."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, marque: Hashable) -> T | None:
        with self._lock:
            if marque in self._kept:
                self._kept.move_to_end(marque)
            return self._kept.get(marque)

    def keep(self, marque: Hashable, value: T) -> T:
        with self._lock:
            self._kept[marque] = value
            self._kept.move_to_end(marque)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return value

    def find(self, marque: Hashable, make: Callable[[], T]) -> T:
        """Two visitors at once may both make it: nobody waits for somebody else's."""
        kept = self.get(marque)
        return self.keep(marque, make()) if kept is None else kept

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
