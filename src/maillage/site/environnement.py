"""Settings come from the environment; nonsense is refused at start, in French, naming the variable."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

OUI, NON = {"1", "oui", "vrai", "true", "yes"}, {"0", "non", "faux", "false", "no", ""}

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=5000;PRAGMA foreign_keys=ON",
}
GARDEE = 600
"""Seconds during which a thread of the server keeps its PostgreSQL connection: opening it costs as much as a page."""


def read_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def read_flag(name: str, default: bool = False) -> bool:
    value = read_text(name, "oui" if default else "non").lower()
    if value not in OUI | NON:
        raise ImproperlyConfigured(f"{name} vaut « {value} » : écrivez oui ou non.")
    return value in OUI


def read_choice(name: str, known: Collection[str]) -> str:
    """One of these words, or nothing."""
    value = read_text(name).lower()
    if value and value not in known:
        raise ImproperlyConfigured(f"{name} vaut « {value} » : attendu {' ou '.join(known)}, ou rien.")
    return value


def read_list(name: str) -> list[str]:
    return [part.strip() for part in read_text(name).split(",") if part.strip()]


def read_address(name: str, default: str) -> str:
    """`https://host`, as people write it in their browser: what e-mails sent without a page being asked start from."""
    address = (read_text(name) or default).rstrip("/")
    url = urlsplit(address)
    if url.scheme not in {"http", "https"} or not url.netloc or url.path or url.query:
        raise ImproperlyConfigured(f"{name} vaut « {address} » : attendu https://votre.domaine, sans rien après.")
    return address


def read_service(name: str) -> str:
    """An address on the web, or nothing."""
    value = read_text(name)
    if value and urlsplit(value).scheme not in {"http", "https"}:
        raise ImproperlyConfigured(f"{name} vaut « {value} » : attendu une adresse https://…")
    return value


def read_database(name: str, default: Path) -> dict[str, Any]:
    """`sqlite:///path` or `postgresql://user:password@host:port/name`; SQLite at `default` when unset."""
    url = urlsplit(read_text(name) or f"sqlite:///{default}")
    if url.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(url.path[1:]), "OPTIONS": SQLITE}
    if url.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path[1:]),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "OPTIONS": dict(parse_qsl(url.query)),
            "CONN_HEALTH_CHECKS": True,
            "CONN_MAX_AGE": GARDEE,
        }
    raise ImproperlyConfigured(f"{name} commence par « {url.scheme} » : attendu sqlite:///… ou postgresql://…")


def read_email(name: str) -> dict[str, Any]:
    """`smtp://user:password@host:port?tls=oui`; the console when unset."""
    url = urlsplit(read_text(name))
    if not url.scheme:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if url.scheme != "smtp":
        raise ImproperlyConfigured(f"{name} commence par « {url.scheme} » : attendu smtp://…")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "localhost",
        "EMAIL_PORT": url.port or 587,
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": dict(parse_qsl(url.query)).get("tls", "oui") in OUI,
    }
