"""The web server's entry: Django, and the work in the background of the same process when it is the only one.

Django answers each request in one thread of a pool, from end to end. Its own asynchronous entry changes threads twice
at each middleware, opens a thread and a database connection for each request: a quarter of the time of a light page.
What must stay open (server-sent events) will be a branch of `application`, before Django.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.site.settings")
FILS: Final = 10
"""Requests answered at once by one process; each thread keeps its connection to PostgreSQL (see `read_database`)."""
_django = WSGIMiddleware(get_wsgi_application(), workers=FILS)  # type: ignore[arg-type]

from django.conf import settings  # noqa: E402  (Django must be set up first)

from maillage.site import ramassage  # noqa: E402
from maillage.site.ouvrier import Ouvrier  # noqa: E402
from maillage.site.rangeur import Rangeur  # noqa: E402

Message = MutableMapping[str, Any]


async def application(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Lifespan is ours, since Django has none; the rest is Django's."""
    if scope["type"] != "lifespan":
        await _django(scope, receive, send)  # type: ignore[arg-type]
        return
    aides: list[Ouvrier | Rangeur] = [Ouvrier(), Rangeur()] if settings.OUVRIER_EMBARQUE else []
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            ramassage.settle()
            for aide in aides:
                aide.start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            for aide in aides:
                aide.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
