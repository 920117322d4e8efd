"""Unsafe production settings refuse to start, in French, naming the variable."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

SAFE = {"MAILLAGE_SECRET": "s" * 50, "MAILLAGE_HOTES": "maillage.exemple.fr"}


SOURCES = os.environ.get("PYTHONPATH", "")
LIRE = "from maillage.site import settings as s; print(s.SESSION_COOKIE_SECURE, s.DEBUG)"


def start(code=LIRE, **environment):
    """The settings of a production process, and nothing of this one's environment."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PYTHONWARNINGS": "ignore",
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            **environment,
        },
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
        pytest.param(
            {"MAILLAGE_DEBUG": "oui", "MAILLAGE_DEMONSTRATION": "oui"}, "MAILLAGE_DEBUG", id="debug on a real domain"
        ),
        pytest.param({"MAILLAGE_ADRESSE": "maillage.fr"}, "MAILLAGE_ADRESSE", id="address without scheme"),
        pytest.param({"MAILLAGE_ADRESSE": "https://a.fr/site"}, "MAILLAGE_ADRESSE", id="address with a path"),
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


FERMES = {
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31536000,
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
    "X_FRAME_OPTIONS": "DENY",
    "DEBUG": False,
    "ADRESSE": "https://maillage.exemple.fr",
}
PORTES = {"espaces.reprise.ConnexionRequise", "CSPMiddleware", "CsrfViewMiddleware", "XFrameOptionsMiddleware"}


@pytest.mark.parametrize("name", FERMES)
def test_production_is_closed_without_having_to_say_so(name, production):
    assert production[name] == FERMES[name]


@pytest.mark.parametrize("door", sorted(PORTES))
def test_no_door_is_missing(door, production):
    assert any(middleware.endswith(door) for middleware in production["MIDDLEWARE"])


@pytest.mark.parametrize("limit", ["request_login_code", "login", "login_failed", "signup", "confirm_email"])
def test_sign_in_is_rationed(limit, production):
    assert production["ACCOUNT_RATE_LIMITS"][limit]


@pytest.fixture(scope="module")
def production():
    names = [*FERMES, "MIDDLEWARE", "ACCOUNT_RATE_LIMITS"]
    told = f"print(json.dumps({{name: getattr(settings, name) for name in {names}}}))"
    started = start(f"import json; from maillage.site import settings; {told}", **SAFE)
    assert started.returncode == 0, started.stderr
    return json.loads(started.stdout)
