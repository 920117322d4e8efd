"""Unsafe production settings refuse to start, in French, naming the variable."""

from __future__ import annotations

import subprocess
import sys

import pytest

SAFE = {"MAILLAGE_SECRET": "s" * 50, "MAILLAGE_HOTES": "maillage.exemple.fr"}


def start(**environment):
    """The settings of a production process, and nothing of this one's environment."""
    return subprocess.run(
        [sys.executable, "-c", "from maillage.site import settings as s; print(s.SESSION_COOKIE_SECURE, s.DEBUG)"],
        env={"PYTHONWARNINGS": "ignore", "PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_safe_settings_start_closed():
    started = start(**SAFE)
    assert started.returncode == 0, started.stderr
    assert started.stdout.split() == ["True", "False"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        pytest.param({"MAILLAGE_SECRET": ""}, "MAILLAGE_SECRET", id="no secret"),
        pytest.param({"MAILLAGE_SECRET": "court"}, "MAILLAGE_SECRET", id="short secret"),
        pytest.param({"MAILLAGE_HOTES": ""}, "MAILLAGE_HOTES", id="no host"),
        pytest.param({"MAILLAGE_HOTES": "*"}, "MAILLAGE_HOTES", id="any host"),
        pytest.param({"MAILLAGE_HOTES": "a.fr, *"}, "MAILLAGE_HOTES", id="any host among others"),
        pytest.param({"MAILLAGE_DEBUG": "oui"}, "MAILLAGE_DEBUG", id="debug in production"),
        pytest.param({"MAILLAGE_DEBUG": "peut-être"}, "MAILLAGE_DEBUG", id="neither yes nor no"),
        pytest.param({"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL", id="database of another kind"),
        pytest.param({"MAILLAGE_COURRIEL": "http://a"}, "MAILLAGE_COURRIEL", id="e-mail of another kind"),
    ],
)
def test_unsafe_settings_do_not_start(changes, named):
    started = start(**SAFE | changes)
    assert started.returncode != 0
    assert "ImproperlyConfigured" in started.stderr
    assert named in started.stderr.splitlines()[-1]


def test_every_fault_is_named_at_once():
    said = start().stderr
    assert "Réglages dangereux, le site ne démarre pas" in said
    assert "MAILLAGE_SECRET" in said
    assert "MAILLAGE_HOTES" in said
