"""How the server looks for circles of dead objects: seldom, and never among what it holds for ever.

Reading a large network makes 100,000 small values at once, none in a circle. With Python's own settings the collector
then walks through all of Django again and again, for a quarter of the time of the answer.
"""

from __future__ import annotations

import gc
from typing import Final

JEUNES: Final = 50_000
"""New objects between two looks (Python: 2,000 at most). Some ten megabytes may wait."""


def settle() -> None:
    """To be called once, when everything that lives as long as the server is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(JEUNES, *gc.get_threshold()[1:])
