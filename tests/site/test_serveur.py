"""The server's entry: pages through ASGI, each in one thread, several at once."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.urls import reverse

from maillage.site.asgi import application

Message = MutableMapping[str, Any]


async def ask(path: str, **scope: Any) -> list[Message]:
    """What the server sends back for a GET."""
    sent: list[Message] = []
    told = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"",
        "headers": [(b"host", b"testserver")], "client": ("127.0.0.1", 1234), "server": ("testserver", 80),
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await application(told | scope, receive, send)
    return sent


async def ask_several(*paths: str) -> list[list[Message]]:
    return await asyncio.gather(*map(ask, paths))


def test_pages_are_answered_through_asgi() -> None:
    page, missing = asyncio.run(ask_several(reverse("accessibilite"), "/nulle-part/"))
    assert (page[0]["status"], missing[0]["status"]) == (200, 404)
    assert "Accessibilité".encode() in b"".join(message.get("body", b"") for message in page[1:])
    assert (b"x-frame-options", b"DENY") in [(name.lower(), value) for name, value in page[0]["headers"]]


def only_https(_: SecurityMiddleware, request: HttpRequest) -> HttpResponse | None:
    return None if request.is_secure() else HttpResponse(status=301)


@pytest.mark.parametrize(("scheme", "status"), [("http", 301), ("https", 200)])
def test_the_scheme_of_the_request_is_known(monkeypatch: pytest.MonkeyPatch, scheme: str, status: int) -> None:
    monkeypatch.setattr(SecurityMiddleware, "process_request", only_https)
    assert asyncio.run(ask(reverse("accessibilite"), scheme=scheme))[0]["status"] == status
