"""The session that expires in the middle of a form: what was typed waits through sign-in, to be sent or given up."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypedDict
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse

CLE = "reprise"
DUREE = 3600
"""Seconds: beyond, someone else may be at the keyboard."""
TAILLE_MAX = 1_000_000


class Saisie(TypedDict):
    """A form that could not be received: where it was going, from which page, what it held."""

    chemin: str
    retour: str
    champs: list[tuple[str, str]]
    fichiers: bool
    quand: float


class ConnexionRequise(LoginRequiredMiddleware):
    """Django's own closing of every view, except that a form sent too late is kept.

    Stands in MIDDLEWARE instead of LoginRequiredMiddleware, after the CSRF check: only our own forms are kept.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if request.method == "POST" and request.user.is_authenticated:
            forget_if_sent(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override] # the stub forgets that any response will do
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        login_url = resolve_url(self.get_login_url(view_func))
        if request.headers.get("HX-Request"):
            return redirect_whole_page(request, login_url)
        if request.method == "POST":
            waiting = reverse("espaces:reprise") if keep(request) else find_origin(request)
            return redirect_to_login(waiting, login_url)
        return super().handle_no_permission(request, view_func)


def redirect_whole_page(request: HttpRequest, login_url: str) -> HttpResponse:
    """For htmx: the page goes to sign-in, rather than the sign-in page into a fragment."""
    origin = local_path(request.headers.get("HX-Current-URL", "")) or "/"
    return HttpResponse(status=204, headers={"HX-Redirect": f"{login_url}?{urlencode({'next': origin})}"})


def keep(request: HttpRequest) -> bool:
    """Put the form in the session; False when there was nothing typed, or too much for that."""
    fields = [
        (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
    ]
    if not 0 < sum(len(name) + len(value) for name, value in fields) <= TAILLE_MAX:
        return False
    request.session[CLE] = Saisie(
        chemin=request.get_full_path(),
        retour=find_origin(request),
        champs=fields,
        fichiers=bool(request.FILES),
        quand=time.time(),
    )
    return True


def find_origin(request: HttpRequest) -> str:
    """The page that held the form; many addresses only receive."""
    return local_path(request.headers.get("Referer", "")) or request.path


def find_saisie(request: HttpRequest) -> Saisie | None:
    saisie: Saisie | None = request.session.get(CLE)
    return saisie if saisie and time.time() - saisie["quand"] < DUREE else None


def drop(request: HttpRequest) -> None:
    request.session.pop(CLE, None)


def forget_if_sent(request: HttpRequest) -> None:
    """The same form arrives again, signed in: nothing waits any more."""
    saisie: Saisie | None = request.session.get(CLE)
    if saisie and saisie["chemin"] == request.get_full_path():
        drop(request)


def local_path(url: str) -> str:
    """The path of one of our own pages; the host is dropped, so that nothing leads elsewhere."""
    parts = urlsplit(url)
    path = f"/{parts.path.lstrip('/')}" if parts.path else ""
    return f"{path}?{parts.query}" if path and parts.query else path
