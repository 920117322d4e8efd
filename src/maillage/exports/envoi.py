"""Sending a file in pieces, under WSGI as under ASGI."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header

from maillage.exports.diffusion import ADRESSE_LICENCE, Mention


def send(request: HttpRequest, pieces: Iterable[bytes], type_mime: str, nom: str) -> StreamingHttpResponse:
    """Always as a file. The first piece is made at once: what fails there is told by a page, not by a cut file."""
    rest = iter(pieces)
    first = next(rest, b"")
    body = _follow(first, rest)
    streamed = _follow_async(body) if isinstance(request, ASGIRequest) else body
    response = StreamingHttpResponse(streamed, content_type=type_mime)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=nom) or "attachment"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    response["Content-Encoding"] = "identity"
    # Django would otherwise compress each piece apart under ASGI, and browsers read the first alone.
    return response


def add_licence(response: StreamingHttpResponse, mention: Mention) -> StreamingHttpResponse:
    """For the files that hold nothing but their rows (CSV, lists)."""
    if mention.licence:
        response["Link"] = f'<{ADRESSE_LICENCE}>; rel="license"'
    return response


def _follow(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


async def _follow_async(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Each piece is made in a thread: it may ask the database."""
    following = sync_to_async(lambda: next(pieces, b""))
    while piece := await following():
        yield piece
