"""The server's collector: what is loaded at the start is never walked through again."""

from __future__ import annotations

import gc

import pytest

from maillage.site import ramassage


@pytest.fixture
def collecteur():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_what_is_loaded_is_set_apart(collecteur):
    ramassage.settle()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] == ramassage.JEUNES


def test_a_circle_made_afterwards_is_still_found(collecteur):
    ramassage.settle()
    circle: list[object] = []
    circle.append(circle)
    del circle
    assert gc.collect() >= 1
