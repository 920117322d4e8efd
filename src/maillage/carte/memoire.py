"""What was read of a map, kept by its mark: the script asks for it a moment after the page, other pages after them.

The mark says who reads, with which rights and filters, and changes whenever the rows do.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from maillage.carte.lecture import Vue

GARDEES = 8
_vues: OrderedDict[str, Vue] = OrderedDict()
_verrou = Lock()


def keep(marque: str, vue: Vue) -> None:
    """The oldest leaves when there are too many."""
    with _verrou:
        _vues[marque] = vue
        _vues.move_to_end(marque)
        while len(_vues) > GARDEES:
            _vues.popitem(last=False)


def recall(marque: str) -> Vue | None:
    with _verrou:
        return _vues.get(marque)
