"""Asking the API in tests."""

from __future__ import annotations

from typing import Any

from django.test import Client

RACINE = "/api/v1/espaces"


def get(path: str = "", headers: dict[str, str] | None = None, client: Client | None = None) -> Any:
    return (client or Client()).get(RACINE + path, headers=headers or {})


def names(answer: Any) -> list[str]:
    return [row["nom"] for row in answer.json()["resultats"]]
